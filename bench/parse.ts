import { parseArgs } from 'node:util';
import { applicationBlueprint } from './blueprints.ts';
import { compile, deploy, sourceOfFile, sourceOfText } from './compile.ts';
import { type Bench, median, peakMemory, round, time } from './measurement.ts';

const warmRuns = 5;

/**
 * Text to deployment plan, in this process: `parse FILE`, or `parse --templates N` for a generated blueprint.
 * cold_ms is the first run of the process; ms and cpu_ms are those of the median of five runs after it.
 */
export const parse: Bench = async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { templates: { type: 'string', default: '1000' } },
  });
  const [file] = positionals;
  const templates = Number(values.templates);
  const source = file === undefined ? sourceOfText(applicationBlueprint(templates)) : await sourceOfFile(file);
  const run = async () => deploy(await compile(source));
  const cold = await time(run);
  const warm = await median(warmRuns, run);
  const named = file === undefined ? { templates } : { file };
  return [
    {
      bench: 'parse',
      args: named,
      nodes: cold.value.nodes.length,
      ms: round(warm.ms),
      cpu_ms: round(warm.cpuMs),
      cold_ms: round(cold.ms),
      rss_mb: peakMemory(),
    },
  ];
};
