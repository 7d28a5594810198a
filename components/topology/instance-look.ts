import type { NodeInstanceState } from '../../core/workflow/task-graph.ts';

/** The shapes that stand for what an instance does; colour only repeats them. */
export type MarkKind =
  | 'none'
  | 'progress'
  | 'third'
  | 'two-thirds'
  | 'started'
  | 'leaving'
  | 'stopped'
  | 'deleted'
  | 'failed'
  | 'healing';

interface StateLook {
  mark: MarkKind;
  label: string;
}

export const stateLook: Record<NodeInstanceState, StateLook> = {
  uninitialized: { mark: 'none', label: 'Not installed' },
  initializing: { mark: 'progress', label: 'Initializing' },
  creating: { mark: 'progress', label: 'Creating' },
  created: { mark: 'third', label: 'Created' },
  configuring: { mark: 'progress', label: 'Configuring' },
  configured: { mark: 'two-thirds', label: 'Configured' },
  starting: { mark: 'progress', label: 'Starting' },
  started: { mark: 'started', label: 'Started' },
  stopping: { mark: 'leaving', label: 'Stopping' },
  stopped: { mark: 'stopped', label: 'Stopped' },
  deleting: { mark: 'leaving', label: 'Deleting' },
  deleted: { mark: 'deleted', label: 'Deleted' },
};

/** What to draw for an instance: a failure outweighs its state, and what is being healed its way back to started. */
export function markOf(instance: { state: NodeInstanceState; failed: boolean }, isHealing = false): MarkKind {
  if (instance.failed) return 'failed';
  if (isHealing && instance.state !== 'started' && instance.state !== 'uninitialized') return 'healing';
  return stateLook[instance.state].mark;
}

/** Something happens to the instance at this moment. */
export function isGoingOn(mark: MarkKind): boolean {
  return mark === 'progress' || mark === 'leaving' || mark === 'healing';
}

/** From what a person should see first to what matters least. */
export const markOrder: readonly MarkKind[] = [
  'failed',
  'healing',
  'leaving',
  'progress',
  'third',
  'two-thirds',
  'stopped',
  'started',
  'none',
  'deleted',
];

export const markName: Record<MarkKind, string> = {
  failed: 'failed',
  healing: 'healing',
  started: 'started',
  'two-thirds': 'configured',
  third: 'created',
  progress: 'in progress',
  leaving: 'going down',
  stopped: 'stopped',
  none: 'not installed',
  deleted: 'deleted',
};

export function describeInstance(instance: { id: string; state: NodeInstanceState; failed: boolean }): string {
  const state = stateLook[instance.state].label.toLowerCase();
  return `${instance.id}: ${instance.failed ? `failed while ${state}` : state}`;
}
