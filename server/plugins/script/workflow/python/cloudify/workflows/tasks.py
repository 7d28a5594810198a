"""Tasks of a graph, and what becomes of their failures."""

from cloudify.exceptions import WorkflowFailed


class HandlerResult(object):
    HANDLER_CONTINUE = 'handler_continue'
    HANDLER_FAIL = 'handler_fail'
    HANDLER_IGNORE = 'handler_ignore'
    HANDLER_RETRY = 'handler_retry'

    def __init__(self, action):
        self.action = action

    @classmethod
    def cont(cls):
        return cls(cls.HANDLER_CONTINUE)

    @classmethod
    def fail(cls):
        return cls(cls.HANDLER_FAIL)

    @classmethod
    def ignore(cls):
        return cls(cls.HANDLER_IGNORE)

    @classmethod
    def retry(cls, *_args, **_options):
        return cls(cls.HANDLER_RETRY)


class Task(object):
    """Something to be done: an operation, a change of a state, an event, or nothing. `spec` says what, in plain data."""

    is_subgraph = False

    def __init__(self, ctx, label, spec, ignore_total_retries=False):
        self.ctx = ctx
        self.label = label
        self.spec = spec
        self.name = spec.get('operation', label)
        self.on_success = None
        self.on_failure = None
        self.total_retries = None
        self.containing_subgraph = None
        self.id = None
        self._outcome = None

    @property
    def ignores_failure(self):
        """Handlers cannot run while the graph does, so they are asked before: only ignoring can be known then."""
        if self.on_success is not None:
            raise NotImplementedError('on_success of a task is not offered to workflow scripts.')
        if self.on_failure is None:
            return False
        result = self.on_failure(self)
        return getattr(result, 'action', None) == HandlerResult.HANDLER_IGNORE

    def end(self, outcome):
        self._outcome = outcome

    @property
    def has_failed(self):
        return self._outcome is not None and not self._outcome.get('ok', True)

    @property
    def is_observed(self):
        return self.spec.get('observed', False)

    def get(self, *_args, **_options):
        """The result of the operation; waits for it. Raises when it has failed."""
        if self._outcome is None:
            self.ctx.flush()
        if self._outcome is None:
            raise RuntimeError('The task %s is in no graph that was executed.' % self.label)
        self.spec['observed'] = True
        if self.has_failed:
            raise WorkflowFailed(self._outcome.get('error') or 'Task failed')
        return self._outcome.get('result')

    @property
    def result(self):
        return self.get()
