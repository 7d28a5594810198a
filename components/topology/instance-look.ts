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
  | 'failed';

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

/** What to draw for an instance: a failure outweighs its state. */
export function markOf(instance: { state: NodeInstanceState; failed: boolean }): MarkKind {
  return instance.failed ? 'failed' : stateLook[instance.state].mark;
}

export function describeInstance(instance: { id: string; state: NodeInstanceState; failed: boolean }): string {
  const state = stateLook[instance.state].label.toLowerCase();
  return `${instance.id}: ${instance.failed ? `failed while ${state}` : state}`;
}
