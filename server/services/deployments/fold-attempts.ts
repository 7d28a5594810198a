import type { AttemptEvent } from '../../../db/repositories/attempt-event.ts';
import type { AttemptOutcome, InstanceOperation } from '../../api/deployment-contract.ts';

const outcomes: Record<AttemptEvent['type'], AttemptOutcome> = {
  task_started: 'running',
  task_succeeded: 'succeeded',
  task_failed: 'failed',
  task_rescheduled: 'rescheduled',
};

/** Operations with their attempts from the events that tell of them, both newest first. Linear. */
export function foldAttempts(events: readonly AttemptEvent[]): InstanceOperation[] {
  const operations = new Map<string, InstanceOperation>();
  for (const told of events) {
    const key = `${told.executionId} ${told.task}`;
    const known = operations.get(key);
    if (known === undefined) operations.set(key, toOperation(told));
    else if (told.type === 'task_started') known.startedAt = told.at.toISOString();
  }
  return [...operations.values()];
}

/** From the last event of an operation, which is met first. */
function toOperation({ executionId, workflow, task, operation, attempt, type, at, seq, error }: AttemptEvent) {
  const outcome = outcomes[type];
  const when = at.toISOString();
  const isStart = outcome === 'running';
  return {
    ...{ executionId, workflow, task, operation, attempts: attempt, outcome, error, seq },
    startedAt: isStart ? when : null,
    endedAt: outcome === 'succeeded' || outcome === 'failed' ? when : null,
  };
}
