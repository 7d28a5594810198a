import type { WorkflowStepRecord } from './case.ts';
import type { Performance } from './stage.ts';

interface Span {
  attempts: number;
  began: number;
  ended: number;
}

/** The first thing in which a run differs from what every recorded run showed; null when there is none. */
export function stepDifference(step: WorkflowStepRecord, done: Performance): string | null {
  const spans = spansOf(done);
  return (
    differentOperations(step, spans) ??
    differentAttempts(step, spans) ??
    violatedOrder(step, spans) ??
    differentStates(step, done) ??
    differentEnd(step, done)
  );
}

/** When the last attempt of each operation began and ended. */
function spansOf({ marks }: Performance): Map<string, Span> {
  const spans = new Map<string, Span>();
  for (const [position, { moment, label }] of marks.entries()) {
    const span = spans.get(label) ?? { attempts: 0, began: position, ended: position };
    if (moment === 'began') span.attempts++;
    if (moment === 'began' && span.attempts === 1) span.began = position;
    span.ended = position;
    spans.set(label, span);
  }
  return spans;
}

function differentOperations(step: WorkflowStepRecord, spans: ReadonlyMap<string, Span>): string | null {
  const missing = step.operations.find((label) => !spans.has(label));
  if (missing !== undefined) return `${missing} did not run`;
  const known = new Set([...step.operations, ...(step.operations_in_some_runs_only ?? [])]);
  const surplus = [...spans.keys()].find((label) => !known.has(label));
  return surplus === undefined ? null : `${surplus} ran`;
}

function differentAttempts(step: WorkflowStepRecord, spans: ReadonlyMap<string, Span>): string | null {
  for (const label of step.operations) {
    const recorded = step.attempts[label] ?? 1;
    const { attempts } = spans.get(label) as Span;
    if (attempts !== recorded) return `${label} ran ${attempts} times, not ${recorded}`;
  }
  return null;
}

/** The recorded pairs lack those that follow from others; each of them holding, those hold too. */
function violatedOrder(step: WorkflowStepRecord, spans: ReadonlyMap<string, Span>): string | null {
  for (const [first, then] of step.guaranteed_order) {
    const [before, after] = [spans.get(first), spans.get(then)];
    if (before && after && before.ended >= after.began) return `${then} began before ${first} had ended`;
  }
  return null;
}

function differentStates(step: WorkflowStepRecord, done: Performance): string | null {
  if (step.final_states_agree === false) return null;
  const names = new Set([...Object.keys(step.final_states), ...Object.keys(done.states)]);
  for (const name of names) {
    const [recorded, own] = [step.final_states[name] ?? 'absent', done.states[name] ?? 'absent'];
    if (recorded !== own) return `${name} is ${own}, not ${recorded}`;
  }
  return null;
}

function differentEnd(step: WorkflowStepRecord, { status, error }: Performance): string | null {
  const hasFailed = step.errors.some((text) => text !== 'None');
  if (hasFailed === (status === 'failed')) return null;
  return hasFailed ? `it ended well and not with: ${step.errors[0]}` : `it failed: ${error}`;
}
