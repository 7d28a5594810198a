import type { JsonObject } from '../../core/blueprint/json.ts';
import type { EvaluationScope } from '../../core/dsl/index.ts';
import type {
  InstanceRole,
  InstanceView,
  NodeAndInstance,
  OperationContext,
  OperationProgress,
} from '../../core/ports/operation.ts';
import type { OperationTask } from '../../core/workflow/task-graph.ts';
import type { NodeInstanceRow } from '../../db/repositories/node-instance.ts';
import type { PlannedOperation } from './planned-operation.ts';
import { listResources, readResource } from './read-resource.ts';
import type { Story } from './story.ts';
import type { Subject } from './subject.ts';

/** What is the same for all operations of an execution. */
export interface ExecutionFacts {
  id: string;
  tenant: string;
  workflow: string;
  parameters: JsonObject;
  maxRetries: number;
  readFile(path: string): Promise<Uint8Array | null>;
  listFiles(): Promise<string[]>;
}

/** Who is told what an operation says and changes. */
export type Teller = Pick<Story, 'log' | 'output' | 'pluginEvent' | 'runtimeProperties' | 'answered' | 'flushed'>;

export interface AttemptRequest {
  facts: ExecutionFacts;
  subject: Subject;
  story: Teller;
  task: OperationTask;
  attempt: number;
  /** The task's name on its host. */
  keyTask: string;
  operation: PlannedOperation;
  recovering: boolean;
  progress: OperationProgress;
  signal: AbortSignal;
  detach: AbortSignal;
}

/** Evaluates what the operation is given and ties what it says to the execution's story. */
export async function buildContext(request: AttemptRequest): Promise<OperationContext> {
  const { facts, subject, task, operation } = request;
  const { planned, source, target, runner } = operation;
  const scope: EvaluationScope = target === null ? { self: source.id } : { source: source.id, target: target.id };
  // Not only where `has_intrinsic_functions` says so: functions of another node's property do not set it (dsl.md section 9).
  const declared = task.inputs === undefined ? planned.inputs : { ...planned.inputs, ...task.inputs };
  const inputs = await subject.evaluate(declared, scope);
  const host = runner.hostId === null ? null : subject.instances.find(runner.hostId);
  return {
    key: { executionId: facts.id, taskId: request.keyTask, attempt: request.attempt },
    operation: task.operation,
    retryNumber: request.attempt - 1 - (task.attemptsBefore ?? 0),
    maxRetries: task.maxRetries ?? facts.maxRetries,
    inputs: inputs as JsonObject,
    ...(await participants(request)),
    host: host === null ? null : await view(subject, host),
    executor: operation.executor,
    deployment: { id: subject.record.deployment.id, name: subject.record.deployment.name },
    blueprint: subject.record.blueprint,
    tenant: facts.tenant,
    workflow: facts.workflow,
    workflowParameters: facts.parameters,
    ...(planned.timeout === null || planned.timeout === undefined
      ? {}
      : { timeout: { seconds: planned.timeout, recoverable: planned.timeout_recoverable ?? false } }),
    recovering: request.recovering,
    progress: request.progress,
    signal: request.signal,
    detach: request.detach,
    ...voice(request),
    instance: async (id) => {
      const row = subject.instances.find(id);
      return row === null ? null : await view(subject, row);
    },
    instancesOf: async (node) => {
      const rows = subject.instances.ofNode(node).toSorted((left, right) => left.index - right.index);
      return await Promise.all(rows.map((row) => view(subject, row)));
    },
    resource: (path) => readResource(facts.readFile, path),
    resourcesIn: (folder) => listResources(facts.listFiles, folder),
    secret: (name) => subject.secret(name),
  };
}

async function participants(
  request: AttemptRequest,
): Promise<Pick<OperationContext, 'self' | 'source' | 'target' | 'side'>> {
  const { subject, task } = request;
  const { source, target } = request.operation;
  if (target === null || task.relationship === undefined) return { self: await view(subject, source) };
  return {
    source: await view(subject, source),
    target: await view(subject, target),
    side: task.relationship.side,
  };
}

async function view(subject: Subject, row: NodeInstanceRow): Promise<NodeAndInstance> {
  const instance: InstanceView = {
    id: row.id,
    index: row.index,
    hostId: row.hostId,
    get runtimeProperties() {
      return row.runtimeProperties;
    },
    relationships: row.relationships,
    scalingGroups: row.scalingGroups,
  };
  return { node: await subject.evaluatedNode(row), instance };
}

type Voice = Pick<OperationContext, 'log' | 'output' | 'event' | 'setRuntimeProperties' | 'answered' | 'flushed'>;

function voice(request: AttemptRequest): Voice {
  const { story, task, attempt, operation, progress } = request;
  const about = { task, attempt, instance: operation.runner.id };
  const offsets = { ...progress.offsets };
  const ids: Partial<Record<InstanceRole, string>> =
    operation.target === null
      ? { self: operation.source.id }
      : { source: operation.source.id, target: operation.target.id };
  return {
    log: (level, text) => story.log(about, { level, text }),
    output: (stream, line, offset) => {
      offsets[stream] = offset;
      story.output(about, { stream, line, offsets });
    },
    event: (text) => story.pluginEvent(about, text),
    setRuntimeProperties: async (role, value) => {
      const id = ids[role];
      if (id === undefined) throw new Error(`This operation has no ${role} whose runtime properties it could set.`);
      story.runtimeProperties(id, value);
      await story.flushed();
    },
    answered: async (requestId, reply) => {
      story.answered(about, { requestId, reply, offsets });
      await story.flushed();
    },
    flushed: () => story.flushed(),
  };
}
