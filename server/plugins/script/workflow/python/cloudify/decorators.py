"""Decorators that mark functions; here they change nothing."""


def workflow(function=None, **_options):
    return function if function is not None else workflow
