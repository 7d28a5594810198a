import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Suite } from '../suite.ts';
import { addTally, emptyTally, type Tally, tryBlueprint } from './try-blueprint.ts';

/** Every intent that applies to every blueprint of a folder, and what became of it. */
export const runEdits: Suite = async (root, { only, verbose, print }) => {
  const tasks = tasksOf(root, only);
  const tally = emptyTally();
  const threads = Math.min(availableParallelism(), Math.ceil(tasks.length / 8));
  if (threads < 2) for (const { file, isKnown } of tasks) addTally(tally, await tryBlueprint(root, file, isKnown));
  else await Promise.all(Array.from({ length: threads }, () => runThread(root, tasks, tally)));
  return report(tally, verbose, print);
};

interface Task {
  file: string;
  isKnown: boolean;
  size: number;
}

/** The files, the largest first, so that no thread is left alone with one at the end. */
function tasksOf(root: string, only: string | null): Task[] {
  const seen = new Set<string>();
  const tasks = globSync('**/*.{yaml,yml}', { cwd: root })
    .sort()
    .filter((file) => only === null || file.includes(only))
    .map((file): Task => {
      const text = readFileSync(join(root, file), 'utf8');
      const isKnown = seen.has(text);
      seen.add(text);
      return { file, isKnown, size: text.length };
    });
  return tasks.sort((a, b) => b.size - a.size);
}

/** One thread, which takes the next file when it is done with one. */
async function runThread(root: string, tasks: Task[], tally: Tally): Promise<void> {
  const worker = new Worker(new URL('./edits.worker.ts', import.meta.url));
  try {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      const { promise, resolve, reject } = Promise.withResolvers<Tally>();
      worker.once('message', resolve).once('error', reject);
      worker.postMessage({ root, ...task });
      addTally(tally, await promise);
      worker.off('error', reject);
    }
  } finally {
    await worker.terminate();
  }
}

/** Says the failures, shortest first, and the figures. */
function report(tally: Tally, verbose: boolean, print: (line: string) => void) {
  const failures = tally.failures.sort((a, b) => a.name.length - b.name.length);
  for (const { name, problem } of verbose ? failures : failures.slice(0, 20)) print(`FAILED ${name}\n  ${problem}`);
  for (const [reason, count] of Object.entries(tally.refusals)) print(`refused ${count}: ${reason}`);
  for (const [reason, count] of Object.entries(tally.unchecked)) print(`not compared ${count}: ${reason}`);
  print(`${tally.files} files opened and saved; ${tally.compiled} edits compiled and compared with the model`);
  print(`${tally.steps} edits made one after the other, and all taken back`);
  return { passed: tally.passed, failed: failures.length, failures: failures.map(({ name }) => name) };
}
