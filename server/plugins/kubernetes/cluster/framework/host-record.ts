import type { Json, JsonObject } from '../../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../../core/blueprint/json-object.ts';
import { NonRecoverableError } from '../../../../../core/ports/operation.ts';
import type { HostShell } from './host-shell.ts';

/** Where a host keeps what was made on it. */
export const recordPath = '/etc/gantry/kubernetes/state.json';

/** What is known of one step on a host. */
export interface StepRecord {
  /** How it was before, for the way back. Written before the step changes anything. */
  kept: JsonObject;
  done: boolean;
}

/** Whose installation it is, and as what. */
export interface Installation {
  /** `deployment/instance`. */
  owner: string;
  role: 'master' | 'node';
  installer: string;
  /** Facts that were decided once and stay: the name of the node, addresses, ports. */
  settings: Record<string, string>;
}

interface RecordText extends Installation {
  steps: Record<string, StepRecord>;
  /** Everything was done once. */
  whole: boolean;
}

/**
 * What was made on a host, as a file of that host: so it is known whoever asks, and taking the cluster away takes away
 * just that. Every change is on the host before the call returns.
 */
export class HostRecord {
  readonly #shell: HostShell;
  #text: RecordText | null;

  private constructor(shell: HostShell, text: RecordText | null) {
    this.#shell = shell;
    this.#text = text;
  }

  /** Throws `NonRecoverableError` when the file is there and cannot be read. */
  static async read(shell: HostShell): Promise<HostRecord> {
    const text = await shell.readFile(recordPath);
    return new HostRecord(shell, text === null ? null : parse(text, shell.host));
  }

  /** Null: nothing was made on the host. */
  get installation(): Installation | null {
    return this.#text;
  }

  get whole(): boolean {
    return this.#text?.whole === true;
  }

  /** The steps in the order in which they were begun. */
  get steps(): ReadonlyMap<string, StepRecord> {
    return new Map(Object.entries(this.#text?.steps ?? {}));
  }

  /** Names the owner. Steps that are known stay so. */
  async own(installation: Installation): Promise<void> {
    const { steps = {}, whole = false } = this.#text ?? {};
    await this.#save({ ...installation, steps, whole });
  }

  async begin(step: string, kept: JsonObject): Promise<void> {
    await this.#put(step, { kept, done: false });
  }

  async finish(step: string): Promise<void> {
    const { kept = {} } = this.steps.get(step) ?? {};
    await this.#put(step, { kept, done: true });
  }

  async finishAll(): Promise<void> {
    if (this.#text !== null && !this.#text.whole) await this.#save({ ...this.#text, whole: true });
  }

  /** The step was undone. */
  async forget(step: string): Promise<void> {
    if (this.#text === null) return;
    const { [step]: _, ...steps } = this.#text.steps;
    await this.#save({ ...this.#text, steps, whole: false });
  }

  /** Nothing of ours is left on the host. */
  async remove(): Promise<void> {
    await this.#shell.run(
      `rm -f ${recordPath}\nrmdir "$(dirname ${recordPath})" /etc/gantry 2>/dev/null || [ ! -e ${recordPath} ]`,
    );
    this.#text = null;
  }

  async #put(step: string, record: StepRecord): Promise<void> {
    if (this.#text === null) throw new Error('A step needs an owner first.');
    await this.#save({ ...this.#text, steps: { ...this.#text.steps, [step]: record } });
  }

  async #save(text: RecordText): Promise<void> {
    await this.#shell.writeFile(recordPath, `${JSON.stringify(text, null, 1)}\n`);
    this.#text = text;
  }
}

function parse(text: string, host: string): RecordText {
  const broken = new NonRecoverableError(
    `The file ${recordPath} on ${host} cannot be read: it says what was installed there. ` +
      'Restore it from a copy, or clear the host by hand and remove the file.',
  );
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw broken;
  }
  if (!isJsonObject(value)) throw broken;
  const { owner, role, installer, settings, steps, whole } = value;
  if (typeof owner !== 'string' || typeof installer !== 'string' || !isJsonObject(steps)) throw broken;
  if (role !== 'master' && role !== 'node') throw broken;
  return {
    ...{ owner, role, installer, whole: whole === true },
    settings: Object.fromEntries(
      Object.entries(isJsonObject(settings) ? settings : {}).map(([k, v]) => [k, String(v)]),
    ),
    steps: Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, readStep(step)])),
  };
}

function readStep(value: Json): StepRecord {
  const { kept, done } = isJsonObject(value) ? value : {};
  return { kept: isJsonObject(kept) ? kept : {}, done: done === true };
}
