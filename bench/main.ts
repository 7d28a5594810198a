import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ensureSmallHeap } from '../server/small-heap.ts';
import type { Bench } from './measurement.ts';

/* `npm run bench -- <name> [options]`: prints one JSON line a measurement. Each bench says what its options are. */

const benches: Record<string, () => Promise<Bench>> = {
  parse: async () => (await import('./parse.ts')).parse,
  yaml: async () => (await import('./yaml.ts')).yaml,
  instances: async () => (await import('./instances.ts')).instances,
  engine: async () => (await import('./engine.ts')).engine,
  fairness: async () => (await import('./fairness.ts')).fairness,
  boot: async () => (await import('./boot.ts')).boot,
  ssh: async () => (await import('./ssh.ts')).ssh,
  fleet: async () => (await import('./fleet.ts')).fleet,
  logs: async () => (await import('./logs.ts')).logs,
  flood: async () => (await import('./flood.ts')).flood,
  'log-server': async () => (await import('./log-server.ts')).logServer,
  stream: async () => (await import('./stream.ts')).stream,
  timeline: async () => (await import('./timeline.ts')).timeline,
  editor: async () => (await import('./editor.ts')).editor,
  canvas: async () => (await import('./canvas.ts')).canvas,
  vitals: async () => (await import('./vitals.ts')).vitals,
};

/** What `all` runs, each in a process of its own so that none warms up or crowds another. */
const everything: readonly (readonly string[])[] = [
  ['parse', '--templates', '1000'],
  ['parse', '--templates', '5000'],
  ['instances', '--instances', '9999'],
  ['engine', '--shape', 'flat', '--instances', '1000'],
  ['engine', '--shape', 'tree', '--instances', '1000'],
  ['engine', '--shape', 'chain', '--instances', '1000'],
  ['engine', '--shape', 'flat', '--instances', '10000'],
  ['fairness', '--workers', '1'],
  ['fairness', '--workers', '3'],
  ['boot'],
  ['ssh', '--hosts', '20'],
  ['ssh', '--hosts', '200'],
  ['fleet', '--hosts', '50'],
  ['flood'],
  ['vitals'],
  ['log-server'],
  ['stream', '--watchers', '1000', '--rate', '500'],
  ['stream', '--paused', '100'],
  ['stream', '--lab'],
  ['timeline'],
  ['editor'],
  ['canvas'],
];

// What a benchmark started must not outlive it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

const [name = '', ...rest] = process.argv.slice(2);
const args = rest.filter((arg) => arg !== '--json');

// As the product does (server/small-heap.ts).
ensureSmallHeap();

if (name === 'all') process.exitCode = await runAll();
else if (Object.hasOwn(benches, name)) await runOne(name);
else {
  console.error(`Say which benchmark: ${Object.keys(benches).join(', ')} or all.`);
  process.exitCode = 2;
}

async function runOne(chosen: string): Promise<void> {
  const bench = await benches[chosen]?.();
  try {
    for (const measurement of (await bench?.(args)) ?? []) console.log(JSON.stringify(measurement));
  } catch (error) {
    console.error(`The benchmark ${chosen} failed:`, error);
    process.exitCode = 1;
  }
}

async function runAll(): Promise<number> {
  let worst = 0;
  for (const one of everything) {
    const child = spawn(process.execPath, [import.meta.filename, ...one], { stdio: ['ignore', 'inherit', 'inherit'] });
    const [code] = await once(child, 'exit');
    if (code !== 0) worst = 1;
  }
  return worst;
}
