"""Runs one task of a blueprint and tells the server how it ended. Arguments: the file that says which, and how."""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import re
import sys
import traceback
import types

import gantry_bridge


class Refusal(Exception):
    """The task cannot be run, however often it is tried."""


class BlueprintModules(importlib.abc.MetaPathFinder):
    """Modules that lie in the blueprint, or in a plugin's folder there."""

    def __init__(self, roots):
        self.roots = roots

    def find_spec(self, name, path=None, target=None):
        place = name.replace('.', '/')
        for root in self.roots:
            for file, is_package in ((place + '.py', False), (place + '/__init__.py', True)):
                found = gantry_bridge.resource(root + file)
                if found is not None:
                    folder = [os.path.dirname(found)] if is_package else None
                    return importlib.util.spec_from_file_location(name, found, submodule_search_locations=folder)
        # A package may have no file of its own.
        return importlib.machinery.ModuleSpec(name, None, is_package=True) if name in self.packages else None

    packages = frozenset()


_old_syntax = re.compile(r'''
    ^\s*print\s+[^=(\s] | ^\s*print\s*>> | ^\s*exec\s+["'\w] | ^\s*except\s+[\w.()]+\s*,\s*\w+\s*: |
    ^\s*raise\s+[\w.]+\s*, | <> | `[^`]+` | \bur["'] | (?<![\w.])0[0-7]+(?![\w.]) | \b\d+[lL]\b | def\s+\w+\(.*\(
''', re.VERBOSE)


def compile_source(source, name):
    try:
        return compile(source, name, 'exec')
    except SyntaxError as failure:
        raise Refusal(explain_syntax(failure, name)) from None


def explain_syntax(failure, name):
    file = failure.filename if failure.filename and '/work/resources/' not in failure.filename else name
    where = "Could not load '%s' (%s: %s, line %s)" % (file, type(failure).__name__, failure.msg, failure.lineno)
    line = failure.text or ''
    if _old_syntax.search(line) or 'Missing parentheses' in str(failure.msg):
        return '%s: the file is written for Python 2, and tasks run with Python %d here. Line %s is: %s. Rewrite it so '\
            'that Python 3 reads it (the program 2to3 does most of it).' % (
                where, sys.version_info.major, failure.lineno, line.strip())
    return where + '.'


def load_from_file(spec):
    file, name = spec['file'], spec['task']
    module = types.ModuleType('gantry_tasks')
    module.__file__ = file
    code = compile_source(spec['source'], file)
    try:
        exec(code, module.__dict__)
    except SyntaxError as failure:
        raise Refusal(explain_syntax(failure, file)) from None
    except Exception as failure:
        traceback.print_exc()
        raise Refusal("Could not load '%s' (%s: %s)" % (file, type(failure).__name__, failure)) from None
    task = module.__dict__.get(name)
    if task is None:
        raise Refusal("Could not find task '%s' in '%s'" % (name, file))
    return check_callable(task, name, file)


def load_from_module(spec):
    place, _, name = spec['mapping'].rpartition('.')
    try:
        module = importlib.import_module(place)
    except SyntaxError as failure:
        raise Refusal(explain_syntax(failure, place)) from None
    except Exception as failure:
        raise Refusal(
            "Could not load '%s' (%s: %s). Gantry looks for it in the blueprint (%s); plugins that bring code are not "
            "installed." % (place, type(failure).__name__, failure, ', '.join(root or './' for root in spec['roots']))
        ) from None
    if not hasattr(module, name):
        raise Refusal("Could not find '%s' in %s (AttributeError: module '%s' has no attribute '%s')"
                      % (name, place, place, name))
    return check_callable(getattr(module, name), name, place)


def check_callable(task, name, place):
    if not callable(task):
        raise Refusal("'%s' in '%s' is not callable" % (name, place))
    return task


def run(spec):
    import fabric
    from fabric import state
    state.begin(spec['env'])
    finder = BlueprintModules(spec['roots'])
    finder.packages = frozenset(spec['packages'])
    sys.meta_path.append(finder)
    task = load_from_file(spec) if spec['mapping'] is None else load_from_module(spec)
    state.env.abort_exception = FabricTaskError
    first = [fabric.Connection()] if getattr(task, 'wants_connection', False) else []
    try:
        result = task(*first, **spec['properties'])
    except BaseException:
        save_context(is_failure=True)
        raise
    save_context(is_failure=False)
    return result


def save_context(is_failure):
    """Runtime properties are saved also when the task fails; a retry that it asked for counts only when it does not."""
    module = sys.modules.get('cloudify.context')
    if module is not None:
        module.ctx.flush()
        if is_failure:
            module.ctx._retry = None


class FabricTaskError(Exception):
    """A command of the task failed, or the task gave up; tried again."""


_final = {'NonRecoverableError', 'Refusal', 'SyntaxError'}


def describe(failure):
    """What the server makes an outcome of. Errors of operations are known by their names, wherever they come from."""
    names = {kind.__name__ for kind in type(failure).__mro__}
    if isinstance(failure, gantry_bridge.HostFailure):
        return {'type': failure.kind, 'message': str(failure), 'final': failure.final}
    kind = 'NonRecoverableError' if isinstance(failure, Refusal) else type(failure).__name__
    result = getattr(failure, 'result', None)
    code = getattr(result, 'exited', None)
    after = getattr(failure, 'retry_after', None)
    return {
        'type': kind, 'message': str(failure) if str(failure) else kind, 'final': bool(names & _final),
        'retry': 'OperationRetry' in names, **({} if after is None else {'retryAfter': after}),
        **({} if code is None else {'code': code}),
    }


def main():
    with open(sys.argv[1], encoding='utf-8') as file:
        spec = json.load(file)
    # There are secrets in it.
    os.chmod(sys.argv[1], 0o600)
    os.remove(sys.argv[1])
    try:
        end = {'do': 'end', 'result': jsonable(run(spec))}
    except SystemExit as failure:
        is_quiet = failure.code in (None, 0)
        end = {'do': 'end', 'result': None} if is_quiet else {
            'do': 'end', 'error': {'type': 'SystemExit', 'message': str(failure.code), 'final': False}}
    except BaseException as failure:
        if not isinstance(failure, Refusal):
            traceback.print_exc()
        end = {'do': 'end', 'error': describe(failure)}
    gantry_bridge.ask(end)


def jsonable(value):
    """The result as JSON; what JSON has not becomes a text."""
    return json.loads(json.dumps(value, default=str))


if __name__ == '__main__':
    main()
