import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import { createCompiler } from '../core/dsl/index.ts';
import { applicationBlueprint } from './blueprints.ts';
import { compile, deploy, type Source, sourceOfFile, sourceOfText, withText } from './compile.ts';
import { type Bench, median, peakMemory, round, time } from './measurement.ts';

const warmRuns = 5;
const edits = 20;

/** Makes a run stop after the first plan; the bench starts itself with it to time a fresh process. */
const once = '--once';

/**
 * Text to deployment plan: `parse FILE`, or `parse --templates N` for a generated blueprint. ms and cpu_ms are those of
 * the median of five runs in a warm process; cold_ms is the time of a process of its own from its start to the plan in
 * its hands; edit_ms the median of compiling again after one changed line, at places all over the file.
 */
export const parse: Bench = async (args) => {
  const { values, positionals } = parseArgs({
    args: args.filter((arg) => arg !== once),
    allowPositionals: true,
    options: { templates: { type: 'string', default: '1000' } },
  });
  const [file] = positionals;
  const templates = Number(values.templates);
  const source = file === undefined ? sourceOfText(applicationBlueprint(templates)) : await sourceOfFile(file);
  const run = async () => deploy(await compile(source));
  if (args.includes(once)) {
    await run();
    return [];
  }
  const cold = await time(() => inOwnProcess(args));
  const { nodes } = await run();
  await median(warmRuns, run);
  const warm = await median(warmRuns, run);
  const named = file === undefined ? { templates } : { file };
  return [
    {
      bench: 'parse',
      args: named,
      nodes: nodes.length,
      ms: round(warm.ms),
      cpu_ms: round(warm.cpuMs),
      cold_ms: round(cold.ms),
      edit_ms: round(await medianEdit(source)),
      rss_mb: peakMemory(),
    },
  ];
};

async function inOwnProcess(args: string[]): Promise<void> {
  const main = process.argv[1] ?? '';
  await promisify(execFile)(process.execPath, [...process.execArgv, main, 'parse', ...args, once]);
}

/** Adds a blank to a line in each part of the text, one at a time, and compiles with what was compiled before. */
async function medianEdit(source: Source): Promise<number> {
  const text = (await source.reader.read(source.mainFile)) ?? '';
  const lines = text.split('\n');
  const compiler = createCompiler();
  await compile(source, compiler);
  const figures: number[] = [];
  for (let edit = 0; edit < edits; edit += 1) {
    const at = Math.floor(((edit + 0.5) * lines.length) / edits);
    const edited = withText(source, lines.with(at, changed(lines[at] ?? '')).join('\n'));
    const { ms } = await time(() => compile(edited, compiler));
    figures.push(ms);
  }
  figures.sort((a, b) => a - b);
  return figures[edits / 2] ?? 0;
}

/** Another value in a line where there is a number, else a comment behind it. */
function changed(line: string): string {
  const counted = line.replace(/: (\d+)\b/, (_, digits: string) => `: ${Number(digits) + 1}`);
  return counted === line ? `${line} # changed` : counted;
}
