/**
 * `npm run fuzz -- hostile`: what texts that are meant to hurt cost.
 * `npm run fuzz -- dsl [--minutes N] [--cases N] [--seed S] [--first N] [--corpus FOLDER]`: damages blueprints and watches
 * the compiler.
 * `npm run fuzz -- quoting [--count N] [--seed S]`: random texts through bash, dash and busybox, as environment and as
 * arguments.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Finding, watch } from './dsl/watch.ts';
import { measureHostileTexts } from './hostile.ts';
import { measureQuoting } from './quoting.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '2' },
    cases: { type: 'string', default: String(2 ** 31) },
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
    count: { type: 'string', default: '1000000' },
    corpus: { type: 'string', default: '../shared/blueprints' },
  },
});
const [minutes, count, seed, first] = [values.minutes, values.cases, values.seed, values.first].map(Number) as [
  number,
  number,
  number,
  number,
];
if (positionals[0] === 'quoting') process.exit(measureQuoting(Number(values.count), seed).length === 0 ? 0 : 1);
if (positionals[0] === 'hostile') process.exit((await measureHostileTexts()) === 0 ? 0 : 1);
if (positionals[0] !== 'dsl' || ![minutes, count, seed, first].every(Number.isFinite)) {
  console.error(
    'Usage: npm run fuzz -- hostile, or npm run fuzz -- quoting [--count N] [--seed S], or npm run fuzz -- dsl [--minutes N] [--cases N] [--seed S] [--first N] [--corpus FOLDER]',
  );
  process.exit(2);
}

const folder = resolve(values.corpus);
const kept = resolve('test-results/fuzz');
const started = performance.now();
const { cases, slowestMs, findings } = await watch({
  folder,
  seed,
  first,
  count,
  deadline: started + minutes * 60_000,
});
for (const finding of findings) print(finding);
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(`${cases} cases in ${seconds} s, slowest ${slowestMs.toFixed(0)} ms of CPU, ${findings.length} findings`);
process.exitCode = findings.length === 0 && cases > 0 ? 0 : 1;

function print({ number, problem, where, text }: Finding): void {
  console.log(`\ncase ${number}${where === '' ? '' : ` (${where})`}: ${problem}`);
  console.log(`  again: npm run fuzz -- dsl --seed ${seed} --first ${number} --cases 1 --corpus ${values.corpus}`);
  if (text === null) return;
  mkdirSync(kept, { recursive: true });
  const file = join(kept, `${seed}-${number}.yaml`);
  writeFileSync(file, text);
  console.log(`  minimised text: ${file}`);
}
