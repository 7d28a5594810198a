import { type StandbyChild, startStandby } from './child.ts';

/** Worker processes one after the other: while one runs, the next has loaded its program already. */
export class Relay {
  readonly #environment: Record<string, string>;
  #running: StandbyChild | null = null;
  #standby: StandbyChild | null = null;

  constructor(environment: Record<string, string>) {
    this.#environment = environment;
  }

  /** The worker that lives; one begins when none does. */
  async current(): Promise<StandbyChild> {
    if (this.#running?.process.exitCode === null && this.#running.process.signalCode === null) return this.#running;
    const worker = this.#standby ?? this.#load();
    this.#standby = this.#load();
    this.#running = worker;
    await worker.begin();
    return worker;
  }

  async close(): Promise<void> {
    await this.#standby?.kill('SIGKILL');
    await this.#running?.kill('SIGTERM');
  }

  #load(): StandbyChild {
    return startStandby('worker-process.ts', this.#environment);
  }
}
