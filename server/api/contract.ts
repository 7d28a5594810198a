import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { OperationError } from '../../core/engine/protocol.ts';
import type { PlanInput, PlanOutput } from '../../core/plan/plan.ts';
import type { LogLevel } from '../../core/ports/operation.ts';
import type { TopologyView } from '../../core/topology/topology.ts';
import type { EventType, NodeInstanceState } from '../../core/workflow/task-graph.ts';
import type { ExecutionStatus } from '../../db/schema/execution.ts';
import type { Role } from '../../db/schema/tenant.ts';
import type { WorkflowOffers } from './deployment-contract.ts';

export type * from './catalogue-contract.ts';
export type * from './deployment-contract.ts';
export type * from './host-contract.ts';
export type * from './list-contract.ts';
export type * from './log-contract.ts';
export type * from './replay-contract.ts';
export type * from './schedule-contract.ts';
export type * from './system-contract.ts';
export type * from './timeline-contract.ts';
export type * from './update-contract.ts';
export type { ExecutionStatus, Role };

/* What the routers return, by noun. Times are ISO 8601 strings in UTC. The page imports these types and nothing else from the server. */

export interface SessionView {
  user: { id: string; name: string; email: string };
  tenant: { id: string; name: string };
  role: Role;
  /** The product's own demonstration hosts are running. */
  lab: boolean;
  version: string;
}

export interface BlueprintSummary {
  id: string;
  name: string;
  description: string | null;
  version: number;
  mainFile: string;
  nodeCount: number;
  /** Types of its node templates and the plugins that these use, by name. */
  types: string[];
  plugins: string[];
  deploymentCount: number;
  createdAt: string;
  createdBy: string | null;
  /** Shipped with the product. */
  example: boolean;
}

export interface BlueprintDetail extends BlueprintSummary {
  versionId: string;
  inputs: Record<string, PlanInput>;
  outputs: Record<string, PlanOutput>;
  graph: TopologyView;
  /** Newest first. */
  versions: { id: string; number: number; createdAt: string; createdBy: string | null; deploymentCount: number }[];
  files: { path: string; size: number }[];
  diagnostics: Diagnostic[];
}

/** The answer to an upload: either the blueprint or what is wrong with it. Nothing is stored when there are errors. */
export type UploadResult =
  | { ok: true; blueprint: { id: string; name: string }; diagnostics: Diagnostic[] }
  | { ok: false; diagnostics: Diagnostic[]; sources: Record<string, string> };

export type {
  TopologyEdge,
  TopologyGroup,
  TopologyInstance,
  TopologyNode,
  TopologyView,
} from '../../core/topology/topology.ts';

export interface ExecutionSummary {
  id: string;
  deploymentId: string;
  deploymentName: string;
  workflow: string;
  /** It goes through every step and does nothing on any host. */
  dryRun: boolean;
  status: ExecutionStatus;
  error: string | null;
  totalOperations: number;
  finishedOperations: number;
  lastSeq: number;
  createdBy: string | null;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  /** When a person first asked to cancel it; null while nobody has. */
  cancelAskedAt: string | null;
  /** Operations whose outcome nobody knows; each waits for retry, mark-done or cancel. */
  undecided: { task: string; attempt: number; reason: string; instance: string; operation: string }[];
}

/** An execution with what only its own page shows. */
export interface ExecutionDetail extends ExecutionSummary {
  parameters: JsonObject;
  dialect: 'v3' | 'v5';
  /** The graph that it is at, from 1, of those that there have been. */
  stage: number;
  /** The approved preview's hash, and that of what it runs; null when there is none (yet). */
  previewHash: string | null;
  runHash: string | null;
  /** Operations whose failure is final; each can be marked as done when the execution is resumed. */
  failedOperations: { task: string; instance: string; operation: string; error: string }[];
  /** What can be done with it now. */
  actions: ExecutionAction[];
  groupId: string | null;
  scheduleId: string | null;
  /** The execution that it waits for, when it is pending behind another of its deployment. */
  waitsFor: string | null;
}

export type ExecutionAction = 'cancel' | 'force-cancel' | 'kill' | 'resume' | 'force-resume';

/** A workflow that the deployment's blueprint declares. */
export interface WorkflowView {
  name: string;
  /** What it does, when it is one of Gantry's own; the blueprint's mapping otherwise. */
  description: string | null;
  mapping: string;
  /** As the blueprint declares them, in its order: type, default, required, description, constraints. */
  parameters: Record<string, PlanInput>;
  /** Null: it can be started now. Otherwise why not, in words. */
  unavailable: string | null;
  /** Choices for parameters that name parts of this deployment (nodes, instances, groups, operations, types), by parameter. */
  choices: Record<string, string[]>;
}

/** One operation of a run that has not been started, in the order in which it would begin. */
export interface PreviewOperation {
  /** The graph it belongs to, from 1. */
  stage: number;
  task: string;
  instance: string;
  node: string;
  /** `interface.operation`. */
  operation: string;
  /** `plugin.mapping`. */
  implementation: string;
  /** For relationship operations. */
  relationship: { target: string; side: 'source' | 'target' } | null;
  /** Where it runs: the address of the host, its instance's id, or null for the server itself. */
  host: { instance: string; address: string | null } | null;
  /** Evaluated, secrets masked. What only the run will know is left as the blueprint writes it. */
  inputs: JsonObject;
  maxRetries: number;
  /** What it does to its instance, so that the canvas can colour it. */
  effect: PreviewEffect;
}

export type PreviewEffect = 'add' | 'remove' | 'change' | 'touch';

/** What a run would do. `hash` is the same as long as it would do exactly this. */
export interface PreviewView {
  id: string;
  hash: string;
  deploymentId: string;
  workflow: string;
  parameters: JsonObject;
  operations: PreviewOperation[];
  /** Operations beyond those listed, of a very large run; all of them are in the hash. */
  moreOperations: number;
  /** What becomes of each instance that is touched: its states from and to, and for the colours its effect. */
  instances: { id: string; node: string; from: NodeInstanceState; to: NodeInstanceState; effect: PreviewEffect }[];
  /** For an update: what differs between the two models. */
  steps: { action: 'add' | 'remove' | 'modify'; entityType: string; entityId: string }[];
  /** What cannot be known before the run, e.g. which instances a check will find unhealthy. */
  notes: string[];
  createdAt: string;
}

/** What is asked of a run. */
export interface StartRequest {
  deploymentId: string;
  workflow: string;
  parameters?: JsonObject | undefined;
  /** The preview that was approved; the run refuses to differ from it. */
  previewId?: string | undefined;
  dryRun?: boolean | undefined;
  /** Wait behind a running execution instead of being refused. */
  queue?: boolean | undefined;
  /**
   * Start although the workflow is not available, other deployments need what it takes away, or another execution is
   * under way (beside it, then, unless it is to be queued).
   */
  force?: boolean | undefined;
  /** Seconds for the other branches after a failure. Default 600. */
  waitAfterFail?: number | undefined;
  /** Parameters that the blueprint does not declare are allowed. */
  allowCustomParameters?: boolean | undefined;
}

/** An answer that is either the thing or what is wrong with which parameter (`parameter: null`: with the whole). */
export type StartResult =
  | { ok: true; id: string }
  | { ok: false; problems: { parameter: string | null; message: string }[] };

export type PreviewResult =
  | { ok: true; preview: PreviewView }
  | { ok: false; problems: { parameter: string | null; message: string }[] };

/** What a deployment can do now; the page shows exactly these. */
export type DeploymentAction = 'install' | 'uninstall' | 'cancel' | 'force-cancel' | 'kill' | 'delete';

export interface DeploymentSummary {
  id: string;
  name: string;
  blueprint: { id: string; name: string; version: number };
  /** Instances by state, e.g. `{started: 4}`. */
  states: Partial<Record<NodeInstanceState, number>>;
  instanceCount: number;
  lastExecution: ExecutionSummary | null;
  createdAt: string;
  createdBy: string | null;
}

export interface DeploymentDetail extends DeploymentSummary {
  inputs: JsonObject;
  /** Evaluated now; values that cannot be had yet are null with a reason. */
  outputs: { name: string; description: string | null; value: Json; problem: string | null }[];
  topology: TopologyView;
  actions: DeploymentAction[];
  offers: WorkflowOffers;
  /** The execution that is pending or running, if any. */
  running: ExecutionSummary | null;
  /** It has objects on Kubernetes clusters. */
  hasKubernetes: boolean;
}

export interface NodeInstanceDetail {
  id: string;
  node: string;
  type: string;
  state: NodeInstanceState;
  hostId: string | null;
  /** Where its host is reached, when that is known. */
  hostAddress: string | null;
  /** Operations of it that do something, `interface.operation`. */
  operations: string[];
  runtimeProperties: JsonObject;
  properties: JsonObject;
  relationships: { type: string; target: string }[];
}

export interface EventView {
  seq: number;
  at: string;
  type: EventType;
  level: LogLevel | null;
  instance: string | null;
  node: string | null;
  operation: string | null;
  task: string | null;
  attempt: number | null;
  text: string;
  stream: 'stdout' | 'stderr' | null;
  /** For `state_changed`. */
  state: NodeInstanceState | null;
  /** For `task_failed` and `workflow_failed`. */
  error: OperationError | null;
}

/** One message of the event stream (ui.md 5.2); its tracked id is the `seq` of its last event. */
export type StreamMessage =
  | { kind: 'events'; events: EventView[] }
  /** The reader is too far behind: events up to `seq` are left out and can be read by page. */
  | { kind: 'skip-to'; seq: number }
  /** The execution has ended and every event was sent. */
  | { kind: 'ended'; status: ExecutionStatus };

export interface SecretView {
  name: string;
  version: number;
  updatedAt: string;
  createdBy: string | null;
}

export interface UserView {
  id: string;
  name: string;
  email: string;
  role: Role;
  createdAt: string;
  /** The person who asks. */
  you: boolean;
}

/** The answer to a request for a deployment: its id, or what is wrong with which input (`input: null`: with the whole). */
export type CreateDeploymentResult =
  | { ok: true; id: string }
  | { ok: false; problems: { input: string | null; message: string }[] };

/** Something of a deployment changed: read it again. `count` is 0 for the message that opens the stream. */
export interface DeploymentChange {
  count: number;
}

/** What every error of the API carries in `error.data`, beside tRPC's own fields. The message is fit to be shown as it is. */
export interface ErrorData {
  /** Stable name of the fault, e.g. `not-found`, `conflict`, `storage-full`. */
  errorCode: string;
  kind: 'user' | 'operational' | 'bug';
  /** Seconds after which trying again makes sense. */
  retryAfter: number | null;
}
