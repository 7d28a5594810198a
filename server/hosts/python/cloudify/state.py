"""The context and the inputs of the operation."""

import json
import os

from cloudify.context import ctx
from cloudify.mappings import Values


class CurrentContext(object):
    """There is one context in a script."""

    def get_ctx(self):
        return ctx

    def get_parameters(self):
        return ctx_parameters


def read_inputs():
    """The inputs come in what is open, because some are secrets; they can be read once."""
    descriptor = os.environ.pop('GANTRY_INPUTS', None)
    if descriptor is None:
        return {}
    try:
        with os.fdopen(int(descriptor), encoding='utf-8') as file:
            return json.loads(file.read() or '{}')
    except OSError:
        return {}


ctx_parameters = Values(read_inputs())
current_ctx = CurrentContext()
