import type { PlanOperation } from '../../core/plan/plan.ts';
import type { OperationContext } from '../../core/ports/operation.ts';
import type { OperationTask } from '../../core/workflow/task-graph.ts';
import type { NodeInstanceRow } from '../../db/repositories/node-instance.ts';
import { buildContext, type Teller } from './operation-context.ts';
import { findPlannedOperation, type PlannedOperation } from './planned-operation.ts';
import type { Subject } from './subject.ts';

/** What a context for reading is made from. */
export interface ReadingRequest {
  subject: Subject;
  tenant: string;
  instance: NodeInstanceRow;
  /** The plugin whose operations of the node are looked through for one to speak for, by its name in the plan. */
  plugin: string;
  signal: AbortSignal;
  readFile(path: string): Promise<Uint8Array | null>;
  listFiles(): Promise<string[]>;
}

/**
 * What an operation of a node instance would be given if it ran now, so that others can find by it what the operation
 * finds. Nothing runs: what is said with it is kept nowhere, and what it would change is refused.
 */
export function buildReadingContext(request: ReadingRequest): Promise<OperationContext> {
  const { subject, tenant, instance, signal, readFile, listFiles } = request;
  const { task, operation } = operationOf(request);
  return buildContext({
    facts: {
      id: subject.record.deployment.id,
      ...{ tenant, workflow: '', parameters: {}, maxRetries: 0, readFile, listFiles },
    },
    story: silent(instance.id),
    ...{ subject, task, operation, attempt: 1, keyTask: task.id, recovering: false },
    progress: { offsets: { stdout: 0, stderr: 0 }, requests: {} },
    signal,
    detach: signal,
  });
}

/** An operation of the plugin, one of its lifecycle before all others; one without inputs where there is none. */
function operationOf({ subject, instance, plugin }: ReadingRequest): {
  task: OperationTask;
  operation: PlannedOperation;
} {
  const node = subject.nodes.get(instance.nodeName);
  const names = Object.entries(node?.operations ?? {})
    .filter(([name, planned]) => name.includes('.') && planned.plugin === plugin && planned.operation !== '')
    .map(([name]) => name);
  const name = names.find((each) => each.startsWith('cloudify.interfaces.lifecycle.')) ?? names[0];
  const id = `reading ${instance.id}`;
  const task: OperationTask = {
    ...{ kind: 'operation', id, dependencies: [], name: '' },
    ...{ operation: name ?? '', instance: instance.id },
  };
  if (name !== undefined) return { task, operation: findPlannedOperation(subject, task) };
  const participants = { runner: instance, source: instance, target: null };
  return {
    task,
    operation: { ...participants, planned: noOperation, executor: 'central_deployment_agent', registryName: '' },
  };
}

const noOperation: PlanOperation = {
  ...{ plugin: '', operation: '', executor: null, inputs: {}, has_intrinsic_functions: false },
  ...{ max_retries: null, retry_interval: null, timeout: null, timeout_recoverable: null },
};

/** Tells nobody. */
function silent(instance: string): Teller {
  const refuse = (): never => {
    throw new Error(`Nothing of ${instance} may be changed: it is only read.`);
  };
  return {
    log: () => undefined,
    output: () => undefined,
    pluginEvent: () => undefined,
    runtimeProperties: refuse,
    answered: refuse,
    flushed: () => Promise.resolve(),
  };
}
