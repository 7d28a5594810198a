"""Nodes, instances and relationships."""

from cloudify import exceptions
from cloudify.client import ask
from cloudify.mappings import ImmutableProperties, RuntimeProperties, Values


class Node(object):
    """A node template."""

    def __init__(self, values):
        self.id = values['id']
        self.name = values['name']
        self.type = values['type']
        self.type_hierarchy = values['type_hierarchy']
        self.number_of_instances = values['number_of_instances']
        self.properties = ImmutableProperties(values['properties'])


class Instance(object):
    """A node instance; `path` are the words that lead to it."""

    def __init__(self, values, path=None):
        self._path = path
        self.id = values['id']
        self.index = values['index']
        self.scaling_groups = [Values(group) for group in values.get('scaling_groups', [])]
        self._properties = RuntimeProperties(values['runtime_properties'], modifiable=path is not None)
        self._relationships = None

    @property
    def runtime_properties(self):
        return self._properties

    @runtime_properties.setter
    def runtime_properties(self, values):
        if values is not self._properties:
            self._properties.clear()
            self._properties.update(values)

    @property
    def host_ip(self):
        if self._path is None:
            raise exceptions.NonRecoverableError('host_ip is known of the instances of this operation only')
        return ask(*self._path + ['host_ip'])

    @property
    def relationships(self):
        if self._path is None:
            raise exceptions.NonRecoverableError('relationships are known of the instances of this operation only')
        if self._relationships is None:
            self._relationships = [Relationship(values) for values in ask(*self._path + ['related'])]
        return self._relationships

    def update(self, on_conflict=None):
        """Sends what was changed. Nobody else writes to the instance meanwhile, so there is no conflict."""
        if on_conflict is not None:
            self.runtime_properties = on_conflict(dict(self._properties), dict(self._properties))
        if self._path is not None and self._properties.dirty:
            ask(*self._path + ['assign'], values=[dict(self._properties)])
            self._properties.stored()

    def refresh(self, force=False):
        if self._path is None:
            return
        if not force and self._properties.dirty:
            raise exceptions.NonRecoverableError(
                'runtime_properties are dirty: refreshing now would destroy local changes')
        self._properties = RuntimeProperties(ask(*self._path + ['runtime_properties']))


class Subject(object):
    """A node and its instance."""

    def __init__(self, values, path=None):
        self.node = Node(values['node'])
        self.instance = Instance(values['instance'], path)


class Relationship(object):
    """A relationship of an instance, with its target, which can only be read."""

    def __init__(self, values):
        self.type = values['type']
        self.type_hierarchy = values['type_hierarchy']
        self.target = Subject(values['target'])


class Capabilities(dict):
    """The runtime properties of all targets, by instance."""

    def get_all(self):
        return dict(self)

    def _found(self, key):
        return [values for values in self.values() if key in values]

    def __contains__(self, key):
        return len(self._found(key)) > 0

    def __getitem__(self, key):
        found = self._found(key)
        if len(found) == 1:
            return found[0][key]
        text = "capability '{0}' not found [capabilities={1}]" if not found else \
            "'{0}' capability ambiguity [capabilities={1}]"
        raise exceptions.NonRecoverableError(text.format(key, dict(self)))
