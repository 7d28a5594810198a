"""The deployment as a workflow script sees it."""

from cloudify.exceptions import WorkflowFailed
from cloudify.workflows.tasks import Task
from cloudify.workflows.tasks_graph import TaskDependencyGraph

UNSUPPORTED = '%s has no "%s" in workflow scripts; see the list in docs/plugins-workflows.md.'


class Offered(object):
    """Says what is not there in words."""

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        raise NotImplementedError(UNSUPPORTED % (type(self).__name__, name))


class Logger(Offered):
    def __init__(self, replay, prefix=''):
        self._replay = replay
        self._prefix = prefix

    def _say(self, level, text, args):
        text = str(text)
        self._replay.say(level, self._prefix + (text % args if args else text))

    def debug(self, _text, *_args):
        """The log of an execution begins at info."""

    def info(self, text, *args):
        self._say('info', text, args)

    def warning(self, text, *args):
        self._say('warning', text, args)

    warn = warning

    def error(self, text, *args):
        self._say('error', text, args)

    critical = error
    exception = error


class Parameters(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError('The workflow has no parameter "%s".' % name)


class Relationship(Offered):
    def __init__(self, ctx, data):
        self.ctx = ctx
        self.target_id = data['target_id']
        self.type = data['type']
        self.type_hierarchy = data['type_hierarchy']
        self.properties = data['properties']
        self.source_operations = data['source_operations']
        self.target_operations = data['target_operations']

    @property
    def target_node(self):
        return self.ctx.get_node(self.target_id)

    def is_derived_from(self, name):
        return name in self.type_hierarchy


class Node(Offered):
    def __init__(self, ctx, data):
        self.ctx = ctx
        self.id = data['id']
        self.name = data['id']
        self.type = data['type']
        self.type_hierarchy = data['type_hierarchy']
        self.properties = data['properties']
        self.operations = data['operations']
        self.host_id = data['host_id']
        self._relationships = dict((each['target_id'], Relationship(ctx, each)) for each in data['relationships'])
        self._instances = []

    @property
    def host_node(self):
        return None if self.host_id is None else self.ctx.get_node(self.host_id)

    @property
    def relationships(self):
        return iter(list(self._relationships.values()))

    def get_relationship(self, target_id):
        return self._relationships.get(target_id)

    @property
    def instances(self):
        return iter(list(self._instances))

    @property
    def number_of_instances(self):
        return len(self._instances)

    def has_operation(self, operation):
        return bool(self.operations.get(operation, {}).get('operation'))


class RelationshipInstance(Offered):
    def __init__(self, ctx, source, data):
        self.ctx = ctx
        self.node_instance = source
        self.target_id = data['target_id']
        self.relationship = source.node.get_relationship(data['target_name'])

    @property
    def target_node_instance(self):
        return self.ctx.get_node_instance(self.target_id)

    def execute_source_operation(self, operation, kwargs=None, allow_kwargs_override=False, **_options):
        return self._execute('source', self.relationship.source_operations, operation, kwargs, allow_kwargs_override)

    def execute_target_operation(self, operation, kwargs=None, allow_kwargs_override=False, **_options):
        return self._execute('target', self.relationship.target_operations, operation, kwargs, allow_kwargs_override)

    def _execute(self, side, operations, operation, kwargs, override):
        spec = {'relationship': {'target': self.target_id, 'side': side}}
        return self.ctx.operation_task(self.node_instance, operations, operation, kwargs, override, spec)


class NodeInstance(Offered):
    def __init__(self, ctx, data):
        self.ctx = ctx
        self.id = data['id']
        self.node_id = data['node_id']
        self.node = ctx.get_node(self.node_id)
        self.host_id = data['host_id']
        self.scaling_groups = data['scaling_groups']
        self.state = data['state']
        self.system_properties = data['system_properties']
        self.logger = Logger(ctx.replay, '[%s] ' % self.id)
        self._relationships = dict(
            (each['target_id'], RelationshipInstance(ctx, self, each)) for each in data['relationships']
        )
        self.contained_instances = []
        self.node._instances.append(self)

    @property
    def relationships(self):
        return iter(list(self._relationships.values()))

    def get_contained_subgraph(self):
        found, open_ones = set(), [self]
        while open_ones:
            instance = open_ones.pop()
            if instance not in found:
                found.add(instance)
                open_ones.extend(instance.contained_instances)
        return found

    def set_state(self, state):
        return self.ctx.task('%s/state' % self.id, {'kind': 'state', 'instance': self.id, 'state': state})

    def get_state(self):
        self.ctx.refresh_node_instances()
        task = Task(self.ctx, '%s/state' % self.id, {'kind': 'nothing'})
        task.end({'ok': True, 'result': self.state})
        return task

    def send_event(self, event, additional_context=None):
        return self.ctx.task('%s/event' % self.id, {'kind': 'event', 'instance': self.id, 'text': str(event)})

    def execute_operation(self, operation, kwargs=None, allow_kwargs_override=False, **_options):
        return self.ctx.operation_task(self, self.node.operations, operation, kwargs, allow_kwargs_override, {})


class Named(Offered):
    def __init__(self, name):
        self.id = name
        self.name = name


class WorkflowContext(Offered):
    local = False
    dry_run = False
    resume = False

    def __init__(self, given, replay):
        self.replay = replay
        self.execution_id = given['execution']['id']
        self.workflow_id = given['execution']['workflow']
        names = given['names']
        self.deployment = Named(names['deployment'])
        self.blueprint = Named(names['blueprint'])
        self.tenant_name = names['tenant']
        self.logger = Logger(replay)
        self._nodes = {}
        self._instances = {}
        for data in given['nodes']:
            self._nodes[data['id']] = Node(self, data)
        for data in given['instances']:
            self._instances[data['id']] = NodeInstance(self, data)
        self._contain()
        self._graph = None
        self._pending = []
        self._loose = []
        self._asked = 0

    def _contain(self):
        contained_in = 'cloudify.relationships.contained_in'
        for instance in self._instances.values():
            for link in instance.relationships:
                if link.relationship is not None and link.relationship.is_derived_from(contained_in):
                    link.target_node_instance.contained_instances.append(instance)

    @property
    def nodes(self):
        return iter(list(self._nodes.values()))

    @property
    def node_instances(self):
        return iter(list(self._instances.values()))

    def get_node(self, node_id):
        return self._nodes.get(node_id)

    def get_node_instance(self, node_instance_id):
        return self._instances.get(node_instance_id)

    def get_operation(self, *_args):
        raise NotImplementedError(UNSUPPORTED % ('ctx', 'get_operation'))

    def refresh_node_instances(self):
        """Reads the states of the instances anew."""
        self.flush()
        states = self.replay.ask({'kind': 'states'})['states']
        for instance in self._instances.values():
            instance.state = states.get(instance.id, instance.state)

    def graph_mode(self):
        """From here on tasks do nothing by themselves, but as a part of the graph when that is executed."""
        self.flush()
        if self._graph is None:
            self._graph = TaskDependencyGraph(self)
        return self._graph

    def send_event(self, event, event_type='workflow_stage', args=None, additional_context=None):
        return self.task('event', {'kind': 'event', 'instance': None, 'text': str(event)})

    def task(self, label, spec):
        task = Task(self, label, spec)
        if self._graph is None:
            self._pending.append(task)
        return task

    def operation_task(self, instance, operations, operation, kwargs, override, spec):
        if operation not in operations:
            raise RuntimeError('%s operation of node instance %s does not exist' % (operation, instance.id))
        declared = operations[operation]
        if not declared.get('operation'):
            return self.task('%s/%s' % (instance.id, operation), {'kind': 'nothing'})
        kwargs = dict(kwargs or {})
        for name in kwargs:
            if name in declared.get('inputs', {}) and not override:
                raise RuntimeError(
                    'Duplicate definition of %s in operation properties and in kwargs. '
                    'To allow redefinition, pass allow_kwargs_override=True.' % name
                )
        given = dict(spec, kind='operation', instance=instance.id, operation=operation, kwargs=kwargs)
        return self.task('%s/%s' % (instance.id, operation), given)

    def flush(self):
        """Carries out the tasks that were made outside of graphs: operations side by side, all else in order."""
        tasks, self._pending = self._pending, []
        if not tasks:
            return
        dependencies, last = {}, None
        for task in tasks:
            if last is not None:
                dependencies[task] = [last]
            if task.spec['kind'] != 'operation':
                last = task
        self.carry_out(tasks, dependencies)
        self._loose.extend(task for task in tasks if task.has_failed)

    def end(self):
        """Carries out what is left. Raises when a task has failed and nobody has asked what came of it."""
        self.flush()
        for task in self._loose:
            if not task.is_observed:
                task.get()

    def carry_out(self, tasks, dependencies):
        if not tasks:
            return {'ok': True, 'error': None}
        self._asked += 1
        for number, task in enumerate(tasks):
            task.id = '%d-%s' % (number, task.label)
        known = set(tasks)
        answer = self.replay.ask({
            'kind': 'graph',
            'name': 'script-%d' % self._asked,
            'tasks': [self._described(task, dependencies.get(task, []), known) for task in tasks],
        })
        for task in tasks:
            task.end(answer['results'].get(task.id, {'ok': True, 'result': None}))
        return answer

    def _described(self, task, waits_for, known):
        parent = task.containing_subgraph
        described = dict(task.spec)
        described.pop('observed', None)
        described.update(
            id=task.id,
            dependencies=[other.id for other in waits_for if other in known],
            parent=None if parent is None else parent.id,
            ignoreFailure=task.ignores_failure,
            maxRetries=task.total_retries,
        )
        return described

    def lifecycle(self, kind, instances, related, ignore_failure):
        self.flush()
        self._asked += 1
        answer = self.replay.ask({
            'kind': 'lifecycle',
            'name': 'script-%d' % self._asked,
            'direction': kind,
            'instances': sorted(instance.id for instance in instances),
            'related': sorted(instance.id for instance in (related or [])),
            'ignoreFailure': bool(ignore_failure),
        })
        if not answer['ok']:
            raise WorkflowFailed(answer['error'])
