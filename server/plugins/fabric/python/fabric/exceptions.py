from fabric.operations import CommandTimeout


class NetworkError(Exception):
    pass


class GroupException(Exception):
    pass
