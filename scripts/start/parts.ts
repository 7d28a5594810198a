import { setTimeout as delay } from 'node:timers/promises';

/** Something that was started and has to be ended. */
export interface Part {
  end(): Promise<void>;
  /** How long that may take. */
  withinMs: number;
}

/** The running parts of the product, ended in the opposite order of their start. */
export class Parts {
  readonly #parts: Part[] = [];
  #ending: Promise<void> | null = null;

  /** How long it may take to end all of them. */
  get withinMs(): number {
    return this.#parts.reduce((sum, part) => sum + part.withinMs, 0);
  }

  /** A part that came up while everything was being ended is ended at once. */
  add(part: Part): void {
    if (this.#ending === null) this.#parts.push(part);
    else this.#ending = this.#ending.then(() => endInTime(part));
  }

  /** Ends everything; a part that takes too long is left behind for the next one. Calls after the first wait for it. */
  end(): Promise<void> {
    this.#ending ??= this.#endAll();
    return this.#ending;
  }

  async #endAll(): Promise<void> {
    for (const part of this.#parts.reverse()) {
      await endInTime(part);
    }
  }
}

async function endInTime(part: Part): Promise<void> {
  const ended = part.end().catch((error: unknown) => console.error(error));
  await Promise.race([ended, delay(part.withinMs, undefined, { ref: false })]);
}
