import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import type { InstanceRole, LogLevel, NodeAndInstance, OperationContext } from '../../../core/ports/operation.ts';
import { hostAddress } from '../host-address.ts';
import { CtxError } from './ctx-error.ts';
import type { CtxState, StoreFile } from './ctx-state.ts';
import { printValue } from './python-text.ts';
import { StopOperation } from './script-outcome.ts';
import type { CtxFunction, CtxMap, CtxObject, Thing } from './walk.ts';

const value = (content: Json): Thing => ({ kind: 'value', value: content });
const object = (name: string, members: CtxObject['members']): CtxObject => ({ kind: 'object', name, members });
const method = (call: CtxFunction['call']): CtxFunction => ({ kind: 'function', call });

/** Which plugin and mapping run, as `ctx plugin` and `ctx task-name` tell. */
export interface CtxTask {
  plugin: string;
  taskName: string;
}

/** Everything that the `ctx` command can reach (runtime.md C.1, C.3). */
export function ctxRoot(state: CtxState, task: CtxTask, store: StoreFile): CtxObject {
  const { context } = state;
  const isRelationship = context.source !== undefined;
  return object('CloudifyContext', {
    ...(isRelationship ? relationshipMembers(state) : nodeMembers(state)),
    ...identityMembers(context, task),
    type: () => value(isRelationship ? 'relationship-instance' : 'node-instance'),
    logger: () => logger(state),
    operation: () => operation(state),
    send_event: () => method(([text]) => say(state, () => context.event(textOf(text)))),
    download_resource: () => method((args) => download(state, store, args)),
    returns: () => method(([result]) => ends(() => state.end({ kind: 'returns', value: result ?? null }))),
    abort_operation: () => method(([message]) => abort(state, textOf(message))),
    retry_operation: () => method((args, named) => retry(state, args, named)),
  });
}

function identityMembers(context: OperationContext, task: CtxTask): CtxObject['members'] {
  const named = (name: string, { id, name: display }: { id: string; name: string }) =>
    object(name, { id: () => value(id), name: () => value(display), display_name: () => value(display) });
  return {
    deployment: () => named('DeploymentContext', context.deployment),
    blueprint: () => named('BlueprintContext', context.blueprint),
    execution_id: () => value(context.key.executionId),
    workflow_id: () => value(context.workflow),
    task_id: () => value(context.key.taskId),
    task_name: () => value(task.taskName),
    plugin: () => value(task.plugin),
    tenant_name: () => value(context.tenant),
  };
}

function nodeMembers(state: CtxState): CtxObject['members'] {
  const { self } = state.context;
  const wrong = wrongContext('ctx.source/ctx.target', 'relationship-instance', 'node-instance');
  if (!self) return { source: wrong, target: wrong };
  return { ...sideMembers(state, 'self', self), source: wrong, target: wrong };
}

function relationshipMembers(state: CtxState): CtxObject['members'] {
  const { source, target } = state.context;
  const wrong = wrongContext('ctx.node/ctx.instance', 'node-instance', 'relationship-instance');
  const side = (role: InstanceRole, given: NodeAndInstance | undefined) => () =>
    object('RelationshipSubjectContext', given ? sideMembers(state, role, given) : {});
  return { source: side('source', source), target: side('target', target), node: wrong, instance: wrong };
}

function wrongContext(what: string, allowed: string, actual: string): () => Thing {
  return () => {
    throw new CtxError(
      'NonRecoverableError',
      `${what} can only be used in a ${allowed} context but used in a ${actual} context.`,
    );
  };
}

function sideMembers(state: CtxState, role: InstanceRole, subject: NodeAndInstance): CtxObject['members'] {
  const { node, instance } = subject;
  return {
    node: () =>
      object('NodeContext', {
        id: () => value(node.id),
        name: () => value(node.name),
        type: () => value(node.type),
        type_hierarchy: () => value(node.type_hierarchy),
        properties: () => readOnly(node.properties),
      }),
    instance: () =>
      object('NodeInstanceContext', {
        id: () => value(instance.id),
        index: () => value(instance.index),
        host_ip: () => value(addressOf(state.context, subject)),
        runtime_properties: () => state.properties(role, subject),
        // Every write is committed before it is answered, so there is never anything to save or to lose.
        update: () => method(() => null),
        refresh: () => method(() => null),
      }),
  };
}

function addressOf({ host }: OperationContext, { instance }: NodeAndInstance): string {
  if (host && (host.instance.id === instance.hostId || host.instance.id === instance.id)) return hostAddress(host);
  throw new CtxError('NonRecoverableError', `the host of ${instance.id} is not known in this operation`);
}

function readOnly(properties: JsonObject): CtxMap {
  return {
    kind: 'map',
    read: () => properties,
    write: () => {
      throw new CtxError('NonRecoverableError', 'Cannot override read only properties');
    },
  };
}

const levels: Record<string, LogLevel> = {
  debug: 'debug',
  info: 'info',
  warning: 'warning',
  warn: 'warning',
  error: 'error',
  exception: 'error',
  critical: 'critical',
};

function logger(state: CtxState): CtxObject {
  const members = Object.entries(levels).map(([name, level]) => [
    name,
    () => method(([text]) => say(state, () => state.context.log(level, textOf(text)))),
  ]);
  return object('Logger', Object.fromEntries(members));
}

function operation(state: CtxState): CtxObject {
  const { context } = state;
  return object('OperationContext', {
    name: () => value(context.operation),
    retry_number: () => value(context.retryNumber),
    max_retries: () => value(context.maxRetries),
    relationship: () => value(context.side ?? null),
    retry: () => method((args, named) => retry(state, args, named)),
  });
}

function say(state: CtxState, speak: () => void): Json {
  state.say(speak);
  return null;
}

function ends(end: () => void): Json {
  end();
  return null;
}

function abort(state: CtxState, message: string): never {
  state.end({ kind: 'abort', message });
  throw new StopOperation(message);
}

function retry(state: CtxState, args: Json[], named: JsonObject): never {
  const message = textOf(named['message'] ?? args[0]);
  const after = named['retry_after'] ?? args[1];
  const seconds = typeof after === 'string' ? Number(after) : after;
  const retryAfter = typeof seconds === 'number' && Number.isFinite(seconds) ? { retryAfter: seconds } : {};
  state.end({ kind: 'retry', message, ...retryAfter });
  throw new StopOperation(message);
}

async function download({ context }: CtxState, store: StoreFile, [path, target]: Json[]): Promise<Json> {
  const name = textOf(path);
  const content = await context.resource(name);
  if (!content) throw new CtxError('HttpException', `404: the blueprint has no file ${name}`);
  return store(target === undefined ? null : textOf(target), { name, content });
}

/** Texts go to the database, which cannot hold NUL. */
function textOf(given: Json | undefined): string {
  return printValue(given ?? '').replaceAll('\0', '\ufffd');
}
