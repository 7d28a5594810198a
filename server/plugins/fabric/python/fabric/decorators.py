import functools


def task(*args, **kwargs):
    """Marks a function as a task of Fabric 1: it finds its host in `env`."""
    if len(args) == 1 and callable(args[0]) and not kwargs:
        return args[0]
    return lambda function: function


def runs_once(function):
    @functools.wraps(function)
    def once(*args, **kwargs):
        if not hasattr(once, 'return_value'):
            once.return_value = function(*args, **kwargs)
        return once.return_value
    return once


def with_settings(*managers, **values):
    from fabric.context_managers import settings

    def outer(function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            with settings(*managers, **values):
                return function(*args, **kwargs)
        return inner
    return outer


def hosts(*names):
    """Where `execute` runs the task; called directly it runs on the operation's own host."""
    def outer(function):
        function.hosts = list(names[0]) if len(names) == 1 and not isinstance(names[0], str) else list(names)
        return function
    return outer


def roles(*names):
    return lambda function: function


def parallel(pool_size=None):
    return pool_size if callable(pool_size) else lambda function: function


def serial(function):
    return function
