"""Fabric as tasks know it, both generations: a stand-in whose commands and files go through the server's own SSH."""

from fabric.connection import Connection, Result, task


class Config(dict):
    """Accepted and not used: the settings are those of the operation."""

    def __init__(self, overrides=None, **kwargs):
        super().__init__(overrides or {})
