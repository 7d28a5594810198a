import type { Json } from '../../../core/blueprint/json.ts';
import { NonRecoverableError } from '../../../core/ports/operation.ts';
import type { Generation } from './generation.ts';
import { listInput } from './read-input.ts';

type Stream = 'stdout' | 'stderr';

const both: Stream[] = ['stdout', 'stderr'];

/** What each group hides of a command's output. Most of Fabric 1's groups are about its own console. */
const groups: Record<Generation, Readonly<Record<string, Stream[]>>> = {
  1: {
    ...{ status: [], aborts: [], warnings: [], running: [], user: [] },
    ...{ stdout: ['stdout'], stderr: ['stderr'], everything: both },
  },
  2: {
    ...{ status: ['stdout'], aborts: ['stdout'], warnings: ['stdout'], running: ['stdout'], user: ['stdout'] },
    ...{ everything: both, both, stdout: ['stdout'], stderr: ['stderr'], None: [] },
  },
};

/** The streams that the input `hide_output` keeps out of the log. Throws `NonRecoverableError` for unknown groups. */
export function hiddenStreams(given: Json | undefined, generation: Generation): ReadonlySet<Stream> {
  const wanted = (typeof given === 'string' && given !== '' ? [given] : listInput(given, 'hide_output')).map(String);
  const known = groups[generation];
  if (wanted.some((group) => !Object.hasOwn(known, group))) {
    throw new NonRecoverableError(
      `\`hide_output\` must be a subset of ${Object.keys(known).join(', ')} (Provided: ${wanted.join(', ')})`,
    );
  }
  return new Set(wanted.flatMap((group) => known[group] ?? []));
}
