import { configuredNow, type Lifecycle, lifecycle, relationshipLifecycle } from './phases.ts';
import { type NodeInstanceState, nodeInstanceStates } from './task-graph.ts';

const notStarting = allBut('starting');
const notBegun = allBut('creating', 'configuring');
const resolved = allBut('creating', 'configuring', 'starting');

/** A rollback: what had begun to start is stopped, what had begun to be created or configured is deleted (runtime.md A.11). */
export const rollbackLifecycle: Lifecycle = {
  phases: [
    {
      kind: 'announcement',
      skippedIn: notStarting,
      announcement: { text: 'Stopping node instance', state: 'stopping' },
      isClosing: false,
    },
    {
      kind: 'operation',
      operation: 'cloudify.interfaces.validation.delete',
      skippedIn: notStarting,
      before: { text: 'Validating node instance before deletion' },
      after: { text: 'Node instance validated before deletion' },
      nothingText: 'Validating node instance after deletion: nothing to do',
    },
    { kind: 'operation', operation: 'cloudify.interfaces.monitoring.stop', skippedIn: notStarting },
    {
      kind: 'operation',
      operation: `${lifecycle}.prestop`,
      skippedIn: notStarting,
      before: { text: 'Prestopping node instance' },
      after: { text: 'Node instance prestopped' },
    },
    { kind: 'host', steps: 'pre-stop', dialect: 'v5', skippedIn: notStarting },
    {
      kind: 'operation',
      operation: `${lifecycle}.stop`,
      skippedIn: notStarting,
      skippedText: 'Rollback Stop: nothing to do, instance state is <state>',
      after: { text: 'Stopped node instance' },
      nothingText: 'Stopped node instance: nothing to do',
    },
    { kind: 'announcement', skippedIn: notStarting, announcement: configuredNow, isClosing: true },
    {
      kind: 'relationships',
      operation: `${relationshipLifecycle}.unlink`,
      skippedIn: notBegun,
      before: { text: 'Unlinking relationships' },
      after: { text: 'Relationships unlinked' },
    },
    {
      kind: 'operation',
      operation: `${lifecycle}.delete`,
      skippedIn: notBegun,
      skippedText: 'Rollback Delete: nothing to do, instance state is <state>',
      before: { text: 'Deleting node instance', state: 'deleting' },
      nothingText: 'Deleting node instance: nothing to do',
    },
    {
      kind: 'operation',
      operation: `${lifecycle}.postdelete`,
      skippedIn: notBegun,
      before: { text: 'Postdeleting node instance' },
      after: { text: 'Node instance postdeleted' },
    },
    { kind: 'announcement', skippedIn: notBegun, announcement: { state: 'uninitialized' }, isClosing: true },
    {
      kind: 'announcement',
      skippedIn: resolved,
      announcement: { text: 'Rollbacked node instance' },
      isClosing: true,
    },
  ],
};

function allBut(...states: readonly NodeInstanceState[]): ReadonlySet<NodeInstanceState> {
  return new Set(nodeInstanceStates.filter((state) => !states.includes(state)));
}
