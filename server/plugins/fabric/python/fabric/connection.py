"""What a task of Fabric 2 is given: a connection to its host."""

import os
import posixpath
import subprocess
import tempfile
from contextlib import contextmanager

import gantry_bridge
from fabric.state import env
from gantry_bridge import quote


class Result:
    """How a command ended. True when it succeeded."""

    def __init__(self, answer, command, connection=None, hide=()):
        self.stdout, self.stderr, self.exited = answer['stdout'], answer['stderr'], answer['code']
        self.command, self.connection, self.hide = command, connection, hide
        self.encoding, self.env, self.pty, self.shell = 'utf-8', {}, False, '/bin/sh'

    return_code = property(lambda self: self.exited)
    ok = property(lambda self: self.exited == 0)
    failed = property(lambda self: not self.ok)

    def __bool__(self):
        return self.ok

    def __str__(self):
        return 'Command exited with status %s.\n=== stdout ===\n%s\n=== stderr ===\n%s' % (
            self.exited, self.stdout.rstrip(), self.stderr.rstrip())

    def tail(self, stream, count=10):
        return '\n\n' + '\n'.join(getattr(self, stream).rstrip().splitlines()[-count:])


class UnexpectedExit(Exception):
    """A command failed that was expected to succeed."""

    def __init__(self, result):
        super().__init__(result)
        self.result = result

    def __str__(self):
        parts = [self.result.tail(name) if getattr(self.result, name) else ' nothing' for name in ('stdout', 'stderr')]
        return 'Encountered a bad command exit code!\n\nCommand: %r\n\nExit code: %s\n\nStdout:%s\n\nStderr:%s\n' % (
            self.result.command, self.result.exited, *parts)


class CommandTimedOut(Exception):
    """A command took longer than it may."""

    def __init__(self, result, timeout):
        super().__init__(result, timeout)
        self.result, self.timeout = result, timeout

    def __str__(self):
        return 'Command did not complete within %s seconds!\n\nCommand: %r' % (self.timeout, self.result.command)


_hidden = {None: (), False: (), 'out': ('stdout',), 'stdout': ('stdout',), 'err': ('stderr',), 'stderr': ('stderr',),
           True: ('stdout', 'stderr'), 'both': ('stdout', 'stderr')}


class Connection:
    """One account on one host. The server holds the real connection; this one is always open."""

    def __init__(self, host=None, user=None, port=None, config=None, gateway=None, forward_agent=None,
                 connect_timeout=None, connect_kwargs=None, inline_ssh_env=None):
        self._settings = {} if host is None else _settings_of(host, user, port, gateway, connect_kwargs or {})
        self.original_host = self.host = self._settings.get('host_string', env.host)
        self.user = user or env.user
        self.port = port or env.port
        self.config, self.gateway, self.is_connected = config, gateway, True
        self.command_prefixes, self.command_cwds = [], []

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.close()

    def open(self):
        """Nothing to do: the first command connects."""

    def close(self):
        """Nothing to do: connections are shared, and closed when nobody uses them."""

    cwd = property(lambda self: posixpath.join('', *self.command_cwds))

    @contextmanager
    def cd(self, path):
        self.command_cwds.append(str(path))
        try:
            yield
        finally:
            self.command_cwds.pop()

    @contextmanager
    def prefix(self, command):
        self.command_prefixes.append(command)
        try:
            yield
        finally:
            self.command_prefixes.pop()

    def run(self, command, **options):
        return self._perform(command, None, options)

    def sudo(self, command, user=None, password=None, **options):
        section = env.get('sudo') or {}
        password = password or env.get('sudo_password') or section.get('password')
        return self._perform(command, {'user': user or section.get('user'), 'password': password}, options)

    def local(self, command, hide=None, warn=False, env=None, timeout=None, **options):
        """A command on the machine of this server."""
        hidden = _hidden[hide]
        done = subprocess.run(command, shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, env={**os.environ, **(env or {})}, timeout=timeout)
        answer = {'code': done.returncode, 'stdout': done.stdout.decode('utf-8', 'replace'),
                  'stderr': done.stderr.decode('utf-8', 'replace')}
        for stream, target in (('stdout', 1), ('stderr', 2)):
            if stream not in hidden:
                os.write(target, answer[stream].encode('utf-8'))
        return _checked(Result(answer, command, None, hidden), warn)

    def put(self, local, remote=None, preserve_mode=True):
        remote = posixpath.join(self.cwd, remote or '')
        if hasattr(local, 'read'):
            local.seek(0)
            content = local.read()
            with tempfile.NamedTemporaryFile() as copy:
                copy.write(content if isinstance(content, bytes) else content.encode('utf-8'))
                copy.flush()
                name = os.path.basename(str(getattr(local, 'name', '') or ''))
                place = posixpath.join(remote, name) if remote == '' or remote.endswith('/') else remote
                return Transfer(self, gantry_bridge.copy('put', copy.name, place, mode=0o644, env=self._changed()))
        path = local if os.path.exists(local) else gantry_bridge.resource(local) or local
        mode = os.stat(path).st_mode & 0o777 if preserve_mode else 0o644
        place = remote or os.path.basename(path)
        return Transfer(self, gantry_bridge.copy('put', path, place, mode=mode, env=self._changed()))

    def get(self, remote, local=None, preserve_mode=True):
        remote = posixpath.join(self.cwd, remote)
        if hasattr(local, 'write'):
            with tempfile.TemporaryDirectory() as folder:
                path = gantry_bridge.copy('get', os.path.join(folder, 'file'), remote, env=self._changed())
                with open(path, 'rb') as source:
                    local.write(source.read())
            return Transfer(self, remote)
        place = local or posixpath.basename(remote)
        os.makedirs(os.path.dirname(os.path.abspath(place)), exist_ok=True)
        return Transfer(self, gantry_bridge.copy('get', place, remote, env=self._changed()))

    def sftp(self):
        raise NotImplementedError('Connection.sftp() is not available; use put and get')

    def forward_local(self, *args, **kwargs):
        raise NotImplementedError('ports are not forwarded: Gantry opens none for a task')

    forward_remote = forward_local

    def _changed(self):
        return self._settings

    def _perform(self, command, account, options):
        wanted = env.get('run') or {}
        hide, warn = options.get('hide', wanted.get('hide')), options.get('warn', wanted.get('warn', env.warn_only))
        timeout = options.get('timeout') or (env.get('timeouts') or {}).get('command') or env.command_timeout
        parts = (['cd %s' % self.cwd.replace(' ', '\\ ')] if self.cwd else []) + self.command_prefixes + [command]
        variables = {**(env.shell_env or {}), **(wanted.get('env') or {}), **(options.get('env') or {})}
        exports = ''.join('export %s=%s; ' % (name, quote(value)) for name, value in variables.items())
        answer = gantry_bridge.run(exports + ' && '.join(parts), sudo=account, timeout=timeout, hide=_hidden[hide],
                                   combine=bool(options.get('pty', False)), env=self._changed())
        result = Result(answer, command, self, _hidden[hide])
        if answer['late']:
            raise CommandTimedOut(result, timeout)
        return _checked(result, warn)


class Transfer:
    """A file that was copied."""

    def __init__(self, connection, path):
        self.connection, self.remote, self.local = connection, path, path


def _checked(result, warn):
    if result.failed and not warn:
        raise UnexpectedExit(result)
    return result


def _settings_of(host, user, port, gateway, connect_kwargs):
    """What a task says of a host of its own, in the words of `fabric_env`."""
    given = {'host': host, 'host_string': host, 'user': user, 'port': port,
             'gateway': getattr(gateway, 'original_host', gateway), 'password': connect_kwargs.get('password'),
             'key_filename': connect_kwargs.get('key_filename'), 'passphrase': connect_kwargs.get('passphrase')}
    return {name: value for name, value in given.items() if value is not None}


def task(*args, **kwargs):
    """Marks a function as a task of Fabric 2: it is given the connection as its first argument."""
    def mark(function):
        function.wants_connection = True
        return function
    return mark(args[0]) if len(args) == 1 and callable(args[0]) and not kwargs else mark
