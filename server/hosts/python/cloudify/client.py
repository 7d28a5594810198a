"""Asks the server."""

import ast
import json
import re
import subprocess

from cloudify import exceptions

TOO_LARGE = 7
FAULT = re.compile(r'\(RequestError\(\.\.\.\), (.*)\)$')


def ask(*words, **named):
    """Runs `ctx` with plain words and JSON values, and returns the answer."""
    keywords = named.pop('keywords', {})
    values = named.pop('values', ())
    command = ['ctx', '-j', '--'] + list(words)
    if values or keywords:
        command += ['@' + json.dumps(value) for value in values]
        # A map at the end names arguments, so there is always one.
        command.append('@' + json.dumps(keywords))
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except OSError as error:
        if error.errno == TOO_LARGE:
            raise exceptions.NonRecoverableError('A value of more than 128 KB cannot be sent to the server.')
        raise
    if done.returncode != 0:
        raise fault(done.stderr.decode('utf-8', 'replace'))
    return json.loads(done.stdout.decode('utf-8'))


class Stopped(Exception):
    """The server took note of an abort or a retry; the script may go on."""


def fault(text):
    last = text.rstrip().rsplit('\n', 1)[-1]
    found = FAULT.search(last)
    if found is None:
        return Stopped(last)
    kind, _, message = ast.literal_eval(found.group(1)).partition(': ')
    if kind == 'HttpException':
        return exceptions.HttpException(message)
    if kind == 'NonRecoverableError':
        return exceptions.NonRecoverableError(message)
    return RuntimeError(message)
