from contextlib import ExitStack, contextmanager

from fabric.state import aliases, env, output

_absent = object()


@contextmanager
def _changed(map, values):
    before = {name: map.get(name, _absent) for name in values}
    map.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is _absent:
                map.pop(name, None)
            else:
                map[name] = value


@contextmanager
def settings(*managers, clean_revert=False, **values):
    """Settings for a while, and any other context managers with them."""
    with ExitStack() as stack:
        for manager in managers:
            stack.enter_context(manager)
        stack.enter_context(_changed(env, values))
        yield


def _streams(groups, shown):
    return {name: shown for group in groups for name in aliases.get(group, [group])}


def hide(*groups):
    return _changed(output, _streams(groups, False))


def show(*groups):
    return _changed(output, _streams(groups, True))


def quiet():
    return settings(hide('everything'), warn_only=True)


def warn_only():
    return settings(warn_only=True)


def _folder(setting, path):
    path = str(path).replace(' ', '\\ ') if setting == 'cwd' else str(path)
    before = env.get(setting) or ''
    is_absolute = path.startswith(('/', '~')) or not before
    return _changed(env, {setting: path if is_absolute else before.rstrip('/') + '/' + path})


def cd(path):
    return _folder('cwd', path)


def lcd(path):
    return _folder('lcwd', path)


def prefix(command):
    return _changed(env, {'command_prefixes': env.command_prefixes + [command]})


def path(path, behavior='append'):
    return _changed(env, {'path': path, 'path_behavior': behavior})


def shell_env(**values):
    return _changed(env, {'shell_env': {**env.shell_env, **values}})


@contextmanager
def char_buffered(pipe):
    yield


def remote_tunnel(*args, **kwargs):
    raise NotImplementedError('remote_tunnel is not available: Gantry opens no port for a task. Use put and get.')
