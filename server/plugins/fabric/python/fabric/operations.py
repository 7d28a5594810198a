"""What a task of Fabric 1 does on its host and beside it."""

import glob
import os
import posixpath
import subprocess
import tempfile

import gantry_bridge
from fabric.state import changed, env, hidden, output
from fabric.utils import abort, error
from gantry_bridge import quote


class CommandTimeout(Exception):
    """A command took longer than it may."""


class CommandResult(str):
    """Standard output as a text, with what else is known of the command."""

    stdout = property(str)
    stderr = ''
    command = real_command = ''
    return_code = 0
    failed = False
    succeeded = property(lambda self: not self.failed)


class PathList(list):
    """Paths that were written, with those that were not."""

    def __init__(self, paths=()):
        super().__init__(paths)
        self.failed = []

    succeeded = property(lambda self: not self.failed)


def run(command, shell=True, pty=True, combine_stderr=None, quiet=False, warn_only=False, stdout=None, stderr=None,
        timeout=None, shell_escape=None, capture_buffer_size=None):
    return _perform('run', command, None, shell=shell, combine=combine_stderr, quiet=quiet, warn=warn_only,
                    timeout=timeout, copies=(stdout, stderr))


def sudo(command, shell=True, pty=True, combine_stderr=None, user=None, quiet=False, warn_only=False, stdout=None,
         stderr=None, group=None, timeout=None, shell_escape=None, capture_buffer_size=None):
    account = {'user': _text(user or env.sudo_user), 'password': _text(env.first('sudo_password', 'password'))}
    return _perform('sudo', command, account, shell=shell, combine=combine_stderr, quiet=quiet, warn=warn_only,
                    timeout=timeout, copies=(stdout, stderr))


def _text(value):
    return None if value is None or value == '' else str(value)


def _perform(name, command, account, shell, combine, quiet, warn, timeout, copies=(None, None)):
    combine = env.combine_stderr if combine is None else combine
    real = _prefixed(command)
    answer = gantry_bridge.run(
        real, shell=env.shell if shell and env.use_shell else None, sudo=account,
        timeout=timeout or env.command_timeout, hide=['stdout', 'stderr'] if quiet else hidden(), combine=bool(combine),
        env=changed(),
    )
    if answer['late']:
        raise CommandTimeout('Command did not complete within %s seconds!' % (timeout or env.command_timeout))
    for stream, name_of in zip(copies, ('stdout', 'stderr')):
        if stream is not None:
            stream.write(answer[name_of])
    return _result(name, command, real, answer, warn or quiet)


def _result(name, command, real, answer, warn):
    result = CommandResult(answer['stdout'].strip())
    result.stderr = answer['stderr'].strip()
    result.command, result.real_command, result.return_code = command, real, answer['code']
    result.failed = answer['code'] not in env.ok_ret_codes
    if result.failed and not warn:
        message = '%s() received nonzero return code %s while executing' % (name, answer['code'])
        if env.warn_only:
            error("%s '%s'!" % (message, command))
        else:
            said = ''.join('\n\nStandard %s:\n%s' % (kind, text[-4096:])
                           for kind, text in (('output', str(result)), ('error', result.stderr)) if text)
            error('%s!\n\nRequested: %s\nExecuted: %s%s' % (message, command, real, said))
    return result


def _prefixed(command, folder=None):
    folder = env.cwd if folder is None else folder
    parts = (['cd %s >/dev/null' % folder] if folder else []) + list(env.command_prefixes) + [command]
    exports = ['%s=%s' % (name, quote(value)) for name, value in env.shell_env.items()]
    if env.path:
        orders = {'append': '$PATH:"%s"', 'prepend': '"%s":$PATH', 'replace': '"%s"'}
        exports.append('PATH=' + orders[env.path_behavior] % env.path)
    return ('export %s && ' % ' '.join(exports) if exports else '') + ' && '.join(parts)


def local(command, capture=False, shell=None):
    """A command on the machine of this server."""
    real = _prefixed(command, folder=quote(env.lcwd) if env.lcwd else '')
    # Without a pipe, what it says goes where the task's own output goes.
    out, err = ((subprocess.PIPE,) * 2 if capture
                else [subprocess.DEVNULL if stream in hidden() else None for stream in ('stdout', 'stderr')])
    done = subprocess.run(real, shell=True, executable=shell, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
    texts = [(text or b'').decode('utf-8', 'replace') for text in (done.stdout, done.stderr)]
    answer = {'code': done.returncode, 'stdout': texts[0], 'stderr': texts[1]}
    return _result('local', command, real, answer, False)


def _remote_path(path):
    """The path with the folder that the task is in, which is the home folder at first."""
    path = str(path)
    if path.startswith('~'):
        return path
    return posixpath.join(env.cwd.replace('\\ ', ' '), path) if env.cwd else path


def _is_remote_folder(path, account):
    word = path if path.startswith('~') else quote(path)
    return gantry_bridge.run('test -d %s' % word, sudo=account, hide=['stdout', 'stderr'], env=changed())['code'] == 0


def _account(use_sudo):
    return {'user': None, 'password': _text(env.first('sudo_password', 'password'))} if use_sudo else None


def put(local_path=None, remote_path=None, use_sudo=False, mirror_local_mode=False, mode=None, use_glob=True,
        temp_dir='', use_sftp=True):
    """Copies files, folders or what an open file holds to the host."""
    target = _remote_path(remote_path or '')
    mode = int(mode, 8) if isinstance(mode, str) else mode
    if hasattr(local_path, 'read'):
        return _put_open_file(local_path, target, use_sudo, mode)
    sources = _local_sources(str(local_path), use_glob)
    if not sources:
        error("put() found no file '%s' on this machine and none in the blueprint" % local_path)
        return PathList()
    written = PathList()
    into_folder = target == '' or target.endswith('/') or len(sources) > 1 or _is_remote_folder(target, _account(use_sudo))
    for source in sources:
        place = posixpath.join(target, os.path.basename(source.rstrip('/'))) if into_folder else target
        for path, remote in _files_of(source, place):
            written.append(_put_file(path, remote, use_sudo, os.stat(path).st_mode & 0o777 if mirror_local_mode else mode))
    return written


def _local_sources(path, use_glob):
    path = os.path.join(env.lcwd, os.path.expanduser(path))
    found = glob.glob(path) if use_glob else [path] if os.path.exists(path) else []
    if found or os.path.isabs(path):
        return found
    own = gantry_bridge.resource(path)
    return [own] if own else []


def _files_of(source, place):
    if not os.path.isdir(source):
        return [(source, place)]
    return [(os.path.join(folder, name), posixpath.join(place, os.path.relpath(folder, source), name))
            for folder, _, names in os.walk(source) for name in names]


def _put_open_file(file, target, use_sudo, mode):
    file.seek(0)
    content = file.read()
    with tempfile.NamedTemporaryFile() as copy:
        copy.write(content if isinstance(content, bytes) else content.encode('utf-8'))
        copy.flush()
        return PathList([_put_file(copy.name, target, use_sudo, 0o644 if mode is None else mode)])


def _put_file(local_path, remote, use_sudo, mode):
    remote = posixpath.normpath(remote)
    # The account that signs in owns it, as always with SFTP; without a mode it is as the account makes files.
    bits = 0o644 if mode is None else mode
    if not use_sudo:
        return gantry_bridge.copy('put', local_path, remote, mode=bits, env=changed())
    between = '/tmp/gantry-put-%s' % os.urandom(8).hex()
    gantry_bridge.copy('put', local_path, between, mode=bits, env=changed())
    word = remote if remote.startswith('~') else quote(remote)
    _perform('sudo', 'mkdir -p "$(dirname %s)" && cat %s >%s && chmod %o %s; code=$?; rm -f %s; exit $code'
             % (word, between, word, bits, word, between), _account(True), True, True, True, False, None)
    return remote


def get(remote_path, local_path=None, use_sudo=False, temp_dir=''):
    """Copies files from the host, to a path or an open file."""
    listed = gantry_bridge.run('for f in %s; do [ -f "$f" ] && echo "$f"; done; true' % _remote_path(remote_path),
                               sudo=_account(use_sudo), hide=['stdout', 'stderr'], env=changed())
    names = listed['stdout'].splitlines()
    read = PathList()
    if not names:
        error("get() found no file '%s' on the host" % remote_path)
        read.failed.append(remote_path)
    for name in names:
        if hasattr(local_path, 'write'):
            _get_open_file(name, local_path, use_sudo)
            read.append(name)
        else:
            read.append(_get_file(name, _local_target(name, local_path), use_sudo))
    return read


def _local_target(name, given):
    pattern = given if given is not None else '%(host)s/%(path)s'
    place = os.path.join(env.lcwd, os.path.expanduser(str(pattern)) % {
        'host': env.host or env.host_string, 'path': name.lstrip('/~'), 'basename': posixpath.basename(name),
        'dirname': posixpath.dirname(name).lstrip('/')})
    return os.path.join(place, posixpath.basename(name)) if os.path.isdir(place) or place.endswith('/') else place


def _get_open_file(name, file, use_sudo):
    with tempfile.TemporaryDirectory() as folder:
        path = _get_file(name, os.path.join(folder, 'file'), use_sudo)
        with open(path, 'rb') as source:
            content = source.read()
    try:
        file.write(content)
    except TypeError:
        file.write(content.decode('utf-8', 'replace'))


def _get_file(name, target, use_sudo):
    os.makedirs(os.path.dirname(os.path.abspath(target)), exist_ok=True)
    if not use_sudo:
        return gantry_bridge.copy('get', target, name, env=changed())
    between = '/tmp/gantry-get-%s' % os.urandom(8).hex()
    _perform('run', '(umask 077; : >%s)' % between, None, True, True, True, False, None)
    _perform('sudo', 'cat %s >%s' % (quote(name), between), _account(True), True, True, True, False, None)
    try:
        return gantry_bridge.copy('get', target, between, env=changed())
    finally:
        _perform('run', 'rm -f %s' % between, None, True, True, True, True, None)


def prompt(text, *args, **kwargs):
    abort('Needed to prompt for "%s", but nobody sits at this machine to answer' % text)


def require(*keys, **kwargs):
    missing = [key for key in keys if key not in env or env[key] in (None, '')]
    if missing:
        abort('The task needs these settings of fabric_env: %s' % ', '.join(missing))


def open_shell(command=None):
    abort('open_shell() needs a person at a terminal')


def reboot(wait=120, command='reboot', use_sudo=True):
    """Starts the host anew and waits until it answers again."""
    import time
    _perform('sudo' if use_sudo else 'run', 'nohup sh -c "sleep 2; %s" >/dev/null 2>&1 &' % command,
             _account(use_sudo), True, True, True, True, None)
    end = time.monotonic() + wait
    time.sleep(5)
    while True:
        try:
            gantry_bridge.run('true', hide=['stdout', 'stderr'], env=changed())
            return
        except gantry_bridge.HostFailure:
            if time.monotonic() > end:
                raise
            time.sleep(3)


__all__ = ['run', 'sudo', 'local', 'put', 'get', 'prompt', 'require', 'open_shell', 'reboot', 'output']
