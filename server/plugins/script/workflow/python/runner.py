"""Runs a workflow script: everything that it needs comes in on stdin, what it wants goes out on descriptor 3."""

import json
import os
import random
import resource
import sys
import traceback

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from cloudify import workflows  # noqa: E402
from cloudify.replay import Replay  # noqa: E402
from cloudify.workflows.workflow_context import Parameters, WorkflowContext  # noqa: E402


# A script that takes more fails with a MemoryError, and nothing else on the server does.
MOST_MEMORY = 2 * 1024 * 1024 * 1024


class Lines(object):
    """What the script prints, line by line."""

    encoding = 'utf-8'

    def __init__(self, say):
        self._say = say
        self._rest = ''

    def write(self, text):
        lines = (self._rest + text).split('\n')
        self._rest = lines.pop()
        for line in lines:
            self._say(line)
        return len(text)

    def flush(self):
        """Lines are complete or wait for their end."""

    def isatty(self):
        return False


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    given = json.loads(sys.stdin.buffer.read().decode('utf-8'))
    replay = Replay(given['answers'], os.fdopen(3, 'w', encoding='utf-8'))
    sys.stdin = open(os.devnull)
    sys.stdout = Lines(lambda line: replay.say('info', line))
    sys.stderr = Lines(lambda line: replay.say('warning', line))
    random.seed(given['execution']['id'])
    try:
        ctx = WorkflowContext(given, replay)
        workflows.ctx = ctx
        workflows.parameters = Parameters(given['parameters'])
        code = compile(given['script'], given['path'], 'exec')
        exec(code, {'__name__': '__main__', '__file__': given['path']})
        ctx.end()
    except SystemExit as stop:
        if stop.code not in (None, 0):
            replay.finish({'kind': 'failed', 'error': 'The script ended with %s' % stop.code, 'traceback': ''})
    except BaseException as error:
        text = traceback.format_exception_only(type(error), error)[-1].strip()
        replay.finish({'kind': 'failed', 'error': text, 'traceback': shown(given['path'])})
    replay.finish({'kind': 'end'})


def shown(path):
    """The traceback from the script on: what runs it is of no interest."""
    kind, error, trace = sys.exc_info()
    while trace is not None and trace.tb_frame.f_code.co_filename != path:
        trace = trace.tb_next
    return ''.join(traceback.format_exception(kind, error, trace))


main()
