import type { Clock } from '../../core/ports/ports.ts';

/** The longest that the platform's timers can wait. */
const longest = 2 ** 31 - 1;

/** Wakes the engine at the times that it asked for; one time for each task. */
export class Timers {
  readonly #clock: Clock;
  readonly #onTime: (task: string) => void;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(clock: Clock, onTime: (task: string) => void) {
    this.#clock = clock;
    this.#onTime = onTime;
  }

  /** `at` is milliseconds since the epoch. */
  set(task: string, at: number): void {
    clearTimeout(this.#timers.get(task));
    const wait = Math.max(0, at - this.#clock.now());
    const fire = (): void => {
      this.#timers.delete(task);
      if (this.#clock.now() < at) this.set(task, at);
      else this.#onTime(task);
    };
    this.#timers.set(task, setTimeout(fire, Math.min(wait, longest)));
  }

  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
