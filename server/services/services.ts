import type { JsonObject } from '../../core/blueprint/json.ts';
import type { CancelMode, Decision } from '../../core/engine/protocol.ts';
import type { ArrangedList } from '../../db/schema/list-settings.ts';
import type { Role } from '../../db/schema/tenant.ts';
import type {
  AuditFilter,
  AuditPage,
  BlueprintDetail,
  BlueprintSummary,
  CreateDeploymentResult,
  DeploymentChange,
  DeploymentDeed,
  DeploymentDetail,
  DeploymentPage,
  DeploymentSearch,
  ExecutionDetail,
  ExecutionFacets,
  ExecutionForecast,
  ExecutionGroupResult,
  ExecutionGroupSummary,
  ExecutionGroupView,
  ExecutionPage,
  ExecutionSearch,
  HostChange,
  HostDraft,
  HostFilter,
  HostImportRequest,
  HostImportResult,
  HostKeyView,
  HostLabelChange,
  HostResult,
  HostTestProgress,
  HostView,
  ImportableType,
  InstanceOperation,
  ListSettings,
  NewExecutionGroup,
  NewSchedule,
  NodeInstanceDetail,
  NodeProgressView,
  OccurrencesResult,
  PlanUpdateResult,
  PluginDetail,
  PluginSummary,
  PreviewResult,
  PreviewView,
  RunEstimate,
  ScalableView,
  ScheduleChange,
  ScheduleResult,
  ScheduleTimes,
  ScheduleView,
  SecretUses,
  SecretView,
  SessionView,
  StartRequest,
  StartResult,
  StartUpdateRequest,
  StateChangesView,
  StreamMessage,
  SystemView,
  TimelineView,
  TypeDetail,
  TypeFilter,
  TypeSummary,
  UnwellInstance,
  UpdateOptions,
  UpdateRequest,
  UpdateSummary,
  UpdateView,
  UploadResult,
  UserView,
  WorkflowView,
} from '../api/contract.ts';
import type {
  DraftFile,
  DraftState,
  DraftSummary,
  ImportedSource,
  NewDraft,
  OpenedDraft,
  PlanComparison,
  PublishRequest,
  PublishResult,
  SaveDraftRequest,
  SaveDraftResult,
  VersionFiles,
  VersionPair,
  VersionSummary,
} from '../api/draft-contract.ts';
import type { Actor } from '../security/actor.ts';
import type { LogServices } from './executions/log/log-services.ts';
import type { ImportServices } from './imports/import-services.ts';
import type { KubernetesServices } from './kubernetes/kubernetes-services.ts';

export type { Actor } from '../security/actor.ts';

/** A host key as a person names it. */
export interface HostKeyName {
  address: string;
  port: number;
  fingerprint: string;
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
  search(actor: Actor, request: DeploymentSearch): Promise<DeploymentPage>;
  get(actor: Actor, id: string): Promise<DeploymentDetail>;
  create(
    actor: Actor,
    input: { blueprintId: string; name: string; inputs: JsonObject },
  ): Promise<CreateDeploymentResult>;
  /** `force`: although node instances of it are live. */
  delete(actor: Actor, input: { id: string; force?: boolean | undefined }): Promise<void>;
  /** The workflows that its blueprint declares, with what can be given to them. */
  workflows(actor: Actor, id: string): Promise<WorkflowView[]>;
  instance(actor: Actor, input: { id: string; instanceId: string }): Promise<NodeInstanceDetail>;
  /** The operations that ran on a node instance last, newest first. */
  instanceHistory(actor: Actor, input: { id: string; instanceId: string }): Promise<InstanceOperation[]>;
  /** Its scaling groups, then its nodes, each with its numbers of instances. */
  scalables(actor: Actor, id: string): Promise<ScalableView[]>;
  /** Its node instances that do not do what they should. */
  unwell(actor: Actor, id: string): Promise<UnwellInstance[]>;
  /** Who did what to it since it was made, newest first. */
  history(actor: Actor, id: string): Promise<DeploymentDeed[]>;
  /** One message at once, then one each time something of the deployment changed, until `signal` aborts. */
  changes(actor: Actor, id: string, signal: AbortSignal): AsyncIterable<DeploymentChange>;
}

export interface ExecutionServices extends LogServices {
  search(actor: Actor, request: ExecutionSearch): Promise<ExecutionPage>;
  facets(actor: Actor): Promise<ExecutionFacets>;
  get(actor: Actor, id: string): Promise<ExecutionDetail>;
  start(actor: Actor, input: StartRequest): Promise<StartResult>;
  /** What a run would do, kept so that it can be approved. */
  preview(
    actor: Actor,
    input: {
      deploymentId: string;
      workflow: string;
      parameters?: JsonObject | undefined;
      allowCustomParameters?: boolean | undefined;
    },
  ): Promise<PreviewResult>;
  getPreview(actor: Actor, id: string): Promise<PreviewView>;
  /** Lets a failed or cancelled execution go on; `done`: failed operations that count as done. */
  resume(actor: Actor, input: { id: string; done?: string[] | undefined; force?: boolean | undefined }): Promise<void>;
  cancel(actor: Actor, input: { id: string; mode: CancelMode }): Promise<void>;
  decide(actor: Actor, input: { id: string; task: string; decision: Decision }): Promise<void>;
  /** Its operations, what they wait for and what has happened to them. */
  timeline(actor: Actor, id: string): Promise<TimelineView>;
  /** How far it is with each node. */
  nodeProgress(actor: Actor, id: string): Promise<NodeProgressView>;
  /** What it did to the instances of its deployment, for its replay. */
  stateChanges(actor: Actor, id: string): Promise<StateChangesView>;
  /** How long a workflow of a deployment usually takes. */
  estimate(actor: Actor, key: { deploymentId: string; workflow: string }): Promise<RunEstimate>;
  /** How it is expected to go on; null when it is not running. */
  forecast(actor: Actor, id: string): Promise<ExecutionForecast | null>;
  /** Every event after `after`, then live ones, each once and in order (ui.md 5.2), until the execution ends or `signal` aborts. */
  stream(actor: Actor, input: { id: string; after: number; signal: AbortSignal }): AsyncIterable<TrackedMessage>;
}

/** The lists of deployments and executions, as each person has arranged them. */
export interface ListServices {
  settings(actor: Actor, list: ArrangedList): Promise<ListSettings>;
  /** In place of the person's filter of that name. */
  saveFilter(actor: Actor, input: { list: ArrangedList; name: string; query: string }): Promise<void>;
  removeFilter(actor: Actor, input: { list: ArrangedList; name: string }): Promise<void>;
  /** Null: the columns that the list has by itself. */
  setColumns(actor: Actor, input: { list: ArrangedList; columns: string[] | null }): Promise<void>;
  /** One message at once, then one each time a deployment or an execution changed, until `signal` aborts. */
  changes(actor: Actor, signal: AbortSignal): AsyncIterable<DeploymentChange>;
}

export interface ScheduleServices {
  list(actor: Actor, input: { deploymentId?: string | undefined }): Promise<ScheduleView[]>;
  get(actor: Actor, id: string): Promise<ScheduleView>;
  /** When one that is being written would occur, or what is wrong with it. */
  occurrences(actor: Actor, input: ScheduleTimes): OccurrencesResult;
  create(actor: Actor, input: NewSchedule): Promise<ScheduleResult>;
  update(actor: Actor, input: ScheduleChange): Promise<ScheduleResult>;
  delete(actor: Actor, id: string): Promise<void>;
  /** Starts its workflow now, once more than its times say. */
  run(actor: Actor, id: string): Promise<{ executionId: string }>;
}

export interface GroupServices {
  list(actor: Actor): Promise<ExecutionGroupSummary[]>;
  get(actor: Actor, id: string): Promise<ExecutionGroupView>;
  start(actor: Actor, input: NewExecutionGroup): Promise<ExecutionGroupResult>;
  cancel(actor: Actor, input: { id: string; mode: CancelMode }): Promise<void>;
}

export interface HostServices {
  list(actor: Actor, filter: HostFilter): Promise<HostView[]>;
  get(actor: Actor, id: string): Promise<HostView>;
  add(actor: Actor, draft: HostDraft): Promise<HostResult>;
  /** Adds those that a text names: all of them, or none when one is wrong, unless the wrong ones are to be left out. */
  import(actor: Actor, request: HostImportRequest): Promise<HostImportResult>;
  update(actor: Actor, change: HostChange): Promise<HostResult>;
  label(actor: Actor, change: HostLabelChange): Promise<void>;
  /** Refused for all of them while one is taken or others are reached through it. */
  remove(actor: Actor, ids: readonly string[]): Promise<void>;
  /** Tests the connection to each in the background; what comes of it is in the host. Null: to all of them. */
  test(actor: Actor, ids: readonly string[] | null): Promise<HostTestProgress>;
  testProgress(actor: Actor): HostTestProgress;
  takeOutOfService(actor: Actor, input: { ids: readonly string[]; reason?: string | undefined }): Promise<void>;
  putBack(actor: Actor, ids: readonly string[]): Promise<void>;
  /** Takes a host from its holder, by hand. */
  release(actor: Actor, id: string): Promise<void>;
  keys(actor: Actor): Promise<HostKeyView[]>;
  acceptKey(actor: Actor, key: HostKeyName): Promise<void>;
  revokeKey(actor: Actor, key: HostKeyName): Promise<void>;
}

export interface SecretServices {
  list(actor: Actor): Promise<SecretView[]>;
  uses(actor: Actor, name: string): Promise<SecretUses>;
  put(actor: Actor, input: { name: string; value: string }): Promise<SecretView>;
  delete(actor: Actor, name: string): Promise<void>;
}

export interface UpdateServices {
  list(actor: Actor, input: { deploymentId?: string | undefined }): Promise<UpdateSummary[]>;
  get(actor: Actor, id: string): Promise<UpdateView>;
  plan(actor: Actor, request: UpdateRequest): Promise<PlanUpdateResult>;
  preview(actor: Actor, input: { id: string; options?: UpdateOptions | undefined }): Promise<PreviewResult>;
  start(actor: Actor, request: StartUpdateRequest): Promise<StartResult>;
  /** Plans the way back to what was before an update. */
  rollback(actor: Actor, id: string): Promise<PlanUpdateResult>;
}

export interface UserServices {
  list(actor: Actor): Promise<UserView[]>;
  /** The new user's password is random and is told once, here. */
  create(actor: Actor, input: { email: string; name: string; role: Role }): Promise<{ id: string; password: string }>;
  setRole(actor: Actor, input: { id: string; role: Role }): Promise<void>;
  remove(actor: Actor, id: string): Promise<void>;
}

/** What blueprints can be made of: plugins and the types that they and the built-in definitions bring. */
export interface CatalogueServices {
  plugins(actor: Actor): Promise<PluginSummary[]>;
  plugin(actor: Actor, input: { name: string; version?: string | undefined }): Promise<PluginDetail>;
  types(actor: Actor, filter: TypeFilter): Promise<TypeSummary[]>;
  type(
    actor: Actor,
    input: { name: string; plugin?: string | undefined; version?: string | undefined },
  ): Promise<TypeDetail>;
  /** All types, for those who write blueprints. */
  importable(): Promise<ImportableType[]>;
}

/** Blueprints while they are written. */
export interface DraftServices {
  open(actor: Actor, id: string): Promise<OpenedDraft>;
  state(actor: Actor, id: string): Promise<DraftState>;
  list(actor: Actor): Promise<DraftSummary[]>;
  create(actor: Actor, draft: NewDraft): Promise<{ id: string }>;
  rename(actor: Actor, input: { id: string; name: string }): Promise<void>;
  save(actor: Actor, request: SaveDraftRequest): Promise<SaveDraftResult>;
  discard(actor: Actor, id: string): Promise<void>;
  publish(actor: Actor, request: PublishRequest): Promise<PublishResult>;
  versions(actor: Actor, id: string): Promise<VersionSummary[]>;
  version(actor: Actor, input: { id: string; number: number }): Promise<VersionFiles>;
  /** What differs between what two versions, or a version and the draft, install. */
  compare(actor: Actor, input: VersionPair): Promise<PlanComparison>;
  /** Keeps the content of a file that is no text; saves name it by its hash. */
  send(actor: Actor, input: { id: string; content: Uint8Array }): Promise<{ hash: string; size: number }>;
  /** The files of an archive; of the draft nothing changes. */
  unpack(actor: Actor, input: { id: string; archive: Uint8Array }): Promise<DraftFile[]>;
  /** All its files as a tar.gz. */
  pack(actor: Actor, id: string): Promise<{ name: string; archive: Uint8Array }>;
  source(actor: Actor, location: string, version: number): Promise<ImportedSource>;
}

/** The use cases that the API offers, by noun. Each authorises nothing itself: the policy table has done so (server/security/policy.ts). */
export interface Services {
  imports: ImportServices;
  session(actor: Actor): SessionView;
  blueprints: BlueprintServices;
  drafts: DraftServices;
  deployments: DeploymentServices;
  executions: ExecutionServices;
  kubernetes: KubernetesServices;
  lists: ListServices;
  schedules: ScheduleServices;
  groups: GroupServices;
  hosts: HostServices;
  secrets: SecretServices;
  updates: UpdateServices;
  users: UserServices;
  catalogue: CatalogueServices;
  system(actor: Actor): Promise<SystemView>;
  audit(actor: Actor, filter: AuditFilter): Promise<AuditPage>;
}
