import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { InstanceRole, NodeAndInstance, OperationContext } from '../../../core/ports/operation.ts';
import { CtxError } from './ctx-error.ts';
import { isMildRetry, type ScriptOutcome, twiceText } from './script-outcome.ts';
import type { CtxMap } from './thing.ts';

/** A file of the blueprint on its way to the host of the script. */
export interface FetchedFile {
  name: string;
  content: Uint8Array;
  /** Its path inside the new folder that is made for it; absent: the folder is shared. */
  within?: string;
}

/** Stores a file on the host of the script and returns where it lies; null: somewhere new. */
export type StoreFile = (target: string | null, source: FetchedFile) => Promise<string>;

/** What one operation's script has changed so far, and what the request at hand wants to say. */
export class CtxState {
  readonly context: OperationContext;
  outcome: ScriptOutcome | undefined;
  readonly #properties = new Map<InstanceRole, JsonObject>();
  /** Instances with a property set since the script's last `update`. */
  readonly #dirty = new Set<InstanceRole>();
  #changed = new Set<InstanceRole>();
  #said: (() => void)[] = [];

  constructor(context: OperationContext) {
    this.context = context;
  }

  /** The runtime properties of an instance; later requests see what earlier ones wrote. */
  properties(role: InstanceRole, { instance }: NodeAndInstance): CtxMap {
    return {
      kind: 'map',
      read: () => this.#properties.get(role) ?? instance.runtimeProperties,
      write: (next, touches) => {
        refuseNul(next);
        this.#properties.set(role, next);
        this.#changed.add(role);
        if (touches) this.#dirty.add(role);
      },
    };
  }

  /** Every write is committed before it is answered, so this only ends what `refresh` warns of. */
  update(role: InstanceRole): void {
    this.#dirty.delete(role);
  }

  /** Refused after a write without `update`, as in the reference, unless forced; nothing is ever lost. */
  refresh(role: InstanceRole, isForced: boolean): void {
    if (!isForced && this.#dirty.has(role)) {
      const text = 'runtime_properties are dirty: refreshing now would destroy local changes';
      throw new CtxError('NonRecoverableError', text);
    }
    this.#dirty.delete(role);
  }

  /** Something to tell the log, when the request has succeeded. */
  say(speak: () => void): void {
    this.#said.push(speak);
  }

  /** What the script wants its operation to end with. Throws when it has wanted something already. */
  end(outcome: ScriptOutcome): void {
    const last = this.outcome;
    if (isMildRetry(outcome)) {
      if (last === undefined || last.kind === 'returns' || isMildRetry(last)) this.outcome = outcome;
      return;
    }
    if (last !== undefined && !isMildRetry(last)) {
      this.outcome = { kind: 'twice' };
      throw new CtxError('RuntimeError', twiceText);
    }
    if (last === undefined || outcome.kind !== 'returns') this.outcome = outcome;
  }

  /** The exception that a script in Python ended with; it counts more than what was asked before. */
  raise(outcome: Extract<ScriptOutcome, { kind: 'raised' }>): void {
    this.outcome = outcome;
  }

  /** What was asked before this server took over. */
  restore(outcome: ScriptOutcome): void {
    if (outcome.kind === 'raised' || outcome.kind === 'twice') this.outcome = outcome;
    else this.end(outcome);
  }

  /** Hands everything over at once, so that it is committed together with the answer; the promises are its commits. */
  handOver(): Promise<void>[] {
    for (const speak of this.#said) speak();
    const commits = [...this.#changed].map((role) =>
      this.context.setRuntimeProperties(role, this.#properties.get(role) ?? {}),
    );
    this.#said = [];
    this.#changed = new Set();
    return commits;
  }

  get hasSomethingToHandOver(): boolean {
    return this.#said.length > 0 || this.#changed.size > 0;
  }
}

function refuseNul(value: JsonObject): void {
  if (JSON.stringify(value).includes('\\u0000')) {
    throw new CtxError('RuntimeError', 'runtime properties cannot hold the character NUL');
  }
}
