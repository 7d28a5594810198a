"""The settings that a task of Fabric 1 sees and changes: `env`, and what of the output is shown."""


class AttributeMap(dict):
    """A map whose keys are attributes too."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        self[name] = value

    def first(self, *names):
        return next((self[name] for name in names if self.get(name)), None)


env = AttributeMap(
    abort_exception=None, abort_on_prompts=True, all_hosts=[], always_use_pty=True, combine_stderr=True, command=None,
    command_prefixes=[], command_timeout=None, connection_attempts=5, cwd='', exclude_hosts=[], forward_agent=False,
    host=None, host_string=None, hosts=[], keepalive=0, key=None, key_filename=None, lcwd='', local_user='gantry',
    ok_ret_codes=[0], parallel=False, password=None, path='', path_behavior='append', port='22', roledefs={}, roles=[],
    shell='/bin/bash -l -c', shell_env={}, sudo_password=None, sudo_prefix='sudo', sudo_user=None, tasks=[],
    timeout=10, use_shell=True, user=None, version='1.14', warn_only=False,
)

output = AttributeMap(
    aborts=True, debug=False, exceptions=False, running=True, status=True, stderr=True, stdout=True, user=True,
    warnings=True,
)

aliases = {
    'everything': ['warnings', 'running', 'user', 'stdout', 'stderr', 'exceptions', 'status', 'aborts'],
    'output': ['stdout', 'stderr'],
    'commands': ['stdout', 'running'],
}

_connection_settings = ('host_string', 'user', 'password', 'key', 'key_filename', 'port', 'gateway', 'passphrase')
_given = {}


def begin(settings):
    """Takes over what the operation was given as `fabric_env`."""
    env.update(settings)
    _given.update({name: env.get(name) for name in _connection_settings})


def changed():
    """The settings of the connection that the task has changed."""
    return {name: env[name] for name in _connection_settings if env.get(name) != _given.get(name)}


def hidden():
    return [stream for stream in ('stdout', 'stderr') if not output[stream]]
