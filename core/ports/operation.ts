import type { Json, JsonObject } from '../blueprint/json.ts';
import type { PlanInstanceRelationship, PlanNode } from '../plan/plan.ts';

export type LogLevel = 'debug' | 'info' | 'warning' | 'error' | 'critical';

/** One attempt of one operation: the key under which a host remembers it. */
export interface OperationKey {
  executionId: string;
  taskId: string;
  attempt: number;
}

/** A node instance as an operation sees it. Runtime properties change only through `OperationContext.setRuntimeProperties`. */
export interface InstanceView {
  id: string;
  index: number;
  hostId: string | null;
  runtimeProperties: JsonObject;
  relationships: readonly PlanInstanceRelationship[];
  /** Innermost first; null: nothing is known of groups. */
  scalingGroups: readonly { name: string; id: string }[] | null;
}

export interface NodeAndInstance {
  node: PlanNode;
  instance: InstanceView;
}

/** How far a command's output was already recorded, and which requests of its script were already answered. */
export interface OperationProgress {
  /** Bytes of whole lines of each stream that are committed. */
  offsets: { stdout: number; stderr: number };
  /** Answers already given, by request id, so that a request that comes again is not carried out twice. */
  requests: Record<string, string>;
}

/** The part of `AbortSignal` that an operation needs; `AbortSignal` itself is not part of the language, so core names its own. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Which side of a relationship, or the node itself, an operation may write to. */
export type InstanceRole = 'self' | 'source' | 'target';

/**
 * What an operation may use. Everything it says or changes goes through here, so that it is committed in order under
 * the execution's fence (design.md section 3).
 */
export interface OperationContext {
  key: OperationKey;
  /** `interface.operation`. */
  operation: string;
  /** 0 on the first attempt. */
  retryNumber: number;
  maxRetries: number;
  /** Evaluated; secrets are in the clear here and nowhere else. */
  inputs: JsonObject;
  /** Present in node operations. */
  self?: NodeAndInstance;
  /** Present in relationship operations, both together with `side`. */
  source?: NodeAndInstance;
  target?: NodeAndInstance;
  side?: 'source' | 'target';
  /** The host of the node (or of the side that runs); null when there is none. */
  host: NodeAndInstance | null;
  executor: 'central_deployment_agent' | 'host_agent';
  deployment: { id: string; name: string };
  blueprint: { id: string; name: string };
  tenant: string;
  workflow: string;
  workflowParameters: JsonObject;
  /** The operation's own limit (`timeout`, `timeout_recoverable` of the blueprint); absent: none. Enforced where the command runs. */
  timeout?: { seconds: number; recoverable: boolean };
  /** True when an earlier owner dispatched this attempt and its outcome is not known: ask before starting anything. */
  recovering: boolean;
  progress: OperationProgress;
  /** Aborted when the attempt must stop; processes it started must be ended. */
  signal: StopSignal;
  /** Aborted when this server stops but the attempt may go on on its host: let go without an outcome. */
  detach: StopSignal;
  log(level: LogLevel, text: string): void;
  /** A whole line of a command's output and the stream's byte offset just after it. */
  output(stream: 'stdout' | 'stderr', line: string, offset: number): void;
  /** A free event from an operation (`plugin_event`). */
  event(text: string): void;
  /** Resolves when the change is committed. `value` replaces the whole map. */
  setRuntimeProperties(role: InstanceRole, value: JsonObject): Promise<void>;
  /** Resolves when it is committed that the request was answered, together with all that was said before it. */
  answered(requestId: string, reply: string): Promise<void>;
  /** Resolves when all that was said so far is committed. Gives back-pressure to fast output. */
  flushed(): Promise<void>;
  /** Any node instance of the deployment as it is now; null when there is none. Its properties are evaluated. */
  instance(id: string): Promise<NodeAndInstance | null>;
  /** The instances of a node of the deployment as they are now, by their index; empty when there is no such node. */
  instancesOf(node: string): Promise<NodeAndInstance[]>;
  /** A file of the blueprint; null when there is none. */
  resource(path: string): Promise<Uint8Array | null>;
  /** The paths of all files below a folder of the blueprint, from the blueprint's root, in their order. */
  resourcesIn(folder: string): Promise<string[]>;
  secret(name: string): Promise<string>;
}

/** Returns the operation's result, or throws one of the errors below. */
export interface OperationFunction {
  (context: OperationContext): Promise<Json>;
  /**
   * An attempt whose outcome nobody knows is followed by another one without asking a person: running it twice does
   * no harm (`@operation(resumable=True)`, runtime.md B.6). Default: false.
   */
  resumable?: boolean;
}

/** The operation failed in a way that another attempt may mend. */
export class RecoverableError extends Error {
  override name = 'RecoverableError';
  readonly retryAfter: number | undefined;
  constructor(message: string, retryAfter?: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** The operation failed for good. */
export class NonRecoverableError extends Error {
  override name = 'NonRecoverableError';
}

/** The operation asks to be run again. */
export class OperationRetry extends Error {
  override name = 'OperationRetry';
  readonly retryAfter: number | undefined;
  constructor(message: string, retryAfter?: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** Nobody can say how an earlier attempt ended; a person must decide (design.md 3.4). */
export class UnknownOutcome extends Error {
  override name = 'UnknownOutcome';
}

/** The server stops; the attempt goes on on its host and will be taken up again. */
export class Detached extends Error {
  override name = 'Detached';
}
