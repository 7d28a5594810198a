import { crashPoints } from '../../../server/runtime/crash-point.ts';
import { openCellar } from '../cellar.ts';
import { Killer } from '../killer.ts';
import { type Phase, percentile } from '../phase.ts';
import { shuffled } from '../random.ts';
import { judge } from '../verdict.ts';
import { Workload } from '../workload.ts';

/**
 * Whole servers that install and uninstall the example on SSH hosts are killed: some at crash points, the rest at random
 * times. `amount`: how many kills.
 */
export const servers: Phase = async ({ random, deadline, amount }) => {
  // Loopback addresses of this run's own, so that several runs do not meet.
  const network = `127.${100 + (process.pid % 100)}.${Math.floor(process.pid / 100) % 250}`;
  const cellar = await openCellar({ network, port: 7722 });
  const workload = new Workload(cellar);
  const killer = new Killer({ cellar, workload, random, deadline });
  try {
    const first = await killer.startServer();
    const undisturbed = await workload.undisturbed();
    await first.kill('SIGKILL');
    const running = workload.run(undisturbed);
    const atPoints = Math.min(crashPoints.length, Math.ceil(amount / 3));
    const atRandom = Number.isFinite(amount) ? amount - atPoints : 2 * atPoints;
    await killer.run(shuffled(crashPoints, random).slice(0, atPoints), atRandom);
    workload.end();
    await running;
    const executions = workload.finished.map(({ id, workflow }) => ({
      id,
      expected: undisturbed[workflow].operations,
    }));
    const verdict = judge(await cellar.marks(), executions);
    const { points, random: randomDone, resumeMs } = killer.kills;
    const figures = {
      ...{ kills: points.length + randomDone, at_points: points.length, executions: executions.length },
      operations: executions.reduce((sum, { expected }) => sum + expected.length, 0),
      ...{ lost: verdict.lost.length, repeated: verdict.repeated.length },
      ...{ resume_p95_ms: percentile(resumeMs, 0.95), resume_max_ms: percentile(resumeMs, 1) },
    };
    return { figures, problems: [...workload.wrong, ...verdict.lost, ...verdict.repeated, ...verdict.strange] };
  } finally {
    await killer.close();
    await cellar.close();
  }
};
