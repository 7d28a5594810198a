import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { InstanceRole, NodeAndInstance, OperationContext } from '../../../core/ports/operation.ts';
import { CtxError } from './ctx-error.ts';
import { type ScriptOutcome, twiceText } from './script-outcome.ts';
import type { CtxMap } from './walk.ts';

/** Stores a file on the host of the script and returns where it lies. */
export type StoreFile = (target: string | null, source: { name: string; content: Uint8Array }) => Promise<string>;

/** What one operation's script has changed so far, and what the request at hand wants to say. */
export class CtxState {
  readonly context: OperationContext;
  outcome: ScriptOutcome | undefined;
  readonly #properties = new Map<InstanceRole, JsonObject>();
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
      write: (next) => {
        refuseNul(next);
        this.#properties.set(role, next);
        this.#changed.add(role);
      },
    };
  }

  /** Something to tell the log, when the request has succeeded. */
  say(speak: () => void): void {
    this.#said.push(speak);
  }

  end(outcome: ScriptOutcome): void {
    if (this.outcome) {
      this.outcome = { kind: 'twice' };
      throw new CtxError('RuntimeError', twiceText);
    }
    this.outcome = outcome;
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
