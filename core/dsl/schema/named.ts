import type { CompileContext } from '../context.ts';
import { keyRangeOf, type MapEntry } from '../safe-yaml/syntax.ts';

/** The entries of a map of named things, with those whose name is not a text reported (1) and left out. */
export function namedEntries(
  entries: ReadonlyMap<string, MapEntry>,
  what: string,
  context: CompileContext,
): MapEntry[] {
  const named: MapEntry[] = [];
  for (const entry of entries.values()) {
    if (entry.keyType === 'string') {
      named.push(entry);
      continue;
    }
    context.report.error({
      code: 1,
      detail: `The name of ${what} must be a text, and "${entry.key}" is not one.`,
      range: keyRangeOf(entry),
      hint: `Put it in quotes: "${entry.key}".`,
    });
  }
  return named;
}
