import type { SourceRange } from '../diagnostics/diagnostic.ts';
import { Report } from '../diagnostics/report.ts';
import type { BlueprintPlan } from '../plan/plan.ts';
import { Answers } from './answers.ts';
import { type BlueprintTypes, buildBlueprint, readTypes } from './build-blueprint.ts';
import type { Compilation, CompileRequest } from './compilation.ts';
import type { BuildContext, CompileContext } from './context.ts';
import { BlueprintLoader, type LoadedBlueprint } from './imports/load.ts';
import { type KeptFiles, sharedFiles } from './imports/source-files.ts';
import { Memo } from './memo.ts';
import { entryRangeOf, type MapNode } from './safe-yaml/syntax.ts';

/** Compiles a blueprint again and again while it is written. */
export interface Compiler {
  /**
   * What `compileBlueprint` gives for the same request. Only what changed since the last call is read, checked and built
   * again; plans of different calls share what did not change. One call at a time.
   */
  compile(request: CompileRequest): Promise<Compilation>;
  /** What the last call put together, whatever faults it has; null when the main file could not be read at all. */
  readonly built: BuiltBlueprint | null;
}

/** A blueprint on the way from its texts to a plan. Its trees tell places until the next compilation. */
export interface BuiltBlueprint extends LoadedBlueprint {
  types: BlueprintTypes;
  /** The roots of all files by location; null for those that are not sound YAML. */
  roots: ReadonlyMap<string, MapNode | null>;
}

/** A compiler that keeps what its calls have in common; its memory is about that of one compilation. */
export function createCompiler(): Compiler {
  return new KeepingCompiler();
}

class KeepingCompiler implements Compiler {
  readonly #memo = new Memo();
  readonly #answers = new Answers();
  #files: KeptFiles = new Map();
  /** One object for all compilations: what is kept refers to it. */
  #context: BuildContext | null = null;
  #built: BuiltBlueprint | null = null;

  get built(): BuiltBlueprint | null {
    return this.#built;
  }

  async compile(request: CompileRequest): Promise<Compilation> {
    const report = new Report();
    const shared = sharedFiles(report, this.#files);
    const loader = new BlueprintLoader(request, report, { ids: [], shared });
    const loaded = await loader.load();
    this.#files = shared.kept;
    this.#built = null;
    const plan = loaded === null ? null : this.#build(loaded, loader.roots);
    return {
      plan: report.errors === 0 ? plan : null,
      diagnostics: report.list([...loader.sources.keys()]),
      sources: Object.fromEntries(loader.sources),
      nodeRanges: loaded === null ? {} : nodeRanges(loaded),
    };
  }

  #build(loaded: LoadedBlueprint, roots: BuiltBlueprint['roots']): BlueprintPlan {
    const context = this.#prepare(loaded.context);
    const types = readTypes(loaded.sections, context);
    this.#built = { ...loaded, types, roots };
    return buildBlueprint(loaded.sections, types, context);
  }

  /** The context of this compilation, in the object of those before; nothing is kept that was found under other conditions. */
  #prepare(loaded: CompileContext): BuildContext {
    const before = this.#context;
    const answers = this.#answers.renew({
      file: (path) => loaded.hasFile(path),
      imported: (path) => loaded.isOfImportedBlueprint(path),
    });
    if (before === null || !answers || !sameConditions(before, loaded)) this.#memo.clear();
    const context: BuildContext = Object.assign(before ?? {}, loaded, {
      memo: this.#memo,
      hasFile: (path: string) => this.#answers.ask('file', path),
      isOfImportedBlueprint: (path: string) => this.#answers.ask('imported', path),
    });
    this.#memo.report = context.report;
    this.#context = context;
    return context;
  }
}

function sameConditions(before: CompileContext, now: CompileContext): boolean {
  const { version, validateVersion, validateFunctions, validateInputDefaults } = now;
  return (
    before.version === version &&
    before.validateVersion === validateVersion &&
    before.validateFunctions === validateFunctions &&
    before.validateInputDefaults === validateInputDefaults
  );
}

function nodeRanges(loaded: LoadedBlueprint): Record<string, SourceRange> {
  const templates = [...loaded.sections.entries('node_templates').values()];
  return Object.fromEntries(templates.map((entry) => [entry.key, entryRangeOf(entry)]));
}
