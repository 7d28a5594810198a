import type { DslCode } from '../diagnostics/codes.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Report } from '../diagnostics/report.ts';
import { keyRangeOf, type MapEntry, type MapNode, rangeOf, textOf } from './safe-yaml/syntax.ts';

/** The N of `cloudify_dsl_1_N`. */
export type LanguageVersion = number;

/** The newest version that is understood. */
export const newestVersion: LanguageVersion = 5;

const prefix = 'cloudify_dsl_1_';
const known = Array.from({ length: newestVersion + 1 }, (_, minor) => `${prefix}${minor}`);

/** How a version is written in a blueprint. */
export function formatVersion(version: LanguageVersion): string {
  return `${prefix}${version}`;
}

/** The version a file declares; null when it declares none or one that is not understood (29, reported). */
export function readVersion(file: MapNode, report: Report): LanguageVersion | null {
  const entry = file.entries.get('tosca_definitions_version');
  if (entry === undefined) return null;
  const text = textOf(entry.value);
  const minor = text === null ? -1 : known.indexOf(text);
  if (minor !== -1) return minor;
  report.error({
    code: text === null ? 1 : 29,
    detail: `The language version ${text === null ? 'must be a text' : `"${text}" is not supported`}. Supported are ${known[0]} to ${known.at(-1)}.`,
    range: rangeOf(entry.value),
    hint: () => (text === null ? undefined : didYouMean(text, known)),
  });
  return null;
}

/**
 * Refuses (102) something that the blueprint's version does not have yet. Returns whether it may be used. `like`: the
 * reference finds it together with the problems of that code.
 */
export function requireVersion(
  entry: MapEntry,
  since: LanguageVersion,
  context: { version: LanguageVersion; validateVersion: boolean; report: Report; like?: DslCode },
): boolean {
  if (context.version >= since || !context.validateVersion) return true;
  context.report.error({
    code: 102,
    detail: `"${entry.key}" can be used from ${formatVersion(since)} on, and the blueprint declares ${formatVersion(context.version)}.`,
    range: keyRangeOf(entry),
    hint: `Write "tosca_definitions_version: ${formatVersion(since)}" in the main file, or leave "${entry.key}" out.`,
    ...(context.like === undefined ? {} : { like: context.like }),
  });
  return false;
}
