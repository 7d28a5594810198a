"""What scripts use of the manager's API: secrets and files."""

from cloudify import exceptions
from cloudify.context import ctx
from cloudify.mappings import Values


class Secrets(object):
    """The secrets of the tenant."""

    def get(self, key):
        return Values(key=key, value=ctx.get_secret(key))


class Client(object):
    """The part of the REST client that Gantry answers to scripts."""

    def __init__(self):
        self.secrets = Secrets()

    def __getattr__(self, name):
        raise exceptions.NonRecoverableError(
            'A script that Gantry runs cannot use "{0}" of the REST client; it has secrets only.'.format(name))


def get_rest_client(*_args, **_kwargs):
    return Client()


def download_resource(resource_path, target_path=None, logger=None):
    return ctx.download_resource(resource_path, target_path)
