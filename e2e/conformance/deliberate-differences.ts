import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The cases that docs/conformance.md lists as differing on purpose: the first column of its tables, in backticks. */
export function deliberateDifferences(): Set<string> {
  const text = readFileSync(join(import.meta.dirname, '../../docs/conformance.md'), 'utf8');
  return new Set(Array.from(text.matchAll(/^\| `([^`]+)`/gm), ([, id = '']) => id));
}
