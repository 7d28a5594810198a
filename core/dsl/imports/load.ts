import { didYouMean } from '../../diagnostics/nearest.ts';
import type { Report } from '../../diagnostics/report.ts';
import type { SourceReader } from '../../ports/ports.ts';
import type { CompileRequest } from '../compilation.ts';
import type { CompileContext } from '../context.ts';
import { formatVersion, readVersion } from '../language-version.ts';
import { parseYaml } from '../safe-yaml/parse-yaml.ts';
import { SourceText } from '../safe-yaml/source-text.ts';
import { type MapNode, mapNode, type SyntaxNode } from '../safe-yaml/syntax.ts';
import { inWords } from '../schema/fields.ts';
import { folderOf, importCandidates, joinLocation } from './location.ts';
import { MergedSections } from './merge-sections.ts';
import { type ImportStatement, readImports } from './read-imports.ts';

/** A blueprint with everything it imports, put together. */
export interface LoadedBlueprint {
  context: CompileContext;
  sections: MergedSections;
}

/** Files of one blueprint; more are refused, as only a mistake or an attack has them. */
const mostFiles = 1000;

/** Reads the main file and all imports, breadth first, parents before children; a file met again is skipped. */
export class BlueprintLoader {
  readonly #request: CompileRequest;
  readonly #report: Report;
  readonly #sources = new Map<string, string>();

  constructor(request: CompileRequest, report: Report) {
    this.#request = request;
    this.#report = report;
  }

  /** The texts read so far, in the order of reading. */
  get sources(): ReadonlyMap<string, string> {
    return this.#sources;
  }

  /** Null when the main file cannot be understood at all; the report says why. */
  async load(): Promise<LoadedBlueprint | null> {
    const { mainFile, reader } = this.#request;
    const text = await readOrNull(reader, mainFile);
    if (text === null) {
      this.#report.error({
        code: 9010,
        detail: `The blueprint's main file ${mainFile} does not exist or cannot be read.`,
        range: new SourceText(mainFile, '').range(0, 0),
      });
      return null;
    }
    const main = this.#parse(mainFile, text);
    const version = main === null ? null : this.#mainVersion(main);
    if (main === null || version === null) return null;
    const hasFile = (path: string) => this.#hasFile(path);
    const { validateVersion = true, validateFunctions = true, validateInputDefaults = true } = this.#request;
    const validate = { validateVersion, validateFunctions, validateInputDefaults };
    const context: CompileContext = { report: this.#report, version, ...validate, hasFile };
    const sections = new MergedSections(context);
    sections.add({ location: mainFile, root: main, main: true });
    await this.#loadImports(readImports({ location: mainFile, root: main, main: true }, context), {
      context,
      sections,
    });
    return { context, sections };
  }

  async #loadImports(first: ImportStatement[], into: LoadedBlueprint): Promise<void> {
    const queue = [...first];
    for (let next = 0; next < queue.length; next += 1) {
      const statement = queue[next];
      if (statement === undefined) break;
      if (this.#sources.size >= mostFiles) {
        const detail = `The blueprint imports more than ${mostFiles} files.`;
        this.#report.error({ code: 13, detail, range: statement.range });
        break;
      }
      const found = await this.#find(statement, into.context);
      if (found === null || this.#sources.has(found.location)) continue;
      const root = this.#parse(found.location, found.text);
      if (root === null) continue;
      this.#checkImportedVersion(root, statement, into.context);
      const file = { location: found.location, root, main: false };
      into.sections.add(file);
      queue.push(...readImports(file, into.context));
    }
  }

  async #find(statement: ImportStatement, context: CompileContext): Promise<{ location: string; text: string } | null> {
    const { mainFile, reader } = this.#request;
    const candidates = importCandidates(statement.location, {
      file: statement.file,
      mainFile,
      version: context.version,
    });
    for (const location of candidates) {
      const text = this.#sources.get(location) ?? (await readOrNull(reader, location));
      if (text !== null) return { location, text };
    }
    this.#report.error({
      code: 13,
      detail: `"${statement.location}" cannot be found or read. Tried: ${candidates.join(', ') || 'nothing, as the path leads out of the blueprint'}.`,
      range: statement.range,
      hint: () => didYouMean(statement.location, this.#sources.keys()) ?? importHint(statement.location),
    });
    return null;
  }

  #parse(location: string, text: string): MapNode | null {
    this.#sources.set(location, text);
    const { root, source } = parseYaml(new SourceText(location, text), this.#report);
    if (root === null) return null;
    if (root.kind === 'map') return root;
    if (isEmptyDocument(root)) return mapNode(new Map(), root);
    this.#report.error({
      code: 1,
      detail: `${location} must be a map of sections, and this is ${inWords(root)}.`,
      range: source.range(root.start, root.end),
    });
    return null;
  }

  #mainVersion(main: MapNode): number | null {
    if (!main.entries.has('tosca_definitions_version')) {
      this.#report.error({
        code: 27,
        detail: 'The main file must say which version of the language it is written in.',
        range: main.source.range(0, 0),
        hint: `Write "tosca_definitions_version: ${formatVersion(3)}" in the first line.`,
      });
      return null;
    }
    return readVersion(main, this.#report);
  }

  #checkImportedVersion(root: MapNode, statement: ImportStatement, context: CompileContext): void {
    const version = readVersion(root, this.#report);
    if (version === null || version <= context.version || !context.validateVersion) return;
    this.#report.error({
      code: 28,
      detail: `The imported file declares ${formatVersion(version)}, newer than ${formatVersion(context.version)} of the main file.`,
      range: statement.range,
      hint: `Write "tosca_definitions_version: ${formatVersion(version)}" in the main file.`,
    });
  }

  #hasFile(path: string): boolean {
    const { mainFile, reader } = this.#request;
    const places = [joinLocation(folderOf(mainFile), path), joinLocation('', path)];
    return places.some((place) => place !== null && reader.exists(place));
  }
}

/** What a reader fails with counts as "not there": the candidate after it may be. */
async function readOrNull(reader: SourceReader, location: string): Promise<string | null> {
  try {
    return await reader.read(location);
  } catch {
    return null;
  }
}

function isEmptyDocument(root: SyntaxNode): boolean {
  return root.kind === 'scalar' && root.type === 'null';
}

function importHint(location: string): string | undefined {
  if (/^https?:/.test(location))
    return 'Only known addresses of definition files are answered. Put the file into the blueprint.';
  return location.startsWith('plugin:') ? 'This plugin is not part of the product.' : undefined;
}
