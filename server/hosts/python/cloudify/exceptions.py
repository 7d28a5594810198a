"""The exceptions that decide how an operation ends."""


class NonRecoverableError(Exception):
    """The operation fails for good."""

    def __init__(self, message='', *args, **_):
        super().__init__('' if message is None else message, *args)


class RecoverableError(Exception):
    """The operation is tried again, after `retry_after` seconds when they are given."""

    def __init__(self, message='', retry_after=None, *args, **_):
        super().__init__('' if message is None else message, *args)
        self.retry_after = retry_after


class OperationRetry(RecoverableError):
    """The operation asks to be run again; this is no failure."""


class HttpException(NonRecoverableError):
    """A file of the blueprint is not there."""

    def __init__(self, url, code=404, message=''):
        super().__init__('{0} ({1}) : {2}'.format(url, code, message) if message else url)
        self.url = url
        self.code = code


class TimeoutException(Exception):
    """Something took too long."""


class CommandExecutionException(Exception):
    """A command failed."""


class WorkflowFailed(RuntimeError):
    """A workflow failed."""
