/**
 * `npm run chaos -- [--minutes N] [--seed S] [--only PHASE,...] [--kills N] [--takeovers N] [--cuts N] [--outages N]
 * [--points N] [--servers N] [--outage-seconds N] [--at-once N]`: kills and disturbs what runs executions, and counts
 * what it cost. Each phase has a database of its own and prints a line of JSON when it is done; the last line sums up,
 * and `--report FILE` gets how many phases there were and how many problems. Times are comparable with one phase at once.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Phase } from './phase.ts';
import { cuts, outages } from './phases/database-faults.ts';
import { kills, points } from './phases/orchard-kills.ts';
import { servers } from './phases/servers.ts';
import { takeovers } from './phases/takeovers.ts';
import { closeAll } from './product.ts';
import { seededRandom } from './random.ts';

/** In the order in which they begin, with how much of each is done and its share of the time. */
const phases: Record<string, { run: Phase; amount: number; share: number }> = {
  points: { run: points, amount: Number.POSITIVE_INFINITY, share: 6 },
  kills: { run: kills, amount: 500, share: 4 },
  servers: { run: servers, amount: 30, share: 2 },
  takeovers: { run: takeovers, amount: 1000, share: 2 },
  cuts: { run: cuts, amount: 500, share: 1 },
  outages: { run: outages, amount: 5, share: 2 },
};

const names = Object.keys(phases);
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: names.join(',') },
    report: { type: 'string' },
    'outage-seconds': { type: 'string', default: '60' },
    'at-once': { type: 'string', default: '1' },
    ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  },
});
const given = values as Record<string, string | undefined>;
const [minutes, seed] = [Number(given['minutes']), Number(given['seed'])];
const longestOutageMs = Number(given['outage-seconds']) * 1_000;
const atOnce = Number(given['at-once']);
const chosen = (given['only'] ?? '').split(',');
const wrong = chosen.filter((name) => !names.includes(name));
const amounts = new Map(names.map((name) => [name, Number(given[name] ?? phases[name]?.amount)]));
if (
  wrong.length > 0 ||
  ![minutes, seed, longestOutageMs, atOnce].every(Number.isFinite) ||
  atOnce < 1 ||
  [...amounts.values()].some(Number.isNaN)
) {
  console.error(
    `Give numbers, and phases among ${names.join(', ')}: npm run chaos -- --minutes 10 --only points,kills`,
  );
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void closeAll().finally(() => process.exit(130)));
}
const started = performance.now();
const problems: string[] = [];
const sums = { kills: 0, takeovers: 0, lost: 0, repeated: 0 };
let shares = chosen.reduce((sum, name) => sum + (phases[name]?.share ?? 0), 0);
const waiting = [...chosen];
await Promise.all(Array.from({ length: atOnce }, runWaiting));
for (const problem of problems) console.log(problem);
console.log(
  `seed ${seed}: ${sums.kills} kills, ${sums.takeovers} takeovers, lost ${sums.lost}, repeated ${sums.repeated}, ${problems.length} problems`,
);
if (given['report'] !== undefined) {
  writeFileSync(given['report'], JSON.stringify({ passed: chosen.length, failed: problems.length }));
}
process.exit(problems.length > 0 ? 1 : 0);

async function runWaiting(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    // The others are to end what they do, and to leave nothing open.
    await runPhase(name).catch((fault: unknown) => {
      problems.push(`${name}: ${fault instanceof Error ? fault.stack : fault}`);
    });
  }
}

async function runPhase(name: string): Promise<void> {
  const phase = phases[name];
  if (phase === undefined) return;
  const began = performance.now();
  const left = minutes * 60_000 - (began - started);
  const deadline = began + left * Math.min(1, (atOnce * phase.share) / shares);
  shares -= phase.share;
  const amount = amounts.get(name) ?? 0;
  const result = await phase.run({ random: seededRandom(seed), deadline, amount, longestOutageMs });
  problems.push(...result.problems.map((problem) => `${name}: ${problem}`));
  const seconds = Math.round((performance.now() - began) / 1000);
  const wanted = Number.isFinite(amount) ? amount : 'all';
  console.log(JSON.stringify({ bench: 'chaos', args: { phase: name, seed, wanted }, ...result.figures, seconds }));
  for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += Number(result.figures[key] ?? 0);
}
