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
    """The inputs come in a file, because some are secrets; it is gone once it was read."""
    path = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'inputs.json')
    if not os.path.exists(path):
        return {}
    with open(path, encoding='utf-8') as file:
        inputs = json.load(file)
    try:
        os.remove(path)
    except OSError:
        pass
    return inputs


ctx_parameters = Values(read_inputs())
current_ctx = CurrentContext()
