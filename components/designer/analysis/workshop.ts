import { DesignBuilder, isWhole } from '../../../core/design/build-design.ts';
import { diffDesign } from '../../../core/design/delta.ts';
import type { Design, DesignProblem } from '../../../core/design/design.ts';
import type { Fix } from '../../../core/design/fix.ts';
import { fixesOf } from '../../../core/design/fixes.ts';
import { findPlace, nodeAt } from '../../../core/design/place.ts';
import { placeAt } from '../../../core/design/place-in-text.ts';
import { locateProblems } from '../../../core/design/problems.ts';
import { type Completions, completeAt } from '../../../core/design/words/complete.ts';
import { type FileWords, fileWords } from '../../../core/design/words/file-words.ts';
import { type Hover, hoverAt } from '../../../core/design/words/hover.ts';
import type { Vocabulary } from '../../../core/design/words/vocabulary.ts';
import {
  applyEdits,
  applyIntents,
  type EditableBlueprint,
  fragmentOf,
  type Intent,
  type OpenRequest,
  openBlueprint,
} from '../../../core/dsl/edit/index.ts';
import { type Compilation, createCompiler, isAbsoluteLocation, newestVersion } from '../../../core/dsl/index.ts';
import type { SourceReader } from '../../../core/ports/ports.ts';
import type { ImportReader } from './import-reader.ts';
import type { Outcome, PlaceAt, WordPlace } from './protocol.ts';
import type { Answer, Inquiry, Question, Told } from './worker-messages.ts';

/** After this time an import that could not be fetched is tried again. */
const retryMs = 5_000;

/** The analysis itself; lives in the worker. */
export class Workshop {
  readonly #tell: (told: Told) => void;
  readonly #imports: ImportReader;
  readonly #fetchImportable: () => Promise<ReadonlyMap<string, string>>;
  #importable: ReadonlyMap<string, string> | null = null;
  readonly #compiler = createCompiler();
  readonly #designs = new DesignBuilder();
  #texts: Record<string, string> = {};
  #paths: ReadonlySet<string> = new Set();
  #mainFile = '';
  #revision = 0;
  /** The revision of the last analysis. */
  #analysed = 0;
  #compilation: Compilation | null = null;
  #design: Design | null = null;
  #problems: readonly DesignProblem[] = [];
  #editable: EditableBlueprint | null = null;
  #running: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Those who wait for the next analysis. */
  #waiting: (() => void)[] = [];

  /** `fetchImportable`: what has to be imported for each type; asked for when it is needed first. */
  constructor(
    tell: (told: Told) => void,
    imports: ImportReader,
    fetchImportable: () => Promise<ReadonlyMap<string, string>>,
  ) {
    this.#tell = tell;
    this.#imports = imports;
    this.#fetchImportable = fetchImportable;
  }

  /** Takes a message of the page. */
  take(id: number, question: Question): void {
    if (question.kind === 'open') this.#open(question);
    else if (question.kind === 'edit') this.#edit(question);
    else void this.#reply(id, question);
  }

  async #reply(id: number, question: Inquiry): Promise<void> {
    try {
      const answer = this.#answer(question);
      // Most answers are there at once, and must not wait behind the next message.
      this.#tell({ kind: 'answer', id, value: answer instanceof Promise ? await answer : answer });
    } catch (fault) {
      this.#tell({ kind: 'failed', id, message: fault instanceof Error ? fault.message : String(fault) });
    }
  }

  #open({ texts, paths, mainFile, revision }: Question & { kind: 'open' }): void {
    this.#texts = texts;
    this.#paths = new Set(paths);
    this.#mainFile = mainFile;
    this.#revision = revision;
    this.#schedule(0);
  }

  #edit({ edits, revision, settleMs }: Question & { kind: 'edit' }): void {
    for (const [path, each] of Object.entries(edits)) this.#texts[path] = applyEdits(this.#texts[path] ?? '', each);
    this.#revision = revision;
    this.#schedule(settleMs);
  }

  #answer(question: Inquiry): Answer[Inquiry['kind']] | Promise<Answer['fixes' | 'complete']> {
    switch (question.kind) {
      case 'resolve':
        return this.#resolve(question.revision, question.intents);
      case 'find':
        return findPlace(question.place, { editable: this.#now(), built: this.#compiler.built });
      case 'at':
        return this.#at(question.file, question.offset);
      case 'source':
        return this.#texts[question.location] ?? this.#compilation?.sources[question.location] ?? null;
      case 'fragment':
        return fragmentOf(this.#now(), question.nodes);
      case 'complete':
        return this.#complete(question);
      case 'hover':
        return this.#hover(question);
      case 'fixes':
        return this.#fixes(question.problem);
    }
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#running = this.#running.then(() => this.#analyse());
    }, ms);
  }

  async #analyse(): Promise<void> {
    const revision = this.#revision;
    const compilation = await this.#compiler.compile({
      mainFile: this.#mainFile,
      reader: this.#reader(),
      fallbackVersion: newestVersion,
    });
    this.#compilation = compilation;
    this.#report(revision, compilation);
    // The next gesture finds it read.
    this.#now();
    if (this.#imports.takeUnreachable()) this.#schedule(retryMs);
  }

  #report(revision: number, { diagnostics }: Compilation): void {
    const { built } = this.#compiler;
    const before = this.#design;
    const isStale = built === null || !isWhole(built);
    if (built !== null && (!isStale || before === null)) this.#design = this.#designs.build(built);
    const change = this.#design === null ? null : diffDesign(before, this.#design);
    const problems = locateProblems(diagnostics, built);
    const told = { revision, isStale, change, problems: isSame(problems, this.#problems) ? null : problems };
    this.#problems = problems;
    this.#analysed = revision;
    this.#tell({ kind: 'analysis', ...told });
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Resolves when the text as it is now was analysed: the page may know of a problem before. */
  async #caughtUp(): Promise<void> {
    while (this.#analysed !== this.#revision) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Reads the texts as they are when the compilation begins. */
  #reader(): SourceReader {
    const texts = { ...this.#texts };
    const paths = this.#paths;
    return {
      read: async (location, version = newestVersion) =>
        isAbsoluteLocation(location) ? this.#imports.read(location, version) : (texts[location] ?? null),
      exists: (location) => paths.has(location),
      explain: (location) => this.#imports.explain(location),
    };
  }

  #resolve(revision: number, intents: readonly Intent[]): Outcome | null {
    if (revision !== this.#revision) return null;
    const { result, blueprint } = applyIntents(this.#request(), intents);
    this.#editable = blueprint;
    return result;
  }

  #at(file: string, offset: number): PlaceAt {
    const editable = this.#now();
    const root = editable.files.get(file)?.root ?? this.#compiler.built?.roots.get(file) ?? null;
    if (root === null) return { path: [], node: null, range: null };
    const { path, range } = placeAt(root, offset);
    return { path, range, node: nodeAt(editable, file, path) };
  }

  async #complete({ secrets, ...at }: Inquiry & { kind: 'complete' }): Promise<Completions | null> {
    const importable = await this.#typesToImport();
    const words = this.#words(at, { secrets, locations: new Set(importable.values()) });
    return words === null ? null : completeAt(at.offset, words);
  }

  #hover(at: WordPlace): Hover | null {
    const words = this.#words(at, { secrets: [], locations: [] });
    return words === null ? null : hoverAt(at.offset, words);
  }

  #words({ file, draft }: WordPlace, known: Pick<Vocabulary, 'secrets' | 'locations'>): FileWords | null {
    if (this.#design === null) return null;
    const words = fileWords(file, this.#now(), { ...known, design: this.#design, paths: [...this.#paths] });
    return words === null || draft === undefined ? words : { ...words, text: draft };
  }

  /** What has to be imported for a type; without a server, nothing is known of it. */
  async #typesToImport(): Promise<ReadonlyMap<string, string>> {
    this.#importable ??= await this.#fetchImportable().catch(() => null);
    return this.#importable ?? new Map();
  }

  async #fixes(problem: DesignProblem): Promise<Fix[]> {
    const importable = await this.#typesToImport();
    await this.#caughtUp();
    const design = this.#design;
    if (design === null || !this.#problems.some((each) => isSame(each, problem))) return [];
    return fixesOf(problem, { editable: this.#now(), design, paths: [...this.#paths], importable });
  }

  /** The blueprint as its text is now, which may be newer than what was analysed last. */
  #now(): EditableBlueprint {
    this.#editable = openBlueprint(this.#request());
    return this.#editable;
  }

  #request(): OpenRequest {
    const relationships = Object.values(this.#design?.types.relationships ?? {});
    return {
      mainFile: this.#mainFile,
      sources: this.#texts,
      relationships: Object.fromEntries(
        relationships.map(({ name, hierarchy }) => [name, { type_hierarchy: [...hierarchy] }]),
      ),
      ...(this.#editable === null ? {} : { previous: this.#editable }),
    };
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
