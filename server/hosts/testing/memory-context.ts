import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { PlanNode } from '../../../core/plan/plan.ts';
import type { InstanceRole, LogLevel, NodeAndInstance, OperationContext } from '../../../core/ports/operation.ts';
import { AppError } from '../../faults/app-error.ts';

export interface SaidLine {
  stream: 'stdout' | 'stderr';
  line: string;
  offset: number;
  /** Milliseconds since the process started. */
  at: number;
}

/** An operation context that keeps in memory what the durable one commits; for tests of what runs on hosts. */
export class MemoryContext implements OperationContext {
  key = { executionId: randomUUID(), taskId: `install/node_abc123/${randomUUID()}`, attempt: 1 };
  operation = 'cloudify.interfaces.lifecycle.create';
  retryNumber = 0;
  maxRetries = 3;
  inputs: JsonObject = {};
  host: NodeAndInstance | null = null;
  executor: OperationContext['executor'] = 'host_agent';
  deployment = { id: 'dep-id', name: 'dep' };
  blueprint = { id: 'bp-id', name: 'bp' };
  tenant = 'default_tenant';
  workflow = 'install';
  workflowParameters: JsonObject = {};
  recovering = false;
  progress: OperationContext['progress'] = { offsets: { stdout: 0, stderr: 0 }, requests: {} };
  timeout?: { seconds: number; recoverable: boolean };
  self?: NodeAndInstance;
  source?: NodeAndInstance;
  target?: NodeAndInstance;
  side?: 'source' | 'target';
  readonly stop = new AbortController();
  readonly letGo = new AbortController();
  readonly lines: SaidLine[] = [];
  readonly logs: { level: LogLevel; text: string }[] = [];
  readonly events: string[] = [];
  readonly writes: { role: InstanceRole; value: JsonObject }[] = [];
  readonly files = new Map<string, string | Uint8Array>();
  readonly secrets = new Map<string, string>();
  /** Instances beside those of the operation itself, by id. */
  readonly others = new Map<string, NodeAndInstance>();
  /** Called for each whole line. */
  onLine: (line: SaidLine) => void = () => undefined;
  flushes = 0;

  get signal(): AbortSignal {
    return this.stop.signal;
  }

  get detach(): AbortSignal {
    return this.letGo.signal;
  }

  log(level: LogLevel, text: string): void {
    this.logs.push({ level, text });
  }

  output(stream: 'stdout' | 'stderr', line: string, offset: number): void {
    const said = { stream, line, offset, at: performance.now() };
    this.lines.push(said);
    this.progress.offsets[stream] = offset;
    this.onLine(said);
  }

  event(text: string): void {
    this.events.push(text);
  }

  setRuntimeProperties(role: InstanceRole, value: JsonObject): Promise<void> {
    this.writes.push({ role, value });
    const side = role === 'self' ? this.self : role === 'source' ? this.source : this.target;
    if (side) side.instance.runtimeProperties = value;
    return Promise.resolve();
  }

  answered(requestId: string, reply: string): Promise<void> {
    this.progress.requests[requestId] = reply;
    return Promise.resolve();
  }

  flushed(): Promise<void> {
    this.flushes += 1;
    return Promise.resolve();
  }

  resource(path: string): Promise<Uint8Array | null> {
    const content = this.files.get(path);
    return Promise.resolve(typeof content === 'string' ? Buffer.from(content) : (content ?? null));
  }

  resourcesIn(folder: string): Promise<string[]> {
    return Promise.resolve([...this.files.keys()].filter((path) => path.startsWith(`${folder}/`)).sort());
  }

  instance(id: string): Promise<NodeAndInstance | null> {
    const own = [this.self, this.source, this.target, this.host];
    return Promise.resolve(own.find((item) => item?.instance.id === id) ?? this.others.get(id) ?? null);
  }

  instancesOf(node: string): Promise<NodeAndInstance[]> {
    const own = [this.self, this.source, this.target, this.host].flatMap((item) => item ?? []);
    const all = new Map([...own, ...this.others.values()].map((item) => [item.instance.id, item]));
    return Promise.resolve(
      [...all.values()].filter((item) => item.node.name === node).sort((a, b) => a.instance.index - b.instance.index),
    );
  }

  secret(name: string): Promise<string> {
    const value = this.secrets.get(name);
    return value === undefined
      ? Promise.reject(new AppError('not-found', `no secret ${name}`))
      : Promise.resolve(value);
  }

  /** The texts of one stream, in order. */
  textOf(stream: 'stdout' | 'stderr'): string[] {
    return this.lines.filter((line) => line.stream === stream).map(({ line }) => line);
  }
}

/** A node instance with the given properties. */
export function nodeAndInstance(
  name: string,
  properties: JsonObject,
  runtimeProperties: JsonObject = {},
): NodeAndInstance {
  const node: PlanNode = {
    id: name,
    name,
    type: 'cloudify.nodes.WebServer',
    type_hierarchy: ['cloudify.nodes.Root', 'cloudify.nodes.SoftwareComponent', 'cloudify.nodes.WebServer'],
    properties,
    interfaces: {},
    operations: {},
    relationships: [],
    capabilities: {
      scalable: {
        properties: {
          min_instances: 0,
          max_instances: 1,
          default_instances: 1,
          current_instances: 1,
          planned_instances: 1,
        },
      },
    },
    plugins: [],
    deployment_plugins_to_install: [],
    instances: {},
  };
  return {
    node,
    instance: { id: `${name}_abc123`, index: 1, hostId: null, runtimeProperties, relationships: [], scalingGroups: [] },
  };
}
