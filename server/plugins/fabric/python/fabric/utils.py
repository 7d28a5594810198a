import sys

import gantry_bridge
from fabric.state import env, output


class TaskAborted(Exception):
    """A task gave up. Fabric 1 would end its process."""


def abort(msg):
    raise (env.abort_exception or TaskAborted)(msg)


def warn(msg):
    if output.warnings:
        gantry_bridge.log('warning', 'Warning: %s' % msg)


def error(message, func=None, exception=None, stdout=None, stderr=None):
    text = message if exception is None else '%s\n\nUnderlying exception:\n    %s' % (message, exception)
    (func or (warn if env.warn_only else abort))(text)


def puts(text, show_prefix=None, end='\n', flush=False):
    if output.user:
        prefix = '[%s] ' % env.host_string if env.host_string and show_prefix is not False else ''
        sys.stdout.write(prefix + str(text) + end)
        sys.stdout.flush()


def fastprint(text, show_prefix=False, end='', flush=True):
    puts(text, show_prefix=show_prefix, end=end, flush=flush)


def indent(text, spaces=4, strip=False):
    lines = text.splitlines() if hasattr(text, 'splitlines') else list(text)
    return '\n'.join(' ' * spaces + (line.strip() if strip else line) for line in lines)
