"""Properties as dictionaries."""

import copy

from cloudify import exceptions


class ImmutableProperties(dict):
    """The properties of a node: they can only be read."""

    def _refuse(self, *_args, **_kwargs):
        raise exceptions.NonRecoverableError('Cannot override read only properties')

    __setitem__ = __delitem__ = update = clear = pop = popitem = setdefault = _refuse


class RuntimeProperties(dict):
    """Runtime properties; what a script changes, also deep inside, is sent when it asks for it or ends."""

    def __init__(self, values, modifiable=True):
        super().__init__(values)
        self.modifiable = modifiable
        self._stored = copy.deepcopy(dict(values))

    @property
    def dirty(self):
        return dict(self) != self._stored

    def stored(self):
        self._stored = copy.deepcopy(dict(self))

    def _check(self):
        if not self.modifiable:
            raise exceptions.NonRecoverableError('Cannot modify runtime properties of relationship node instances')

    def __setitem__(self, key, value):
        self._check()
        super().__setitem__(key, value)

    def __delitem__(self, key):
        self._check()
        super().__delitem__(key)

    def update(self, *args, **named):
        self._check()
        super().update(*args, **named)

    def clear(self):
        self._check()
        super().clear()

    def pop(self, key, default=None):
        self._check()
        return super().pop(key, default)

    def popitem(self):
        self._check()
        return super().popitem()

    def setdefault(self, key, default=None):
        self._check()
        return super().setdefault(key, default)


class Values(dict):
    """A dictionary whose keys are attributes too."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)
