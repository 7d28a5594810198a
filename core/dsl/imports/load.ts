import type { Report } from '../../diagnostics/report.ts';
import type { CompileRequest } from '../compilation.ts';
import type { CompileContext } from '../context.ts';
import { type LanguageVersion, readVersion } from '../language-version.ts';
import { isNull, type MapNode, stringNode } from '../safe-yaml/syntax.ts';
import { ImportProblems } from './import-problems.ts';
import { withImportProperties } from './import-properties.ts';
import { folderOf, importCandidates, joinLocation } from './location.ts';
import { type ImportedFile, MergedSections } from './merge-sections.ts';
import { nestedNamespace } from './namespace.ts';
import { namespaceMark, withoutNamespace } from './namespaced-name.ts';
import { withPluginRecord } from './plugin-record.ts';
import { type ImportStatement, readImports } from './read-imports.ts';
import { readOrNull, type SharedFiles, SourceFiles, sharedFiles } from './source-files.ts';

/** A blueprint with everything it imports, put together. */
export interface LoadedBlueprint {
  context: CompileContext;
  sections: MergedSections;
  /** The main file. */
  main: MapNode;
  /** Every import that is asked for, in the order of reading. */
  imports: readonly ResolvedImport[];
}

/** An import, and where its text came from; null when there is none. */
export interface ResolvedImport {
  statement: ImportStatement;
  location: string | null;
}

/** A file that was found, before it is put together with the others. */
interface FoundFile extends ImportedFile {
  statement: ImportStatement;
  /** What it declares. */
  version: LanguageVersion | null;
}

const blueprintScheme = 'blueprint:';

/** Namespaces in each other; deeper are only those of files that import each other in a circle. */
const deepestNamespace = 20;

/** Reads the main file and all imports, breadth first, parents before children; a file met again is skipped. */
export class BlueprintLoader {
  readonly #request: CompileRequest;
  readonly #shared: SharedFiles;
  readonly #files: SourceFiles;
  readonly #problems: ImportProblems;
  /** Imported blueprints around this one, outermost first. */
  readonly #within: readonly string[];
  readonly #seen = new Set<string>();
  readonly #imports: ResolvedImport[] = [];

  /** `within` is for the loader itself, for blueprints that are imported. */
  constructor(
    request: CompileRequest,
    report: Report,
    within: { ids: readonly string[]; shared: SharedFiles } | null = null,
  ) {
    this.#request = request;
    this.#shared = within?.shared ?? sharedFiles(report);
    this.#within = within?.ids ?? [];
    this.#problems = new ImportProblems(this.#shared.report);
    const id = this.#within.at(-1);
    this.#files = new SourceFiles(request.reader, this.#shared, id === undefined ? '' : `${blueprintScheme}${id}/`);
  }

  /** The texts read so far, in the order of reading. */
  get sources(): ReadonlyMap<string, string> {
    return this.#shared.texts;
  }

  /** The roots of the files read so far by location; null for those that are not sound YAML. */
  get roots(): ReadonlyMap<string, MapNode | null> {
    return this.#shared.parsed;
  }

  /** Null when the main file cannot be understood at all; the report says why. */
  async load(): Promise<LoadedBlueprint | null> {
    const { mainFile } = this.#request;
    const opened = await this.#files.open(mainFile);
    if (opened === null) this.#problems.noMainFile(mainFile);
    const root = opened?.root ?? null;
    const version = root === null ? null : (this.#mainVersion(root) ?? this.#request.fallbackVersion ?? null);
    if (root === null || version === null) return null;
    const blueprint = this.#start(root, version);
    const builtIn = isTypesFile(root);
    const main: ImportedFile = { location: mainFile, root, main: true, namespace: null, isBuiltIn: () => builtIn };
    this.#seen.add(seenKey(mainFile, null));
    const found = await this.#findAll(main, blueprint);
    blueprint.sections.add(main);
    for (const file of found) this.#merge(file, blueprint);
    return blueprint;
  }

  #start(main: MapNode, version: LanguageVersion): LoadedBlueprint {
    const { validateVersion = true, validateFunctions = true, validateInputDefaults = true } = this.#request;
    const context: CompileContext = {
      report: this.#shared.report,
      version,
      validateVersion,
      validateFunctions,
      validateInputDefaults,
      now: this.#request.now ?? null,
      hasFile: (path) => this.#hasFile(path),
      isOfImportedBlueprint: (path) => namespacesOf(path).some((namespace) => mapping().has(namespace)),
    };
    const sections = new MergedSections(context);
    const mapping = () => sections.entries('namespaces_mapping');
    return { context, sections, main, imports: this.#imports };
  }

  /** All imported files in the order in which they are put together. */
  async #findAll(main: ImportedFile, blueprint: LoadedBlueprint): Promise<FoundFile[]> {
    const found: FoundFile[] = [];
    const queue = readImports(main, blueprint.context);
    for (let next = 0; next < queue.length; next += 1) {
      const statement = queue[next];
      if (statement === undefined || this.#isTooMuch(statement)) break;
      const file = await this.#find(statement, blueprint);
      if (file === null) continue;
      this.#shared.filesLeft -= 1;
      this.#shared.valuesLeft -= file.root.size;
      found.push(file);
      queue.push(...readImports(file, blueprint.context));
    }
    return found;
  }

  #isTooMuch(statement: ImportStatement): boolean {
    if (this.#shared.filesLeft > 0 && this.#shared.valuesLeft > 0) return false;
    this.#problems.tooMuch(statement, 'The blueprint imports more files, or more in them, than is put together.');
    return true;
  }

  /** The file that an import leads to; null when it is there already or cannot be read (reported). */
  async #find(statement: ImportStatement, blueprint: LoadedBlueprint): Promise<FoundFile | null> {
    const namespace = nestedNamespace(statement.importer.namespace, statement.namespace);
    if (namespace !== null && namespace.split(namespaceMark).length > deepestNamespace) {
      this.#problems.tooMuch(statement, `It is imported under more than ${deepestNamespace} namespaces in each other.`);
      return null;
    }
    const candidates = importCandidates(statement.location, {
      file: statement.importer.location,
      folders: this.#request.importFolders ?? this.#ownFolders(),
      version: blueprint.context.version,
    });
    const place = await this.#locate(candidates, namespace, blueprint.context.version);
    this.#imports.push({ statement, location: place?.location ?? null });
    if (place === null) {
      const known = this.#shared.texts.keys();
      this.#problems.notFound(statement, { candidates, known, reader: this.#request.reader });
      return null;
    }
    const { location, file } = place;
    if (file === 'seen') return null;
    if (file === 'blueprint') return this.#findBlueprint(statement, namespace, blueprint);
    this.#seen.add(seenKey(location, namespace));
    return file.root === null ? null : this.#found(statement, { location, namespace, root: file.root }, blueprint);
  }

  /** The first of the candidates that is something. */
  async #locate(
    candidates: readonly string[],
    namespace: string | null,
    version: LanguageVersion,
  ): Promise<{ location: string; file: 'seen' | 'blueprint' | { root: MapNode | null } } | null> {
    for (const location of candidates) {
      if (this.#seen.has(seenKey(location, namespace))) return { location, file: 'seen' };
      if (location.startsWith(blueprintScheme)) return { location, file: 'blueprint' };
      const file = await this.#files.open(location, version);
      if (file !== null) return { location, file };
    }
    return null;
  }

  async #found(
    statement: ImportStatement,
    at: { location: string; namespace: string | null; root: MapNode },
    { context }: LoadedBlueprint,
  ): Promise<FoundFile | null> {
    const { location } = at;
    const record = await readOrNull(() => this.#request.reader.plugin?.(location));
    const root = record === null ? at.root : withPluginRecord(at.root, record);
    const version = context.validateVersion ? readVersion(root, this.#shared.report) : null;
    const builtIn = isTypesFile(root);
    if (builtIn && statement.namespace !== null) this.#problems.namespaceOfTypes(statement);
    // Built-in types are the same for every namespace, and so they are there once.
    if (builtIn && at.namespace !== null && this.#seen.has(seenKey(location, null))) return null;
    if (builtIn) this.#seen.add(seenKey(location, null));
    const namespace = builtIn ? null : at.namespace;
    return { location, root, main: false, namespace, isBuiltIn: () => builtIn, statement, version };
  }

  /** A blueprint is put together by itself, without checks of its contents, and then imported like a file. */
  async #findBlueprint(
    statement: ImportStatement,
    namespace: string | null,
    { sections }: LoadedBlueprint,
  ): Promise<FoundFile | null> {
    const id = statement.location.slice(blueprintScheme.length);
    if (namespace === null || sections.entries('namespaces_mapping').has(namespace)) {
      this.#problems.namespaceOfBlueprint(statement, namespace);
      return null;
    }
    this.#seen.add(seenKey(statement.location, namespace));
    sections.addBlueprint(stringNode(id, statement.node), namespace);
    const source = this.#within.includes(id) ? null : await readOrNull(() => this.#request.reader.blueprint?.(id));
    if (source === null) {
      this.#problems.noBlueprint(statement, id, this.#within);
      return null;
    }
    const within = { ids: [...this.#within, id], shared: this.#shared };
    const loader = new BlueprintLoader({ ...source, validateVersion: false }, this.#shared.report, within);
    const loaded = await loader.load();
    if (loaded === null) return null;
    const file = loaded.sections.asFile(loaded.main, namespace);
    return { ...file, statement, version: loaded.context.version };
  }

  #merge(file: FoundFile, { context, sections }: LoadedBlueprint): void {
    if (context.validateVersion) this.#checkVersion(file, context);
    sections.add({ ...file, root: withImportProperties(file.root, file.statement.properties, context) });
  }

  #mainVersion(main: MapNode): number | null {
    if (!isNull(main.entries.get('tosca_definitions_version')?.value)) return readVersion(main, this.#shared.report);
    this.#problems.noVersion(main);
    return null;
  }

  #checkVersion({ version, statement }: FoundFile, context: CompileContext): void {
    if (version !== null && version > context.version) this.#problems.newer(statement, version, context.version);
  }

  #ownFolders(): string[] {
    return [folderOf(this.#request.mainFile), ''];
  }

  #hasFile(path: string): boolean {
    const { reader, scriptFolders = this.#ownFolders() } = this.#request;
    const paths = [path, withoutNamespace(path)];
    return scriptFolders.some((folder) =>
      paths.some((name) => {
        const place = joinLocation(folder, name);
        return place !== null && reader.exists(place);
      }),
    );
  }
}

/** A file that brings the built-in types (dsl.md section 3, "Types file rule"). */
function isTypesFile(root: MapNode): boolean {
  const types = root.entries.get('node_types')?.value;
  return types?.kind === 'map' && types.entries.has('cloudify.nodes.Root');
}

function seenKey(location: string, namespace: string | null): string {
  return `${namespace ?? ''}\n${location}`;
}

/** `a` and `a--b` for `a--b--scripts/run.sh`. */
function namespacesOf(path: string): string[] {
  const parts = path.split(namespaceMark);
  return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join(namespaceMark));
}
