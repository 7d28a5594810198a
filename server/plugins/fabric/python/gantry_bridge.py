"""What a task reaches of the server that runs it: commands and files on hosts, through the `ctx` command beside it."""

import itertools
import json
import os
import subprocess

_folder = os.environ.get('GANTRY_CTX', '')
_work = os.path.join(_folder, 'work')
_program = os.path.join(_folder, 'bin', 'ctx')
_numbers = itertools.count(1)


class HostFailure(Exception):
    """The server could not do what a task asked for. `final`: another attempt is of no use."""

    def __init__(self, kind, message, final):
        super().__init__(message)
        self.kind = kind
        self.final = final


def ask(request):
    """Sends a request and returns the answer to it; waits as long as the server takes."""
    path = os.path.join(_work, 'request-%d' % next(_numbers))
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(request, file)
    done = subprocess.run([_program, 'fabric', path], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode != 0:
        raise HostFailure('RuntimeError', done.stderr.decode('utf-8', 'replace').strip(), True)
    with open(path + '.answer', encoding='utf-8') as file:
        answer = json.load(file)
    os.remove(path)
    os.remove(path + '.answer')
    if answer['kind'] == 'failed':
        raise HostFailure(answer['type'], answer['message'], answer['final'])
    return answer


def run(command, shell=None, sudo=None, timeout=None, hide=(), combine=False, env=None):
    """Runs a command on the host; returns a map with `code`, `stdout`, `stderr` and `late`."""
    return ask({'do': 'run', 'command': command, 'shell': shell, 'sudo': sudo, 'timeout': timeout,
                'hide': sorted(hide), 'combine': combine, 'env': env or {}})


def copy(direction, local, remote, mode=None, env=None):
    """Copies one file to the host (`put`) or from it (`get`); returns the path that was written."""
    return ask({'do': direction, 'local': os.path.abspath(local), 'remote': remote, 'mode': mode, 'env': env or {}})['path']


def resource(path, target=None):
    """A file of the blueprint: its path here, or None when there is none."""
    target = target or os.path.join(_work, 'resources', path)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    done = subprocess.run([_program, 'download-resource', path, target], stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return target if done.returncode == 0 else None


def log(level, text):
    subprocess.run([_program, 'logger', level, text], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def quote(text):
    """One word of shell that stands for exactly this text."""
    return "'" + str(text).replace("'", "'\\''") + "'"
