"""Runs a script in Python as the operation it is: run.py SCRIPT [ARGUMENT ...]."""

import os
import sys
import traceback

script = sys.argv[1]
sys.argv = sys.argv[1:]
sys.path[0] = os.path.dirname(os.path.abspath(script))
sys.path.insert(1, os.path.dirname(os.path.abspath(__file__)))

from cloudify import state  # noqa: E402
from cloudify.context import ctx, report  # noqa: E402
from cloudify.exceptions import NonRecoverableError  # noqa: E402


def load():
    with open(script, encoding='utf-8', errors='replace') as file:
        source = file.read()
    try:
        return compile(source, script, 'exec')
    except SyntaxError as error:
        raise NonRecoverableError(
            'The script is not Python 3: {0} (line {1}). Scripts written for Python 2 must be brought to Python 3, '
            'e.g. with 2to3.'.format(error.msg, error.lineno))


def run():
    names = {'__name__': '__main__', '__file__': script, '__package__': None, '__builtins__': __builtins__}
    names['inputs'] = state.ctx_parameters
    code = None
    try:
        exec(load(), names)
    except SystemExit as leaving:
        code = leaving.code
    finally:
        ctx.flush()
    if code in (None, 0):
        ctx.finish()
    else:
        ctx._retry = None
    sys.exit(code)


try:
    run()
except SystemExit:
    raise
except BaseException as error:
    ctx._retry = None
    report(error)
    traceback.print_exc()
    sys.exit(1)
