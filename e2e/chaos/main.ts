/** `npm run chaos -- [--minutes N] [--seed S] [--kills N] [--points N]`: kills servers in the middle of the example and counts what it cost. */
import { parseArgs } from 'node:util';
import { crashPoints } from '../../server/runtime/crash-point.ts';
import { openCellar } from './cellar.ts';
import { Killer } from './killer.ts';
import { seededRandom, shuffled } from './random.ts';
import { judge } from './verdict.ts';
import { Workload } from './workload.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '50' },
    points: { type: 'string', default: String(crashPoints.length) },
  },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
const [randomKills, pointKills] = [Number(values.kills), Number(values.points)];
if (![minutes, seed, randomKills, pointKills].every(Number.isFinite)) {
  console.error('Give numbers: npm run chaos -- --minutes 5 --seed 1 --kills 50 --points 24');
  process.exit(2);
}

const started = performance.now();
// Loopback addresses of this run's own, so that several runs do not meet.
const network = `127.${100 + (process.pid % 100)}.${Math.floor(process.pid / 100) % 250}`;
const cellar = await openCellar({ network, port: 7722 });
const workload = new Workload(cellar);
const random = seededRandom(seed);
const killer = new Killer({ cellar, workload, random, deadline: started + minutes * 60_000 });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
}

async function cleanUp(): Promise<void> {
  await killer.close();
  await cellar.close();
}

try {
  const first = await killer.startServer();
  const undisturbed = await workload.undisturbed();
  const { install, uninstall } = undisturbed;
  console.log(`undisturbed: ${install.operations.length + uninstall.operations.length} operations leave a line`);
  await first.kill('SIGKILL');
  const running = workload.run(undisturbed);
  const chosen = shuffled(crashPoints, random).slice(0, pointKills);
  await killer.run(chosen, randomKills);
  workload.end();
  await running;
  const executions = workload.finished.map(({ id, workflow }) => ({ id, expected: undisturbed[workflow].operations }));
  const verdict = judge(await cellar.marks(), executions);
  const { points, random: randomDone, resumeMs } = killer.kills;
  const missed = chosen.filter((point) => !points.includes(point));
  const isOutOfTime = performance.now() > started + minutes * 60_000;
  const problems = [...workload.wrong, ...verdict.lost, ...verdict.repeated, ...verdict.strange];
  const result = {
    bench: 'chaos',
    args: { minutes, seed, kills: randomKills, points: chosen.length },
    kills: points.length + randomDone + 1,
    at_points: points.length,
    points: crashPoints.length,
    at_random: randomDone,
    executions: executions.length,
    operations: executions.reduce((sum, { expected }) => sum + expected.length, 0),
    lost: verdict.lost.length,
    repeated: verdict.repeated.length,
    wrong: workload.wrong.length + verdict.strange.length,
    resume_p95_ms: percentile(resumeMs, 0.95),
    seconds: Math.round((performance.now() - started) / 1000),
  };
  for (const problem of problems) console.log(problem);
  if (missed.length > 0) console.log(`not killed at: ${missed.join(', ')}`);
  if (randomDone < randomKills) console.log(`only ${randomDone} of ${randomKills} random kills fitted into the time`);
  console.log(JSON.stringify(result));
  console.log(`kills ${result.kills}, lost ${result.lost}, repeated ${result.repeated}`);
  // Fewer kills than asked for is what --minutes allows; it is said above.
  const isIncomplete = missed.length > 0 || randomDone < randomKills;
  process.exitCode = problems.length > 0 || (isIncomplete && !isOutOfTime) ? 1 : 0;
} finally {
  await cleanUp();
}
process.exit();

function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return value === undefined ? null : Math.round(value);
}
