import type { Json } from '../blueprint/json.ts';
import type { OperationTask } from '../workflow/task-graph.ts';
import type { EngineSettings, OperationError, TaskEventType } from './protocol.ts';
import { type Engine, operationAt } from './state.ts';

/* The texts of task and workflow events (runtime.md B.4.6 and B.7). */

const longestResult = 500;
const mostErrorsNamed = 50;

/** What a task event is about, beside the task. */
interface TaskMoment {
  type: TaskEventType;
  /** Of a success. */
  result?: Json;
  /** What comes after all else that is said of the operation. */
  tail?: string;
}

/** The first words of a task event: `Task started 'script_runner.tasks.run'`, with the result of a success. */
export function taskText({ dialect }: EngineSettings, { name }: OperationTask, moment: TaskMoment): string {
  const { type, result = null, tail = '' } = moment;
  if (type === 'sending_task') return `Sending task '${name}'`;
  const verb = type.slice('task_'.length);
  if (result === null) return `Task ${verb} '${name}'${tail}`;
  if (dialect === 'v3') return `Task ${verb} '${name} (${resultText(result)})'${tail}`;
  return `Task ${verb} '${name}' - ${resultText(result)}${tail}`;
}

/** How the success of an operation ends that a person counts as done. */
export const markedDoneTail = ' - marked as done by a person';

/** ` (dry run)` in one. */
export function dryRunMark({ dryRun }: EngineSettings): string {
  return dryRun === true ? ' (dry run)' : '';
}

/**
 * ` [retry n/N]` from the first retry of this graph on; without N when retries have no end. The old generation has
 * ` [attempt n/N]`, on first failures too (runtime.md A.12).
 */
export function attemptMark(
  settings: EngineSettings,
  task: OperationTask,
  { type, attempt }: { type: TaskEventType; attempt: number },
): string {
  const retries = task.maxRetries ?? settings.maxRetries;
  const count = attempt - (task.attemptsBefore ?? 0);
  const end = (limit: number) => (retries < 0 ? ']' : `/${limit}]`);
  if (settings.dialect !== 'v3') return count > 1 ? ` [retry ${count - 1}${end(retries)}` : '';
  const isMarked = count > 1 || (retries !== 0 && (type === 'task_failed' || type === 'task_rescheduled'));
  return isMarked ? ` [attempt ${count}${end(retries + 1)}` : '';
}

/** A result as events show it: cut when it is long. */
function resultText(result: Json): string {
  const text = typeof result === 'string' ? result : JSON.stringify(result);
  return text.length > longestResult ? `${text.slice(0, longestResult)}…` : text;
}

/** An operation as an error message names it: mapping, instance and interface operation. */
export function operationLabel(task: OperationTask): string {
  const place = task.relationship ? `${task.instance}->${task.relationship.target}` : task.instance;
  return `${task.name} (${place}:${task.operation})`;
}

/** One line for the failure of an operation: where, the error's type and its message. */
export function failureLine(task: OperationTask, error: OperationError): string {
  return `${operationLabel(task)}: ${error.type} \`${error.message}\``;
}

/** The error that a failed run ends with: the operation that failed for good, or all of them up to a sensible number. */
export function runError(engine: Engine): string {
  const { errors } = engine;
  const [first] = errors;
  if (first === undefined) return 'The tasks that are left wait for each other.';
  if (engine.settings.dialect === 'v3') {
    return `Workflow failed: Task failed '${operationAt(engine, first.position).name}' -> ${first.error.message}`;
  }
  const named = errors
    .slice(0, mostErrorsNamed)
    .map(({ position, error }) => failureLine(operationAt(engine, position), error));
  if (named.length === 1) return `Task failed: ${named[0]}`;
  const rest = errors.length - named.length;
  const lines = [`${errors.length} operation errors:`, ...named];
  if (rest > 0) lines.push(`and ${rest} more`);
  return lines.join('\n');
}
