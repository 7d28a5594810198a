"""`from cloudify.workflows import ctx, parameters`; both are put here before the script begins."""

ctx = None
parameters = None
