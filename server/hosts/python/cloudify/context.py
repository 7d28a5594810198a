"""The context of the operation that runs this script."""

import atexit
import logging
import os
import shlex
import subprocess
import sys
import traceback

from cloudify import exceptions
from cloudify.client import Stopped, ask
from cloudify.mappings import Values
from cloudify.subjects import Capabilities, Subject

PLAIN = ('execution_id', 'workflow_id', 'workflow_parameters', 'task_id', 'task_name', 'tenant_name', 'type')
LEVELS = {'DEBUG': 'debug', 'INFO': 'info', 'WARNING': 'warning', 'ERROR': 'error', 'CRITICAL': 'critical'}


class ServerHandler(logging.Handler):
    """Writes to the log of the execution."""

    def emit(self, record):
        try:
            ask('logger', LEVELS.get(record.levelname, 'info'), values=[self.format(record)])
        except Exception:
            self.handleError(record)


def make_logger():
    logger = logging.getLogger('ctx')
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(ServerHandler())
    return logger


class Plugin(str):
    """The plugin's name, which is a text and has attributes."""

    name = property(str)
    package_name = package_version = source = None


class Operation(Values):
    """The operation."""

    def retry(self, message=None, retry_after=None):
        """The operation is run again when the script has ended well."""
        ctx._retry = exceptions.OperationRetry(message, retry_after)
        return ctx._retry


class Context(object):
    """`ctx`. Everything is asked for when it is first needed."""

    def __init__(self):
        self._values = None
        self._sides = {}
        self._capabilities = None
        self._retry = None
        self.logger = make_logger()
        self.provider_context = {}
        self.bootstrap_context = Values(resources_prefix='', cloudify_agent=Values())

    def _described(self):
        if self._values is None:
            self._values = ask('describe')
        return self._values

    def _side(self, name, path):
        if name not in self._sides:
            values = self._described().get(name)
            if values is None:
                # The server says what is wrong, in the words that scripts know.
                ask(*path)
            self._sides[name] = Subject(values, path + ['instance'])
        return self._sides[name]

    def __getattr__(self, name):
        if name in PLAIN:
            return self._described()[name]
        raise AttributeError("ctx has no attribute '{0}' in scripts that Gantry runs".format(name))

    def __call__(self, command):
        """The output of `ctx` with these words."""
        self.flush()
        return subprocess.check_output(['ctx'] + shlex.split(command))

    @property
    def node(self):
        return self._own().node

    @property
    def instance(self):
        return self._own().instance

    def _own(self):
        if self._described().get('self') is None:
            ask('instance')
        return self._side('self', [])

    @property
    def source(self):
        return self._side('source', ['source'])

    @property
    def target(self):
        return self._side('target', ['target'])

    @property
    def deployment(self):
        return Values(self._described()['deployment'])

    @property
    def blueprint(self):
        return Values(self._described()['blueprint'])

    @property
    def operation(self):
        return Operation(self._described()['operation'])

    @property
    def plugin(self):
        return Plugin(self._described()['plugin'])

    @property
    def capabilities(self):
        if self._capabilities is None:
            self._capabilities = Capabilities(ask('capabilities', 'get_all'))
        return self._capabilities

    def send_event(self, event):
        ask('send_event', values=[event])

    def get_secret(self, name):
        return ask('get_secret', values=[name])

    def download_resource(self, resource_path, target_path=None):
        return ask('download_resource', values=[resource_path, target_path])

    def download_resource_and_render(self, resource_path, target_path=None, template_variables=None):
        self.flush()
        return ask('download_resource_and_render', values=[resource_path, target_path, template_variables])

    def download_directory(self, resource_path, target_path=None, preview_only=False):
        return ask('download_directory', values=[resource_path, target_path, preview_only])

    def get_resource(self, resource_path):
        return content_of(self.download_resource(resource_path))

    def get_resource_and_render(self, resource_path, template_variables=None):
        return content_of(self.download_resource_and_render(resource_path, None, template_variables))

    def returns(self, value=None):
        ask('returns', values=[value])

    def abort_operation(self, message=None):
        quietly('abort_operation', [message])

    def retry_operation(self, message=None, retry_after=None):
        quietly('retry_operation', [message, retry_after])

    def flush(self):
        """Sends all changed runtime properties."""
        for subject in self._sides.values():
            subject.instance.update()

    def finish(self):
        """Sends what is left, at the end of the script."""
        self.flush()
        if self._retry is not None:
            report(self._retry)
            self._retry = None


def content_of(path):
    with open(path, 'rb') as file:
        content = file.read()
    os.remove(path)
    return content


def quietly(command, values):
    try:
        ask(command, values=values)
    except Stopped:
        pass


def report(error):
    """Tells the server which exception decides how the operation ends."""
    kinds = (exceptions.NonRecoverableError, exceptions.OperationRetry, exceptions.RecoverableError)
    name = next((kind.__name__ for kind in kinds if isinstance(error, kind)), type(error).__name__)
    ask('raised', values=[name, str(error), getattr(error, 'retry_after', None)])


ctx = Context()


def attend():
    """Sends what is left when the script ends by itself, and tells of the exceptions that the server knows."""
    print_exception = sys.excepthook

    def on_exception(kind, error, trace):
        ctx._retry = None
        if isinstance(error, (exceptions.NonRecoverableError, exceptions.RecoverableError)):
            report(error)
        print_exception(kind, error, trace)

    def at_end():
        try:
            ctx.finish()
        except Exception:
            traceback.print_exc()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(1)

    sys.excepthook = on_exception
    atexit.register(at_end)
