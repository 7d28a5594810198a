import type { JsonObject } from '../blueprint/json.ts';
import type { Dialect } from './model.ts';
import type { NodeInstanceState } from './task-graph.ts';

/** What is said, and which state is set, on one side of an operation. */
export interface Announcement {
  text?: string;
  state?: NodeInstanceState;
  /** System properties that are set together with the state. */
  properties?: JsonObject;
}

interface PhaseBase {
  /** The phase is left out for instances that were in one of these states when the graph was built. */
  skippedIn: ReadonlySet<NodeInstanceState>;
  /** Said in place of a phase that is left out for its state, where `nothingText` is not; `<state>` stands for that state. */
  skippedText?: string;
}

/** One operation of the node. */
export interface OperationPhase extends PhaseBase {
  kind: 'operation';
  operation: string;
  before?: Announcement;
  after?: Announcement;
  /** Said in place of the operation when it has no implementation or is left out. */
  nothingText?: string;
}

/** One operation of every relationship of the instance. */
export interface RelationshipPhase extends PhaseBase {
  kind: 'relationships';
  operation: string;
  before?: Announcement;
  after?: Announcement;
}

/** What only hosts do (runtime.md A.3). */
export interface HostPhase extends PhaseBase {
  kind: 'host';
  steps: 'post-start' | 'pre-stop';
  /** Whose texts are said. */
  dialect: Dialect;
}

/** A state change or an event by itself. `isClosing`: it tells what has happened rather than what comes next. */
export interface AnnouncementPhase extends PhaseBase {
  kind: 'announcement';
  announcement: Announcement;
  isClosing: boolean;
}

export type Phase = OperationPhase | RelationshipPhase | HostPhase | AnnouncementPhase;

/** All that an instance goes through, in order. */
export interface Lifecycle {
  phases: readonly Phase[];
  /** In place of the phases when none of their operations has an implementation. */
  idle?: readonly Phase[];
}

export const lifecycle = 'cloudify.interfaces.lifecycle';
export const relationshipLifecycle = 'cloudify.interfaces.relationship_lifecycle';

type States = readonly NodeInstanceState[];

const started: States = ['started'];
const configured: States = [...started, 'starting', 'configured'];
const created: States = [...configured, 'created', 'configuring'];
const creating: States = [...created, 'creating'];

const nothingFound: JsonObject = { ok: true, task: null, result: null };

/** An instance that was just configured has no drift (runtime.md A.11). */
export const configuredNow: Announcement = {
  state: 'configured',
  properties: { configuration_drift: nothingFound },
};

/** An instance that was just started is well (runtime.md A.11). */
const startedNow: Announcement = { state: 'started', properties: { status: nothingFound } };

const never: ReadonlySet<NodeInstanceState> = new Set();

/** An installation (runtime.md A.1). */
export const installLifecycle: Lifecycle = {
  phases: [
    { kind: 'announcement', skippedIn: never, announcement: { state: 'initializing' }, isClosing: false },
    {
      kind: 'operation',
      operation: 'cloudify.interfaces.validation.create',
      skippedIn: new Set(creating),
      before: { text: 'Validating node instance before creation' },
      after: { text: 'Node instance validated before creation' },
      nothingText: 'Validating node instance before creation: nothing to do',
    },
    {
      kind: 'operation',
      operation: `${lifecycle}.precreate`,
      skippedIn: new Set(creating),
      before: { text: 'Precreating node instance' },
      after: { text: 'Node instance precreated' },
      nothingText: 'Precreating node instance: nothing to do',
    },
    {
      kind: 'operation',
      operation: `${lifecycle}.create`,
      skippedIn: new Set(created),
      before: { text: 'Creating node instance', state: 'creating' },
      after: { text: 'Node instance created', state: 'created' },
      nothingText: 'Creating node instance: nothing to do',
    },
    {
      kind: 'relationships',
      operation: `${relationshipLifecycle}.preconfigure`,
      skippedIn: new Set(configured),
      before: { text: 'Pre-configuring relationships' },
      after: { text: 'Relationships pre-configured' },
    },
    {
      kind: 'operation',
      operation: `${lifecycle}.configure`,
      skippedIn: new Set(configured),
      before: { text: 'Configuring node instance', state: 'configuring' },
      after: { ...configuredNow, text: 'Node instance configured' },
      nothingText: 'Configuring node instance: nothing to do',
    },
    {
      kind: 'relationships',
      operation: `${relationshipLifecycle}.postconfigure`,
      skippedIn: new Set(started),
      before: { text: 'Post-configuring relationships' },
      after: { text: 'Relationships post-configured' },
    },
    {
      kind: 'operation',
      operation: `${lifecycle}.start`,
      skippedIn: new Set(started),
      before: { text: 'Starting node instance', state: 'starting' },
      nothingText: 'Starting node instance: nothing to do',
    },
    { kind: 'host', steps: 'post-start', dialect: 'v5', skippedIn: new Set(started) },
    {
      kind: 'operation',
      operation: `${lifecycle}.poststart`,
      skippedIn: new Set(started),
      before: { text: 'Poststarting node instance' },
      after: { text: 'Node instance poststarted' },
      nothingText: 'Poststarting node instance: nothing to do',
    },
    { kind: 'operation', operation: 'cloudify.interfaces.monitoring.start', skippedIn: new Set(started) },
    {
      kind: 'relationships',
      operation: `${relationshipLifecycle}.establish`,
      skippedIn: new Set(started),
      before: { text: 'Establishing relationships' },
      after: { text: 'Relationships established' },
    },
    {
      kind: 'announcement',
      skippedIn: never,
      announcement: { ...startedNow, text: 'Node instance started' },
      isClosing: true,
    },
  ],
  idle: [
    {
      kind: 'announcement',
      skippedIn: never,
      announcement: { ...startedNow, text: 'Node instance started (nothing to do)' },
      isClosing: true,
    },
  ],
};

const stopped: States = ['stopped', 'deleting', 'deleted'];
const neverStarted: States = [...stopped, 'uninitialized', 'configured'];
const neverCreated: States = ['deleted', 'uninitialized'];

/** A removal (runtime.md A.2). */
export const uninstallLifecycle: Lifecycle = {
  phases: [
    {
      kind: 'announcement',
      skippedIn: new Set(neverStarted),
      announcement: { text: 'Stopping node instance', state: 'stopping' },
      isClosing: false,
    },
    {
      kind: 'operation',
      operation: 'cloudify.interfaces.validation.delete',
      skippedIn: new Set(neverStarted),
      before: { text: 'Validating node instance before deletion' },
      after: { text: 'Node instance validated before deletion' },
      nothingText: 'Validating node instance after deletion: nothing to do',
    },
    { kind: 'operation', operation: 'cloudify.interfaces.monitoring.stop', skippedIn: new Set(neverStarted) },
    {
      kind: 'operation',
      operation: `${lifecycle}.prestop`,
      skippedIn: new Set(neverStarted),
      before: { text: 'Prestopping node instance' },
      after: { text: 'Node instance prestopped' },
    },
    { kind: 'host', steps: 'pre-stop', dialect: 'v5', skippedIn: new Set(neverStarted) },
    {
      kind: 'operation',
      operation: `${lifecycle}.stop`,
      skippedIn: new Set(neverStarted),
      skippedText: 'Stop: instance already <state>',
      after: { text: 'Stopped node instance' },
      nothingText: 'Stopped node instance: nothing to do',
    },
    { kind: 'announcement', skippedIn: new Set(stopped), announcement: { state: 'stopped' }, isClosing: true },
    {
      kind: 'relationships',
      operation: `${relationshipLifecycle}.unlink`,
      skippedIn: new Set(neverCreated),
      before: { text: 'Unlinking relationships' },
      after: { text: 'Relationships unlinked' },
    },
    {
      kind: 'operation',
      operation: `${lifecycle}.delete`,
      skippedIn: new Set(neverCreated),
      skippedText: 'Delete: instance already <state>',
      before: { text: 'Deleting node instance', state: 'deleting' },
      nothingText: 'Deleting node instance: nothing to do',
    },
    {
      kind: 'operation',
      operation: `${lifecycle}.postdelete`,
      skippedIn: new Set(neverCreated),
      before: { text: 'Postdeleting node instance' },
      after: { text: 'Node instance postdeleted' },
    },
    {
      kind: 'announcement',
      skippedIn: new Set(['deleted']),
      announcement: { text: 'Deleted node instance', state: 'deleted' },
      isClosing: true,
    },
  ],
};
