"""What scripts in Python import: `from cloudify import ctx`. It asks the server through the `ctx` command."""

from cloudify.context import attend, ctx

__all__ = ['ctx']

attend()
