import type { Json } from '../blueprint/json.ts';
import type { OperationTask } from '../workflow/task-graph.ts';
import type { OperationError, TaskEventType } from './protocol.ts';
import { type Engine, operationAt } from './state.ts';

/* The texts of task and workflow events (runtime.md B.4.6 and B.7). */

const longestResult = 500;
const mostErrorsNamed = 50;

/** ` [retry n/N]` from the first retry on; without N when retries have no end. */
export function retryMark(attempt: number, maxRetries: number): string {
  if (attempt <= 1) return '';
  return maxRetries < 0 ? ` [retry ${attempt - 1}]` : ` [retry ${attempt - 1}/${maxRetries}]`;
}

/** The first words of a task event: `Task started 'script_runner.tasks.run'`. */
export function taskText(type: TaskEventType, name: string): string {
  return type === 'sending_task' ? `Sending task '${name}'` : `Task ${type.slice('task_'.length)} '${name}'`;
}

/** ` - <result>` for a result that is not null, cut when it is long. */
export function resultText(result: Json): string {
  if (result === null) return '';
  const text = typeof result === 'string' ? result : JSON.stringify(result);
  return text.length > longestResult ? ` - ${text.slice(0, longestResult)}…` : ` - ${text}`;
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
  if (errors.length === 0) return 'The tasks that are left wait for each other.';
  const named = errors
    .slice(0, mostErrorsNamed)
    .map(({ position, error }) => failureLine(operationAt(engine, position), error));
  if (named.length === 1) return `Task failed: ${named[0]}`;
  const rest = errors.length - named.length;
  const lines = [`${errors.length} operation errors:`, ...named];
  if (rest > 0) lines.push(`and ${rest} more`);
  return lines.join('\n');
}
