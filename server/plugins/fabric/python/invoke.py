from fabric.connection import CommandTimedOut, Result, UnexpectedExit, task


class Exit(SystemExit):
    """Ends a task with a message."""

    def __init__(self, message=None, code=1):
        super().__init__(message or code)
