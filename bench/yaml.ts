import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Report } from '../core/diagnostics/report.ts';
import { type ParsedYaml, parseYaml } from '../core/dsl/safe-yaml/parse-yaml.ts';
import { SourceText } from '../core/dsl/safe-yaml/source-text.ts';
import { applicationBlueprint } from './blueprints.ts';
import { type Bench, median, peakMemory, round } from './measurement.ts';

const warmRuns = 15;

/**
 * Text to syntax tree, one file without its imports: `yaml FILE`, or `yaml --templates N` for a generated blueprint. ms
 * and cpu_ms are those of the median run in a warm process, edit_ms of reading again after one changed character.
 */
export const yaml: Bench = async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { templates: { type: 'string', default: '1000' } },
  });
  const [file] = positionals;
  const text = file === undefined ? applicationBlueprint(Number(values.templates)) : await readFile(file, 'utf8');
  const read = (from: string, previous?: ParsedYaml) =>
    parseYaml(new SourceText('blueprint.yaml', from), new Report(), { previous });
  await median(warmRuns, async () => read(text));
  const warm = await median(warmRuns, async () => read(text));

  let last = read(text);
  let even = true;
  const middle = text.indexOf('\n', text.length / 2);
  const edit = await median(warmRuns, async () => {
    even = !even;
    last = read(even ? text : `${text.slice(0, middle)} ${text.slice(middle)}`, last);
  });
  return [
    {
      bench: 'yaml',
      args: file === undefined ? { templates: Number(values.templates) } : { file },
      bytes: text.length,
      ms: round(warm.ms),
      cpu_ms: round(warm.cpuMs),
      edit_ms: round(edit.ms),
      rss_mb: peakMemory(),
    },
  ];
};
