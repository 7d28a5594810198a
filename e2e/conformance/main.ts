import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runBlueprints } from './blueprints/suite.ts';
import { runCtx } from './ctx/suite.ts';
import { runDsl } from './dsl/suite.ts';
import { runEdits } from './edits/suite.ts';
import { runManifests } from './manifests/suite.ts';
import { runOverrides } from './overrides/suite.ts';
import type { Suite } from './suite.ts';
import { runWorkflows } from './workflows/suite.ts';

/** Recorded behaviour of the reference, by the name of its suite. */
const suites: Readonly<Record<string, Suite>> = {
  blueprints: runBlueprints,
  ctx: runCtx,
  dsl: runDsl,
  edits: runEdits,
  manifests: runManifests,
  overrides: runOverrides,
  workflows: runWorkflows,
};

const usage = `Usage: npm run conformance -- SUITE FOLDER_OR_FILE [--only TEXT] [--verbose] [--report FILE]
Suites: ${Object.keys(suites).join(', ')}. --only runs the cases whose id, kind or area holds TEXT; --report writes the counts as JSON.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, verbose: { type: 'boolean', default: false }, report: { type: 'string' } },
});
const [name = '', folder] = positionals;
const suite = suites[name];
if (suite === undefined || folder === undefined) {
  console.error(usage);
  process.exit(2);
}
const { passed, failed } = await suite(resolve(folder), {
  only: values.only ?? null,
  verbose: values.verbose,
  print: (line) => console.log(line),
});
console.log(`${passed} passed, ${failed} failed`);
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify({ passed, failed }));
process.exitCode = failed === 0 ? 0 : 1;
