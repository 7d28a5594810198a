import { didYouMean } from '../../diagnostics/nearest.ts';
import type { Report } from '../../diagnostics/report.ts';
import type { SourceReader } from '../../ports/ports.ts';
import { formatVersion, type LanguageVersion } from '../language-version.ts';
import { SourceText } from '../safe-yaml/source-text.ts';
import { type MapNode, rangeOf } from '../safe-yaml/syntax.ts';
import { namespaceMark } from './namespaced-name.ts';
import type { ImportStatement } from './read-imports.ts';

/** Says what is wrong with files and imports, at the place where they are asked for. */
export class ImportProblems {
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  noMainFile(mainFile: string): void {
    this.#report.error({
      code: 9010,
      detail: `The blueprint's main file ${mainFile} does not exist or cannot be read.`,
      range: new SourceText(mainFile, '').range(0, 0),
    });
  }

  noVersion(main: MapNode): void {
    this.#report.error({
      code: 27,
      detail: 'The main file must say which version of the language it is written in.',
      range: main.source.range(0, 0),
      hint: `Write "tosca_definitions_version: ${formatVersion(3)}" in the first line.`,
    });
  }

  newer({ node }: ImportStatement, version: LanguageVersion, main: LanguageVersion): void {
    this.#report.error({
      code: 28,
      like: 221,
      detail: `The imported file declares ${formatVersion(version)}, newer than ${formatVersion(main)} of the main file.`,
      range: rangeOf(node),
      hint: `Write "tosca_definitions_version: ${formatVersion(version)}" in the main file.`,
    });
  }

  notFound(
    { location, namespace, node }: ImportStatement,
    { candidates, known, reader }: { candidates: readonly string[]; known: Iterable<string>; reader: SourceReader },
  ): void {
    const tried = candidates.join(', ') || 'nothing, as the path leads out of the blueprint';
    this.#report.error({
      code: 13,
      detail: `"${location}" cannot be found or read. Tried: ${tried}.`,
      range: rangeOf(node),
      hint: () =>
        markHint(namespace) ?? reader.explain?.(location) ?? didYouMean(location, known) ?? importHint(location),
    });
  }

  tooMuch({ node }: ImportStatement, detail: string): void {
    const hint = 'Remove imports that lead back to a file which imports this one.';
    this.#report.error({ code: 13, detail, range: rangeOf(node), hint });
  }

  noBlueprint({ node }: ImportStatement, id: string, within: readonly string[]): void {
    const own = within.includes(id);
    this.#report.error({
      code: 13,
      detail: own
        ? `The blueprint "${id}" imports itself.`
        : `There is no blueprint "${id}" that can be imported here.`,
      range: rangeOf(node),
      hint: own ? 'Remove the import.' : "Put the other blueprint's files into this one and import its main file.",
    });
  }

  namespaceOfBlueprint({ location, node }: ImportStatement, namespace: string | null): void {
    this.#report.error({
      code: namespace === null ? 213 : 214,
      detail:
        namespace === null
          ? `"${location}" is imported without a namespace, and a blueprint needs one.`
          : `The namespace "${namespace}" is given to two imported blueprints.`,
      range: rangeOf(node),
      hint: `Write a namespace of its own before it: "name${namespaceMark}${location}".`,
    });
  }

  namespaceOfTypes({ location, namespace, node }: ImportStatement): void {
    this.#report.error({
      code: 214,
      detail: `The namespace "${namespace}" cannot be given to "${location}", which defines the built-in types.`,
      range: rangeOf(node),
      hint: `Write "${location}" without a namespace.`,
    });
  }
}

/** A location that holds the mark is cut there. */
function markHint(namespace: string | null): string | undefined {
  if (namespace === null || !/[/:]/.test(namespace)) return undefined;
  return `What stands before the last "${namespaceMark}" is taken for a namespace. Copy the file to a path without "${namespaceMark}".`;
}

function importHint(location: string): string | undefined {
  if (/^https?:/.test(location))
    return 'Only known addresses of definition files are answered. Put the file into the blueprint.';
  return location.startsWith('plugin:') ? 'This plugin is not part of the product.' : undefined;
}
