import { parseArgs } from 'node:util';
import { scaledBlueprint } from './blueprints.ts';
import { compile, deploy, sourceOfFile, sourceOfText } from './compile.ts';
import { type Bench, median, peakMemory, round, time } from './measurement.ts';

const warmRuns = 5;

/** Compiled plan to deployment plan with its node instances: `instances FILE`, or `instances --instances N`. */
export const instances: Bench = async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { instances: { type: 'string', default: '9999' } },
  });
  const [file] = positionals;
  const wanted = Number(values.instances);
  const plan = await compile(file === undefined ? sourceOfText(scaledBlueprint(wanted)) : await sourceOfFile(file));
  const cold = await time(() => deploy(plan));
  const warm = await median(warmRuns, () => deploy(plan));
  return [
    {
      bench: 'instances',
      args: file === undefined ? { instances: wanted } : { file },
      instances: cold.value.node_instances.length,
      ms: round(warm.ms),
      cpu_ms: round(warm.cpuMs),
      cold_ms: round(cold.ms),
      rss_mb: peakMemory(),
    },
  ];
};
