import type { StopSignal } from '../../core/ports/operation.ts';

const first = 250;
const longest = 10_000;
/** For a command that a person wants stopped. */
const hurryLimit = 30_000;

/** Waits between attempts to reach a host that was lost: longer each time, for a limited time in all. */
export class Retries {
  readonly #limit: number;
  readonly #signals: StopSignal[];
  #delay = first;
  #since: number | null = null;

  constructor(seconds: number, signals: StopSignal[]) {
    this.#limit = seconds * 1000;
    this.#signals = signals;
  }

  /** False when the time is over. `onFirst` is called at the first failure after a success. */
  async wait({ onFirst, hurry }: { onFirst: () => void; hurry: boolean }): Promise<boolean> {
    const limit = hurry ? Math.min(hurryLimit, this.#limit) : this.#limit;
    const now = performance.now();
    if (this.#since === null) {
      this.#since = now;
      onFirst();
    } else if (now - this.#since > limit) return false;
    await this.#pause(this.#delay);
    this.#delay = Math.min(this.#delay * 2, longest);
    return true;
  }

  /** The host answers; `onReturn` is called when it had been lost. */
  succeeded(onReturn: () => void): void {
    if (this.#since !== null) onReturn();
    this.#since = null;
    this.#delay = first;
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        for (const signal of this.#signals) signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      for (const signal of this.#signals) signal.addEventListener('abort', done);
    });
  }
}
