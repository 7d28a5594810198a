import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Suite, SuiteOptions } from '../suite.ts';
import { addTally, emptyTally, type Tally, type Task, tryBlueprint } from './try-blueprint.ts';

/**
 * Every intent that applies to every blueprint of a folder, and what became of it. `only` may be a part of the names of
 * files, or the whole name of a case as it is printed: the file and the intent.
 */
export const runEdits: Suite = async (root, options) => {
  const tasks = tasksOf(root, options.only);
  const progress = new Progress(tasks.length, options);
  const threads = Math.min(availableParallelism(), Math.ceil(tasks.length / 8));
  if (threads < 2) for (const task of tasks) progress.add(await tryBlueprint(task));
  else await Promise.all(Array.from({ length: threads }, () => runThread(tasks, progress)));
  return report(progress.tally, options);
};

/** The files, the largest first, so that no thread is left alone with one at the end. */
function tasksOf(root: string, only: string | null): Task[] {
  const [part = '', intent = null] = only === null ? [] : splitName(only);
  const seen = new Set<string>();
  const files = globSync('**/*.{yaml,yml}', { cwd: root })
    .sort()
    .filter((file) => (intent === null ? file.includes(part) : file === part));
  const tasks = files.map((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const isKnown = seen.has(text);
    seen.add(text);
    return { root, file, isKnown, intent, size: text.length };
  });
  return tasks.sort((a, b) => b.size - a.size);
}

/** The file and the intent that the name of a case consists of. */
function splitName(name: string): [file: string, intent: string | null] {
  const at = name.indexOf(' {');
  return at === -1 ? [name, null] : [name.slice(0, at), name.slice(at + 1)];
}

/** One thread, which takes the next file when it is done with one. */
async function runThread(tasks: Task[], progress: Progress): Promise<void> {
  const worker = new Worker(new URL('./edits.worker.ts', import.meta.url));
  try {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      const { promise, resolve, reject } = Promise.withResolvers<Tally>();
      worker.once('message', resolve).once('error', reject);
      worker.postMessage(task);
      progress.add(await promise);
      worker.off('error', reject);
    }
  } finally {
    await worker.terminate();
  }
}

/** Milliseconds between two lines about how far it is. */
const pause = 10_000;

/** Failures that are printed unless all are asked for. */
const mostPrinted = 20;

/** Adds up what was found, and says how far it is; failures at once, so that they are known when the run is ended. */
class Progress {
  readonly tally = emptyTally();
  readonly #total: number;
  readonly #options: SuiteOptions;
  #done = 0;
  #said = Date.now();

  constructor(total: number, options: SuiteOptions) {
    this.#total = total;
    this.#options = options;
  }

  add(more: Tally): void {
    const { verbose, print } = this.#options;
    const known = this.tally.failures.length;
    addTally(this.tally, more);
    this.#done += 1;
    const failures = this.tally.failures.slice(known, verbose ? undefined : Math.max(known, mostPrinted));
    for (const { name, problem } of failures) print(`FAILED ${name}\n  ${problem}`);
    if (Date.now() - this.#said < pause) return;
    this.#said = Date.now();
    print(`${this.#done} of ${this.#total} files, ${this.tally.passed} passed, ${this.tally.failures.length} failed`);
  }
}

/** Says the figures. */
function report(tally: Tally, { print }: SuiteOptions) {
  for (const [reason, count] of Object.entries(tally.refusals)) print(`refused ${count}: ${reason}`);
  for (const [reason, count] of Object.entries(tally.unchecked)) print(`not compared ${count}: ${reason}`);
  for (const [what, { tried, of }] of Object.entries(tally.sampled)) print(`sampled ${what}: ${tried} of ${of} tried`);
  print(`${tally.files} files opened and saved, ${tally.same} of them the same text as another one`);
  print(`${tally.others} files are no blueprints by themselves (plugins, types, data)`);
  print(`${tally.compiled} edits compiled and compared with the model`);
  print(`${tally.uncompiled} edits compared as data: their blueprints import what is not there`);
  print(`${tally.steps} edits made one after the other, and all taken back`);
  const failures = tally.failures.map(({ name }) => name);
  if (failures.length > 0) print('To repeat one alone, give its name: --only FILE or --only "FILE INTENT".');
  return { passed: tally.passed, failed: failures.length, failures };
}
