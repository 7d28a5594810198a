import { setTimeout as delay } from 'node:timers/promises';
import { findExecution } from '../../db/repositories/execution.ts';
import type { Harvest, Orchard, Scenario } from './orchard.ts';
import type { Relay } from './relay.ts';

const pollMs = 10;
/** An execution that has not ended by then is stuck. */
const patienceMs = 300_000;

/** How the worker dies: at a crash point (`name:nth`) or so many milliseconds after the start; null: not at all. */
export type Death = { at: string } | { afterMs: number } | null;

/** One run of a scenario. */
export interface Trial {
  /** The worker died in it. */
  wasKilled: boolean;
  /** From the death of a worker that owned it until another owned it, milliseconds. */
  resumeMs: number | null;
  harvest: Harvest;
  problems: string[];
}

/** Prepares a deployment, runs the scenario's workflow, has the worker die in the middle and another one end it. */
export async function tryScenario(orchard: Orchard, relay: Relay, order: { scenario: Scenario; death: Death }) {
  const plot = await orchard.prepare(order.scenario);
  const worker = await relay.current();
  const { death } = order;
  if (death !== null && 'at' in death) await worker.arm(death.at);
  const id = await orchard.start(plot);
  const over = untilEnded(orchard, id);
  if (death !== null && 'afterMs' in death) {
    await Promise.race([delay(death.afterMs), over]);
    await worker.kill('SIGKILL');
  }
  const first = await Promise.race([worker.ended.then(() => 'killed' as const), over.then(() => 'ended' as const)]);
  const wasKilled = first === 'killed';
  const resumed = wasKilled ? watchResume(orchard, id) : Promise.resolve(null);
  if (wasKilled) await relay.current();
  const problems = await over;
  const trial: Trial = { wasKilled, resumeMs: await resumed, harvest: await orchard.harvest(plot), problems };
  // A point that was not on the way would end a later run.
  if (!wasKilled && death !== null && 'at' in death) await worker.kill('SIGKILL');
  return trial;
}

/** What went wrong by the way an execution ended; nothing when it ended well. */
async function untilEnded(orchard: Orchard, id: string): Promise<string[]> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    const row = await orchard.ended(id);
    if (row === null) await delay(pollMs);
    else if (row.status === 'terminated') return [];
    else {
      const undecided = row.undecided.map((operation) => `${operation.task}: ${operation.reason}`).join('; ');
      return [`${id} is ${row.status}: ${row.error ?? ''} ${undecided}`];
    }
  }
  return [`${id} did not end in ${patienceMs / 1000} s`];
}

async function watchResume(orchard: Orchard, id: string): Promise<number | null> {
  const killed = performance.now();
  const { db } = orchard.product.database;
  const before = await findExecution(db, { id });
  if (before === null || before.owner === null) return null;
  for (;;) {
    const row = await findExecution(db, { id });
    if (row === null || row.fence !== before.fence) return performance.now() - killed;
    if (performance.now() - killed > patienceMs) return null;
    await delay(pollMs);
  }
}

/** How a run differs from the undisturbed one of the same scenario, in words. */
export function differences(
  expected: Harvest,
  found: Harvest,
): { lost: string[]; repeated: string[]; wrong: string[] } {
  const due = countOf(expected.operations);
  const done = countOf(found.operations);
  const lost: string[] = [];
  const repeated: string[] = [];
  for (const line of new Set([...due.keys(), ...done.keys()])) {
    const [wanted, times] = [due.get(line) ?? 0, done.get(line) ?? 0];
    if (times < wanted) lost.push(`${line}: ${times} times, not ${wanted}`);
    if (times > wanted) repeated.push(`${line}: ${times} times, not ${wanted}`);
  }
  const wrong = expected.state === found.state ? [] : [`it left ${found.state}, the undisturbed one ${expected.state}`];
  return { lost, repeated, wrong };
}

function countOf(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
