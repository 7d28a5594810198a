import type { Json } from '../core/blueprint/json.ts';

/** One line of output: what was measured, with what, and the figures. */
export interface Measurement {
  bench: string;
  args: Record<string, Json>;
  [figure: string]: Json;
}

/** A benchmark: takes its own command-line arguments, gives its measurements. Throws when what it ran went wrong. */
export type Bench = (args: string[]) => Promise<Measurement[]>;

/** Milliseconds of wall and of processor time that something took. */
export interface Times {
  ms: number;
  cpuMs: number;
}

/** Runs it once and takes the time. */
export async function time<T>(run: () => T | Promise<T>): Promise<Times & { value: T }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const value = await run();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000, value };
}

/** The median by wall time of `count` runs. */
export async function median(count: number, run: () => unknown): Promise<Times> {
  const runs: Times[] = [];
  for (let i = 0; i < count; i++) {
    const { ms, cpuMs } = await time(run);
    runs.push({ ms, cpuMs });
  }
  runs.sort((a, b) => a.ms - b.ms);
  return runs[Math.floor(count / 2)] as Times;
}

/** Most memory that this process has held so far, MiB. */
export function peakMemory(): number {
  return round(process.resourceUsage().maxRSS / 1024);
}

/** To a tenth. */
export function round(figure: number): number {
  return Math.round(figure * 10) / 10;
}
