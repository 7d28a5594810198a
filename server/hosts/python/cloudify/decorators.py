"""Functions of plugins are plain functions in a script."""


def operation(function=None, **_):
    if function is not None:
        return function
    return operation


workflow = operation
