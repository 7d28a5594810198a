"""The errors that scripts raise and catch."""


class NonRecoverableError(Exception):
    """Fails for good."""


class RecoverableError(Exception):
    """Fails for now."""

    def __init__(self, message='', retry_after=None):
        super().__init__(message)
        self.retry_after = retry_after


class WorkflowFailed(RuntimeError):
    """Tasks of a graph have failed."""
