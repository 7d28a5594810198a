import type { Report } from '../../diagnostics/report.ts';
import type { SourceReader } from '../../ports/ports.ts';
import type { LanguageVersion } from '../language-version.ts';
import { type ParsedYaml, parseYaml } from '../safe-yaml/parse-yaml.ts';
import { SourceText } from '../safe-yaml/source-text.ts';
import { isNull, type MapNode, mapNode, rangeOf } from '../safe-yaml/syntax.ts';
import { inWords } from '../schema/fields.ts';
import { isAbsoluteLocation } from './location.ts';

/** What the loaders of one compilation share: every file is parsed once, and all together have limits. */
export interface SharedFiles {
  report: Report;
  /** Texts by the names that ranges give them, in the order of reading. */
  texts: Map<string, string>;
  /** Null for a file that cannot be understood. */
  parsed: Map<string, MapNode | null>;
  /** Files that may still be put together. */
  filesLeft: number;
  /** Values that may still be put together. */
  valuesLeft: number;
  /** What the compilation before has read; each file is taken out when it is read again. */
  before: KeptFiles;
  /** What the next compilation may use of this one. */
  kept: KeptFiles;
}

/** Files by the names that ranges give them. */
export type KeptFiles = Map<string, KeptFile>;

interface KeptFile {
  text: string;
  parsed: ParsedYaml;
  /** Null for a file that cannot be understood. */
  root: MapNode | null;
  /** Nothing was reported about it. */
  clean: boolean;
}

/** Only a mistake or an attack has more: files, and values in them with every import written out. */
const mostFiles = 1000;
const mostValues = 4_000_000;

/** `before`: what an earlier compilation has kept, and no other will use. */
export function sharedFiles(report: Report, before: KeptFiles = new Map()): SharedFiles {
  const limits = { filesLeft: mostFiles, valuesLeft: mostValues };
  return { report, texts: new Map(), parsed: new Map(), ...limits, before, kept: new Map() };
}

/** The files of one blueprint. */
export class SourceFiles {
  readonly #reader: SourceReader;
  readonly #shared: SharedFiles;
  readonly #prefix: string;

  /** `prefix` tells files of an imported blueprint from those of the main one in messages. */
  constructor(reader: SourceReader, shared: SharedFiles, prefix: string) {
    this.#reader = reader;
    this.#shared = shared;
    this.#prefix = prefix;
  }

  /**
   * The sections of a file; null when it does not exist, `root` null when it cannot be understood (reported). `version`
   * is the one of the importing blueprint.
   */
  async open(location: string, version?: LanguageVersion): Promise<{ root: MapNode | null } | null> {
    const name = isAbsoluteLocation(location) ? location : this.#prefix + location;
    const known = this.#shared.parsed.get(name);
    if (known !== undefined) return { root: known };
    const text = await readOrNull(() => this.#reader.read(location, version));
    if (text === null) return null;
    this.#shared.texts.set(name, text);
    const root = this.#parse(name, text);
    this.#shared.parsed.set(name, root);
    return { root };
  }

  /** Parses a text as far as it is another than before. */
  #parse(name: string, text: string): MapNode | null {
    const { before, kept, report } = this.#shared;
    const known = before.get(name);
    before.delete(name);
    if (known?.text === text && known.clean) {
      kept.set(name, known);
      return known.root;
    }
    const reported = report.reported;
    const parsed = parseYaml(new SourceText(name, text), report, { previous: known?.parsed });
    const root = sectionsOf(parsed, report);
    kept.set(name, { text, parsed, root, clean: report.reported === reported });
    return root;
  }
}

/** What a reader fails with counts as "not there": the candidate after it may be. */
export async function readOrNull<T>(read: () => Promise<T | null> | undefined): Promise<T | null> {
  try {
    return (await read()) ?? null;
  } catch {
    return null;
  }
}

function sectionsOf({ source, root }: ParsedYaml, report: Report): MapNode | null {
  if (root === null) return null;
  if (root.kind === 'map') return root;
  if (isNull(root)) return mapNode(new Map(), root);
  report.error({
    code: 1,
    detail: `${source.file} must be a map of sections, and this is ${inWords(root)}.`,
    range: rangeOf(root),
  });
  return null;
}
