import { type InMemoryRun, runInMemory, type Surroundings } from '../../engine/testing/in-memory-run.ts';
import type { TaskGraph } from '../../workflow/task-graph.ts';
import type { TimelineEvent } from '../timeline.ts';
import { toTimelineEvent } from '../timeline-event.ts';

/** What the engine itself says while it runs a graph without anything real, as events for a timeline. */
export function recordRun(graph: TaskGraph, surroundings: Surroundings): { run: InMemoryRun; events: TimelineEvent[] } {
  const run = runInMemory(graph, surroundings);
  const events: TimelineEvent[] = [];
  const none = { task: null, attempt: 0 };
  const add = (event: Omit<TimelineEvent, 'seq'>): void => {
    events.push({ ...event, seq: events.length + 1 });
  };
  add({ at: run.inputs[0]?.now ?? 0, kind: 'run-began', ...none });
  for (const [at, input] of run.inputs.entries()) {
    for (const command of run.commands[at] ?? []) {
      if (command.kind === 'finish') add({ at: input.now, kind: 'run-ended', ...none });
      if (command.kind !== 'task-event') continue;
      const { type, attempt, text, error } = command;
      const about = { seq: 1, at: input.now, task: command.task.id, attempt, errorType: error?.type ?? null };
      const event = toTimelineEvent({ type, text, ...about });
      if (event !== null) add(event);
    }
  }
  return { run, events };
}
