/** The process that may die: runs cases until it is told to stop, and says before each one which it is. */
import { cpuUsage } from 'node:process';
import { readCorpus } from './corpus.ts';
import { makeCase, runCase } from './fuzz-case.ts';
import { minimise } from './minimise.ts';
import type { ChildMessage } from './watch.ts';

const [folder = '', seed = '1', first = '0', count = '1'] = process.argv.slice(2);
const corpus = readCorpus(folder);
// An assignment that would change every object of the process fails loudly instead.
Object.freeze(Object.prototype);
Object.freeze(Array.prototype);
const last = Number(first) + Number(count);

for (let number = Number(first); number < last; number += 1) {
  tell({ kind: 'start', number });
  const made = makeCase(corpus, Number(seed), number);
  const before = cpuUsage();
  const problems = await runCase(made);
  const { user, system } = cpuUsage(before);
  tell({ kind: 'end', number, cpuMs: (user + system) / 1000 });
  if (problems.length === 0) continue;
  const { project, path, text } = await minimise(made);
  tell({ kind: 'failure', number, problems, where: `${project.name}/${path}`, text });
}
process.disconnect?.();

function tell(message: ChildMessage): void {
  process.send?.(message);
}
