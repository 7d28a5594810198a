from fabric.context_managers import settings
from fabric.state import env


class Task:
    """A task written as a class; it does its work in `run`."""

    name = 'undefined'

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def run(self):
        raise NotImplementedError


def execute(task, *args, **kwargs):
    """Runs a task on each of its hosts, one after another; returns the results by host."""
    wanted = kwargs.pop('hosts', None) or ([kwargs.pop('host')] if kwargs.get('host') else None)
    results = {}
    for name in wanted or getattr(task, 'hosts', None) or env.hosts or [env.host_string]:
        with settings(host_string=name, host=str(name).split('@')[-1]):
            results[name] = task(*args, **kwargs)
    return results
