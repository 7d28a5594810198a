"""Graphs of tasks: what waits for what."""

from cloudify.exceptions import WorkflowFailed
from cloudify.workflows.tasks import Task


def forkjoin(*tasks):
    """Tasks side by side, as one step of a sequence."""
    return tuple(tasks)


class TaskSequence(object):
    def __init__(self, graph):
        self._graph = graph
        self._last = []

    def add(self, *tasks):
        for step in tasks:
            fork = list(step) if isinstance(step, (tuple, list, set, frozenset)) else [step]
            for task in fork:
                self._graph.add_task(task)
                for before in self._last:
                    self._graph.add_dependency(task, before)
            if fork:
                self._last = fork


class TaskDependencyGraph(object):
    def __init__(self, ctx):
        self.ctx = ctx
        self._tasks = {}
        self._dependencies = {}

    @property
    def tasks(self):
        return dict((task.id or task.label, task) for task in self._tasks)

    def tasks_iter(self):
        return iter(list(self._tasks))

    def add_task(self, task):
        if not isinstance(task, Task):
            raise TypeError('A graph takes tasks, and %r is none.' % (task,))
        if task not in self._tasks:
            self._tasks[task] = True
            self._adopt(task)
        return task

    def _adopt(self, task):
        task.containing_subgraph = None

    def remove_task(self, task):
        self._tasks.pop(task, None)
        self._dependencies.pop(task, None)
        for others in self._dependencies.values():
            if task in others:
                others.remove(task)

    def add_dependency(self, src_task, dst_task):
        """`src_task` waits for `dst_task`."""
        if src_task is not dst_task:
            waits = self._root()._dependencies.setdefault(src_task, [])
            if dst_task not in waits:
                waits.append(dst_task)

    def has_dependencies(self, task):
        return bool(self._root()._dependencies.get(task))

    def _root(self):
        return self

    def sequence(self):
        return TaskSequence(self)

    def subgraph(self, name):
        task = SubgraphTask(self.ctx, name, self._root())
        self.add_task(task)
        return task

    def execute(self):
        """Carries the graph out; returns when everything in it has ended. Raises when something has failed."""
        tasks = list(self._flat(self._tasks))
        dependencies = self._dependencies
        self._tasks, self._dependencies = {}, {}
        answer = self.ctx.carry_out(tasks, dependencies)
        if not answer['ok']:
            raise WorkflowFailed(answer['error'])

    def _flat(self, tasks):
        for task in tasks:
            yield task
            if task.is_subgraph:
                for inner in self._flat(task._tasks):
                    yield inner


class SubgraphTask(TaskDependencyGraph, Task):
    is_subgraph = True

    def __init__(self, ctx, name, root):
        Task.__init__(self, ctx, name, {'kind': 'subgraph', 'name': name})
        TaskDependencyGraph.__init__(self, ctx)
        self._graph = root

    def _root(self):
        return self._graph

    def _adopt(self, task):
        task.containing_subgraph = self

    def execute(self):
        raise NotImplementedError('A subgraph is executed with its graph.')
