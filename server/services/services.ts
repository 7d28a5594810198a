import type { JsonObject } from '../../core/blueprint/json.ts';
import type { CancelMode, Decision } from '../../core/engine/protocol.ts';
import type { LogLevel } from '../../core/ports/operation.ts';
import type { ExecutionStatus } from '../../db/schema/execution.ts';
import type { Role } from '../../db/schema/tenant.ts';
import type {
  BlueprintDetail,
  BlueprintSummary,
  CreateDeploymentResult,
  DeploymentChange,
  DeploymentDetail,
  DeploymentSummary,
  EventPage,
  ExecutionSummary,
  HostKeyView,
  HostView,
  NodeInstanceDetail,
  SecretView,
  SessionView,
  StreamMessage,
  UploadResult,
  UserView,
} from '../api/contract.ts';
import type { Actor } from '../security/actor.ts';

export type { Actor } from '../security/actor.ts';

/** A host key as a person names it. */
export interface HostKeyName {
  address: string;
  port: number;
  fingerprint: string;
}

/** Which events of an execution to read: a page after or before a `seq`, filtered. */
export interface EventQuery {
  id: string;
  after?: number | undefined;
  before?: number | undefined;
  limit: number;
  text?: string | undefined;
  /** This level and above. */
  level?: LogLevel | undefined;
  node?: string | undefined;
  instance?: string | undefined;
}

/** A message with the `seq` that a client names to go on after it. */
export interface TrackedMessage {
  seq: number;
  message: StreamMessage;
}

export interface BlueprintServices {
  list(actor: Actor): Promise<BlueprintSummary[]>;
  get(actor: Actor, id: string): Promise<BlueprintDetail>;
  file(actor: Actor, input: { id: string; path: string }): Promise<{ path: string; text: string }>;
  upload(actor: Actor, input: { name: string; text: string }): Promise<UploadResult>;
  uploadArchive(
    actor: Actor,
    input: { name: string; mainFile: string | null; archive: Uint8Array },
  ): Promise<UploadResult>;
  delete(actor: Actor, id: string): Promise<void>;
}

export interface DeploymentServices {
  list(actor: Actor, input: { blueprintId?: string | undefined }): Promise<DeploymentSummary[]>;
  get(actor: Actor, id: string): Promise<DeploymentDetail>;
  create(
    actor: Actor,
    input: { blueprintId: string; name: string; inputs: JsonObject },
  ): Promise<CreateDeploymentResult>;
  /** `force`: although node instances of it are live. */
  delete(actor: Actor, input: { id: string; force?: boolean | undefined }): Promise<void>;
  instance(actor: Actor, input: { id: string; instanceId: string }): Promise<NodeInstanceDetail>;
  /** One message at once, then one each time something of the deployment changed, until `signal` aborts. */
  changes(actor: Actor, id: string, signal: AbortSignal): AsyncIterable<DeploymentChange>;
}

export interface ExecutionServices {
  list(
    actor: Actor,
    input: { deploymentId?: string | undefined; status?: ExecutionStatus | undefined },
  ): Promise<ExecutionSummary[]>;
  get(actor: Actor, id: string): Promise<ExecutionSummary>;
  start(actor: Actor, input: { deploymentId: string; workflow: string }): Promise<{ id: string }>;
  cancel(actor: Actor, input: { id: string; mode: CancelMode }): Promise<void>;
  decide(actor: Actor, input: { id: string; task: string; decision: Decision }): Promise<void>;
  events(actor: Actor, query: EventQuery): Promise<EventPage>;
  /** Every event after `after`, then live ones, each once and in order (ui.md 5.2), until the execution ends or `signal` aborts. */
  stream(actor: Actor, input: { id: string; after: number; signal: AbortSignal }): AsyncIterable<TrackedMessage>;
}

export interface HostServices {
  list(actor: Actor): Promise<HostView[]>;
  keys(actor: Actor): Promise<HostKeyView[]>;
  acceptKey(actor: Actor, key: HostKeyName): Promise<void>;
  revokeKey(actor: Actor, key: HostKeyName): Promise<void>;
}

export interface SecretServices {
  list(actor: Actor): Promise<SecretView[]>;
  put(actor: Actor, input: { name: string; value: string }): Promise<SecretView>;
  delete(actor: Actor, name: string): Promise<void>;
}

export interface UserServices {
  list(actor: Actor): Promise<UserView[]>;
  /** The new user's password is random and is told once, here. */
  create(actor: Actor, input: { email: string; name: string; role: Role }): Promise<{ id: string; password: string }>;
  setRole(actor: Actor, input: { id: string; role: Role }): Promise<void>;
  remove(actor: Actor, id: string): Promise<void>;
}

/** The use cases that the API offers, by noun. Each authorises nothing itself: the policy table has done so (server/security/policy.ts). */
export interface Services {
  session(actor: Actor): SessionView;
  blueprints: BlueprintServices;
  deployments: DeploymentServices;
  executions: ExecutionServices;
  hosts: HostServices;
  secrets: SecretServices;
  users: UserServices;
}
