"""A cancelled script is not run again, so that it never sees the request."""

EXECUTION_CANCELLED_RESULT = 'execution_cancelled'


def has_cancel_request():
    return False


def has_force_cancel_request():
    return False


def cancel_request():
    return False
