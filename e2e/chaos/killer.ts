import { setTimeout as delay } from 'node:timers/promises';
import { findExecution } from '../../db/repositories/execution.ts';
import type { CrashPoint } from '../../server/runtime/crash-point.ts';
import type { Cellar } from './cellar.ts';
import { type StandbyChild, startStandby, type WorkerChild } from './child.ts';
import type { Workload } from './workload.ts';

const pollMs = 10;
/** A point that is not come to in this time is not on the way of the workload. */
const pointWithinMs = 180_000;
/** Random kills come this soon after the server is ready; an install goes on for much longer. */
const randomWithinMs = 800;

export interface Kills {
  points: CrashPoint[];
  random: number;
  /** From each kill in the middle of an execution until another server owned it, milliseconds. */
  resumeMs: number[];
}

/** Runs the servers and kills each of them: at the given crash points, then at random times of an install. */
export class Killer {
  readonly kills: Kills = { points: [], random: 0, resumeMs: [] };
  readonly #cellar: Cellar;
  readonly #workload: Workload;
  readonly #random: () => number;
  readonly #deadline: number;
  #server: WorkerChild | null = null;
  #standby: StandbyChild | null = null;

  constructor(parts: { cellar: Cellar; workload: Workload; random: () => number; deadline: number }) {
    this.#cellar = parts.cellar;
    this.#workload = parts.workload;
    this.#random = parts.random;
    this.#deadline = parts.deadline;
  }

  /** Kills until all is done or the time is over; leaves a server running that nobody kills. */
  async run(points: readonly CrashPoint[], randomKills: number): Promise<void> {
    for (const point of points) {
      if (this.#isOver()) break;
      await this.#killAt(point);
    }
    while (this.kills.random < randomKills && !this.#isOver()) await this.#killInInstall();
    await this.startServer();
  }

  /** Begins a server. The one after it is loaded meanwhile, so that little time passes between a kill and the restart. */
  async startServer(crashAt?: string): Promise<WorkerChild> {
    const server = this.#standby ?? startStandby('server-process.ts', this.#cellar.environment);
    this.#standby = startStandby('server-process.ts', this.#cellar.environment);
    this.#server = server;
    await server.begin(crashAt);
    return server;
  }

  async close(): Promise<void> {
    await this.#standby?.kill('SIGKILL');
    await this.#server?.kill('SIGTERM');
  }

  /** The time is over, or something went wrong already. */
  #isOver(): boolean {
    return performance.now() > this.#deadline || this.#workload.wrong.length > 0;
  }

  async #killAt(point: CrashPoint): Promise<void> {
    const server = await this.startServer(point);
    const tooLong = new AbortController();
    const signal = await Promise.race([
      server.ended,
      delay(pointWithinMs, 'never' as const, { signal: tooLong.signal }).catch(() => null),
    ]);
    tooLong.abort();
    if (signal === 'SIGKILL') this.kills.points.push(point);
    else {
      await server.kill('SIGKILL');
      console.log(`not killed at ${point} (${signal}): ${server.output()}`);
    }
    this.#watchResume();
  }

  async #killInInstall(): Promise<void> {
    const server = await this.startServer();
    await delay(this.#random() * randomWithinMs);
    while (!(await this.#isInstalling()) && !this.#isOver()) await delay(pollMs);
    if (this.#isOver()) return;
    await server.kill('SIGKILL');
    this.kills.random++;
    this.#watchResume();
  }

  async #isInstalling(): Promise<boolean> {
    const { current } = this.#workload;
    if (current?.workflow !== 'install') return false;
    const row = await findExecution(this.#cellar.database.db, { id: current.id });
    return row !== null && row.status === 'started' && row.lastSeq > 0;
  }

  #watchResume(): void {
    const killed = performance.now();
    const { current } = this.#workload;
    if (current === null) return;
    const watch = async (): Promise<void> => {
      const before = await findExecution(this.#cellar.database.db, { id: current.id });
      for (let row = before; row !== null && row.owner !== null; ) {
        await delay(pollMs);
        row = await findExecution(this.#cellar.database.db, { id: current.id });
        if (row === null || row.fence === before?.fence) continue;
        this.kills.resumeMs.push(performance.now() - killed);
        return;
      }
    };
    // The figure is a by-product; that the run goes on is found out elsewhere.
    void watch().catch(() => {});
  }
}
