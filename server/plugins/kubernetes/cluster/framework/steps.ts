import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import {
  NonRecoverableError,
  type OperationContext,
  OperationRetry,
  RecoverableError,
} from '../../../../../core/ports/operation.ts';
import type { HostRecord } from './host-record.ts';
import { HostCommandFailed } from './host-shell.ts';

/** One thing that must be so on a host. All of it may be called again at any time. */
export interface ClusterStep {
  /** Unique among the steps of an installation; also the key of its record. */
  name: string;
  /** What to do when a command of the step fails. */
  hint?: string;
  /** When it was done it stays so: it is not looked at again. */
  once?: boolean;
  /** How the host is before, kept for the way back. Called once, before anything is changed. */
  prepare?(): Promise<JsonObject>;
  isDone(kept: JsonObject): Promise<boolean>;
  do(kept: JsonObject): Promise<void>;
  /** Takes away what the step made, whether it was finished or not. */
  undo(kept: JsonObject): Promise<void>;
}

/** A condition is not there yet; the operation asks for another attempt. */
export class NotYet extends Error {
  override name = 'NotYet';
  readonly retryAfter: number;

  constructor(message: string, retryAfter = 5) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

interface StepRun {
  context: OperationContext;
  record: HostRecord;
  /** For messages. */
  host: string;
}

/**
 * Makes the steps true, one after another. A step that its record calls done, and that is still so, is not run again,
 * whoever ran it. Throws `OperationRetry` where something must be waited for, else the errors of operations.
 */
export async function runSteps(run: StepRun, steps: readonly ClusterStep[]): Promise<void> {
  const { context, record, host } = run;
  const places = new Places(context, steps.length);
  for (const [index, step] of steps.entries()) {
    throwWhenStopped(context);
    const label = `Step ${index + 1} of ${steps.length}: ${step.name} on ${host}`;
    const before = performance.now();
    const was = await withReasons({ step, label }, () =>
      makeSo(record, step, () => {
        places.flush(index);
        context.log('debug', `${label}: begins.`);
      }),
    );
    if (was === 'already so') places.skip(index);
    else context.event(`${label}: done in ${secondsSince(before)}.`);
  }
  places.flush(steps.length);
  await record.finishAll();
}

async function makeSo(record: HostRecord, step: ClusterStep, onDo: () => void): Promise<'already so' | 'done'> {
  const known = record.steps.get(step.name);
  if (known?.done && (step.once === true || (await step.isDone(known.kept)))) return 'already so';
  const kept = known?.kept ?? (await step.prepare?.()) ?? {};
  if (known === undefined || known.done) await record.begin(step.name, kept);
  if (await step.isDone(kept)) {
    await record.finish(step.name);
    return 'already so';
  }
  onDo();
  await step.do(kept);
  await record.finish(step.name);
  return 'done';
}

/**
 * Takes back what the steps made, the last first. Only what the record names is undone. Throws like `runSteps`; what was
 * undone is no longer in the record.
 */
export async function undoSteps(run: StepRun, steps: readonly ClusterStep[]): Promise<void> {
  const { context, record, host } = run;
  const made = steps.filter(({ name }) => record.steps.has(name)).reverse();
  for (const [index, step] of made.entries()) {
    throwWhenStopped(context);
    const label = `Taking back ${index + 1} of ${made.length}: ${step.name} on ${host}`;
    const before = performance.now();
    context.log('debug', `${label}: begins.`);
    await withReasons({ step, label }, () => step.undo(record.steps.get(step.name)?.kept ?? {}));
    await record.forget(step.name);
    context.event(`${label}: done in ${secondsSince(before)}.`);
  }
  await record.remove();
}

async function withReasons<T>(
  { step, label }: { step: ClusterStep; label: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotYet) throw new OperationRetry(`${label}: ${error.message}`, error.retryAfter);
    if (error instanceof HostCommandFailed) {
      throw new RecoverableError(`${label} failed. ${error.message}${step.hint ? `\n${step.hint}` : ''}`);
    }
    if (error instanceof NonRecoverableError || error instanceof RecoverableError) {
      error.message = `${label}: ${error.message}`;
    }
    throw error;
  }
}

function throwWhenStopped({ signal }: OperationContext): void {
  if (signal.aborted) throw new NonRecoverableError('Stopped between two steps. What is done stays and is known.');
}

function secondsSince(before: number): string {
  return `${((performance.now() - before) / 1000).toFixed(1)} s`;
}

/** Says of steps in a row that they are so already, in one line. */
class Places {
  readonly #context: OperationContext;
  readonly #count: number;
  #from: number | null = null;

  constructor(context: OperationContext, count: number) {
    this.#context = context;
    this.#count = count;
  }

  skip(index: number): void {
    this.#from ??= index;
  }

  /** `index`: the first that is not so. */
  flush(index: number): void {
    if (this.#from === null) return;
    const first = this.#from + 1;
    const which = first === index ? `Step ${first}` : `Steps ${first} to ${index}`;
    this.#context.event(`${which} of ${this.#count}: already so.`);
    this.#from = null;
  }
}
