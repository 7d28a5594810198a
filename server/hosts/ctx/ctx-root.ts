import type { Json } from '../../../core/blueprint/json.ts';
import type { LogLevel, OperationContext } from '../../../core/ports/operation.ts';
import { functionOf, methodOf, type Signature } from './call.ts';
import { CtxError } from './ctx-error.ts';
import type { CtxState, StoreFile } from './ctx-state.ts';
import { describeContext } from './describe-context.ts';
import { formatMessage } from './message-format.ts';
import { capabilities, sideObject } from './node-members.ts';
import { printValue } from './python-text.ts';
import { resourceMembers } from './resource-members.ts';
import { StopOperation } from './script-outcome.ts';
import { type CtxFunction, type CtxObject, objectOf, type Thing, thingOf } from './thing.ts';

type Members = CtxObject['members'];

/** Which plugin and mapping run, as `ctx plugin` and `ctx task-name` tell. */
export interface CtxTask {
  plugin: string;
  taskName: string;
}

/** Everything that the `ctx` command can reach (runtime.md C.1, C.3). */
export function ctxRoot(state: CtxState, task: CtxTask, store: StoreFile): CtxObject {
  const { context } = state;
  return objectOf('CloudifyContext', {
    ...sides(state),
    ...identityMembers(context, task),
    ...resourceMembers(state, store),
    type: () => thingOf(typeOf(context)),
    capabilities: () => capabilities(state),
    logger: () => logger(state),
    operation: () => operation(state),
    send_event: () =>
      callable(methodOf('CloudifyContext.send_event', 'event'), ([text]) =>
        say(state, () => context.event(textOf(text))),
      ),
    get_secret: () =>
      callable(methodOf('CloudifyContext.get_secret', 'name'), ([name]) => context.secret(textOf(name))),
    describe: () => thingOf(describeContext(state, task)),
    ...endings(state),
  });
}

function typeOf({ source, self }: OperationContext): string {
  if (source) return 'relationship-instance';
  return self ? 'node-instance' : 'deployment';
}

function identityMembers(context: OperationContext, task: CtxTask): Members {
  const { deployment, blueprint, key, timeout } = context;
  const values: Record<string, Json> = {
    execution_id: key.executionId,
    workflow_id: context.workflow,
    workflow_parameters: context.workflowParameters,
    task_id: key.taskId,
    task_name: task.taskName,
    task_type: 'operation',
    task_target: null,
    task_queue: null,
    tenant_name: context.tenant,
    tenant: { name: context.tenant },
    timeout: timeout?.seconds ?? null,
    timeout_recoverable: timeout?.recoverable ?? false,
    resume: context.recovering,
    provider_context: {},
    execution_env: {},
    // There is no second door to the server: a script asks through `ctx` only.
    ...{ rest_host: null, rest_port: null, rest_token: null, rest_ssl_cert: null, execution_token: null },
    execution_creator_username: null,
    bypass_maintenance: false,
  };
  return {
    ...valueMembers(values),
    plugin: () => ({
      ...objectOf('PluginContext', valueMembers({ ...plugin, name: task.plugin })),
      value: task.plugin,
    }),
    deployment: () =>
      objectOf(
        'DeploymentContext',
        valueMembers({
          id: deployment.id,
          name: deployment.name,
          display_name: deployment.name,
          tenant_name: context.tenant,
          ...{ creator: null, resource_tags: null, runtime_only_evaluation: null },
        }),
      ),
    blueprint: () =>
      objectOf(
        'BlueprintContext',
        valueMembers({ id: blueprint.id, name: blueprint.name, display_name: blueprint.name }),
      ),
    bootstrap_context: () =>
      objectOf('BootstrapContext', {
        ...valueMembers({ resources_prefix: '' }),
        cloudify_agent: () => objectOf('CloudifyAgent', valueMembers(agent)),
        policy_engine: () => objectOf('PolicyEngine', valueMembers({ start_timeout: null })),
      }),
  };
}

const plugin = { package_name: null, package_version: null, source: null };
const agent = {
  ...{ user: null, agent_key_path: null, remote_execution_port: null, min_workers: null, max_workers: null },
  ...{ broker_ip: null, broker_user: null, broker_pass: null, broker_vhost: null, broker_ssl_enabled: null },
  ...{ cluster: null, networks: null },
};

function valueMembers(values: Record<string, Json>): Members {
  return Object.fromEntries(Object.entries(values).map(([name, content]) => [name, () => thingOf(content)]));
}

function sides(state: CtxState): Members {
  const { self, source, target } = state.context;
  const type = typeOf(state.context);
  const wrong = (what: string, allowed: string) => (): Thing => {
    throw new CtxError(
      'NonRecoverableError',
      `${what} can only be used in a ${allowed} context but used in a ${type} context.`,
    );
  };
  const noNode = wrong('ctx.node/ctx.instance', 'node-instance');
  const noSide = wrong('ctx.source/ctx.target', 'relationship-instance');
  if (source && target) {
    const source_ = () => sideObject(state, 'source', source);
    return { source: source_, target: () => sideObject(state, 'target', target), node: noNode, instance: noNode };
  }
  if (!self) return { source: noSide, target: noSide, node: noNode, instance: noNode };
  return { ...sideObject(state, 'self', self).members, source: noSide, target: noSide };
}

const levels: Record<string, LogLevel> = {
  debug: 'debug',
  info: 'info',
  warning: 'warning',
  warn: 'warning',
  error: 'error',
  exception: 'error',
  critical: 'critical',
  fatal: 'critical',
};

/** Python's loggers take any number of values for the `%s` of the message. */
function logger(state: CtxState): CtxObject {
  const arguments_ = Array.from({ length: 50 }, (_, index): [string, Json] => [`*${index}`, noArgument]);
  const members = Object.entries(levels).map(([name, level]): [string, () => Thing] => [
    name,
    () =>
      callable(methodOf(`Logger.${name}`, 'msg', ...arguments_), ([message, ...values]) => {
        const given = values.filter((value) => value !== noArgument);
        return say(state, () => state.context.log(level, withoutNul(formatMessage(message ?? null, given))));
      }),
  ]);
  return objectOf('Logger', Object.fromEntries(members));
}

/** Stands for an argument that was not given; no script can say it. */
const noArgument = '\0';

function operation(state: CtxState): CtxObject {
  const { context } = state;
  return objectOf('OperationContext', {
    ...valueMembers({
      name: context.operation,
      retry_number: context.retryNumber,
      max_retries: context.maxRetries,
      relationship: context.side ?? null,
      interface: context.operation.split('.').slice(0, -1).join('.'),
    }),
    retry: () =>
      callable(methodOf('OperationContext.retry', ...retryParameters), ([message, after]) => {
        state.end({ kind: 'retry', message: textOf(message), ...retryAfterOf(after), isMild: true });
        return null;
      }),
  });
}

const retryParameters: [string, Json][] = [
  ['message', null],
  ['retry_after', null],
];

/** What a script asks its operation to end with. The reference names the functions after where they are made. */
function endings(state: CtxState): Members {
  const named = (name: string, ...parameters: (string | [string, Json])[]) =>
    functionOf(`process_execution.<locals>.${name}`, ...parameters);
  return {
    returns: () =>
      callable(named('returns', 'value'), ([result]) => {
        // A null leaves it open what the operation returns.
        if (state.outcome !== undefined || (result ?? null) !== null) {
          state.end({ kind: 'returns', value: result ?? null });
        }
        return null;
      }),
    abort_operation: () =>
      callable(named('abort_operation', ['message', null]), ([given]) => {
        const message = messageOf(given);
        state.end({ kind: 'abort', message });
        throw new StopOperation(message);
      }),
    raised: () =>
      callable(named('raised', 'error', 'message', ['retry_after', null]), ([error, message, after]) => {
        state.raise({ kind: 'raised', error: textOf(error), message: textOf(message), ...retryAfterOf(after) });
        return null;
      }),
    retry_operation: () => callable(named('retry_operation', ...retryParameters), (values) => retry(state, values)),
  };
}

function retry(state: CtxState, [given, after]: readonly Json[]): never {
  const message = messageOf(given);
  state.end({ kind: 'retry', message, ...retryAfterOf(after) });
  throw new StopOperation(message);
}

function retryAfterOf(after: Json | undefined): { retryAfter?: number } {
  const seconds = typeof after === 'string' && after.trim() !== '' ? Number(after) : after;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? { retryAfter: seconds } : {};
}

function messageOf(given: Json | undefined): string {
  return given === null ? 'None' : textOf(given);
}

function callable(signature: Signature, call: CtxFunction['call']): CtxFunction {
  return { kind: 'function', signature, call };
}

function say(state: CtxState, speak: () => void): Json {
  state.say(speak);
  return null;
}

/** Texts go to the database, which cannot hold NUL. */
function textOf(given: Json | undefined): string {
  return withoutNul(printValue(given ?? ''));
}

function withoutNul(text: string): string {
  return text.replaceAll('\0', '\ufffd');
}
