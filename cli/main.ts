/** The `gantry` command. `npm run gantry -- blueprints validate PATH` */
import { validateBlueprint } from './validate-blueprint.ts';

const usage = `Usage:
  gantry blueprints validate PATH   compile a blueprint file and list every problem with its place`;

const [noun, verb, ...rest] = process.argv.slice(2);
if (noun === 'blueprints' && verb === 'validate' && rest.length === 1 && rest[0] !== undefined) {
  process.exitCode = await validateBlueprint(rest[0], (line) => console.log(line));
} else {
  console.error(usage);
  process.exitCode = noun === undefined || noun === '--help' ? 0 : 2;
}
