import { posix } from 'node:path';
import type { JsonObject } from '../../../../core/blueprint/json.ts';
import type { Diagnostic } from '../../../../core/diagnostics/diagnostic.ts';
import { type CompileRequest, compileBlueprint } from '../../../../core/dsl/index.ts';
import type { BlueprintPlan } from '../../../../core/plan/plan.ts';
import type { BlueprintSource, PluginRecord, SourceReader } from '../../../../core/ports/ports.ts';
import type { BlueprintCase, Outcome } from '../case.ts';

/** When the cases were recorded: a schedule's time of day is meant that day, 2026-11-21. */
const recordedAt = Date.UTC(2026, 10, 21, 12);

/** Blueprint text to plan. */
export async function runCompile(recorded: BlueprintCase): Promise<Outcome> {
  const compiled = await compileCase(recorded);
  return compiled.plan === null ? refused(compiled.problem) : { ok: true, value: compiled.plan };
}

export type CompiledCase = { plan: BlueprintPlan; problem: null } | { plan: null; problem: Diagnostic | undefined };

/** Compiles the blueprint of a case from its own files. */
export async function compileCase(recorded: BlueprintCase): Promise<CompiledCase> {
  const { plan, diagnostics } = await compileBlueprint(requestOf(recorded));
  if (plan !== null) return { plan, problem: null };
  return { plan: null, problem: diagnostics.find(({ severity }) => severity === 'error') };
}

/** The outcome of a blueprint that was refused. */
export function refused(problem: Diagnostic | undefined): Outcome {
  return { ok: false, code: problem?.code ?? null, message: problem?.detail ?? 'nothing was said' };
}

function requestOf(recorded: BlueprintCase): CompileRequest {
  const { options = {} } = recorded;
  const location = options.dsl_location ?? null;
  const reader = new CaseReader(recorded);
  const scriptFolders = (options.additional_resource_sources ?? []).map(folderNamed);
  if (location !== null) scriptFolders.unshift(folderOf(pathOf(location)));
  return {
    ...sourceOf(reader, { text: recorded.main ?? '', location, base: options.resources_base_path ?? null }),
    scriptFolders,
    now: recordedAt,
    validateVersion: options.validate_version ?? true,
    validateFunctions: options.validate_intrinsic_function ?? true,
    validateInputDefaults: options.validate_input_defaults ?? true,
  };
}

/** A text at a location, or at none: then nothing is beside it. */
function sourceOf(
  reader: SourceReader,
  { text, location, base }: { text: string; location: string | null; base: string | null },
): BlueprintSource {
  const mainFile = location === null ? 'nowhere/blueprint.yaml' : pathOf(location);
  return {
    mainFile,
    reader: {
      read: (wanted) => (wanted === mainFile ? Promise.resolve(text) : reader.read(wanted)),
      exists: (path) => reader.exists(path),
      blueprint: async (id) => reader.blueprint?.(id) ?? null,
      plugin: async (wanted) => reader.plugin?.(wanted) ?? null,
    },
    importFolders: base === null ? [] : [folderNamed(base)],
  };
}

/** The virtual file system of a case. */
class CaseReader implements SourceReader {
  readonly #case: BlueprintCase;
  readonly #files: ReadonlyMap<string, string>;

  constructor(recorded: BlueprintCase) {
    this.#case = recorded;
    this.#files = new Map(Object.entries(recorded.files ?? {}).map(([location, text]) => [pathOf(location), text]));
  }

  read(location: string): Promise<string | null> {
    return Promise.resolve(this.#case.urls?.[location] ?? this.#files.get(pathOf(location)) ?? null);
  }

  exists(path: string): boolean {
    return this.#files.has(path);
  }

  blueprint(id: string): Promise<BlueprintSource | null> {
    const found = this.#case.blueprints?.[`blueprint:${id}`];
    if (found === undefined) return Promise.resolve(null);
    const { text, location, resources_base_path: base } = found;
    return Promise.resolve(sourceOf(this, { text, location, base }));
  }

  plugin(location: string): Promise<PluginRecord | null> {
    const record = this.#case.plugins_db?.[location] as PluginRow | undefined;
    return Promise.resolve(record === undefined ? null : recordOf(record));
  }
}

interface PluginRow {
  blueprint_labels?: Record<string, string[]>;
  labels?: Record<string, string[]>;
  resource_tags?: JsonObject;
}

function recordOf({ blueprint_labels = {}, labels = {}, resource_tags = {} }: PluginRow): PluginRecord {
  return { blueprintLabels: blueprint_labels, labels, resourceTags: resource_tags };
}

/** Paths in cases are absolute or `file:` locations; ours are relative to the root. */
function pathOf(location: string): string {
  const path = location.replace(/^file:(?:\/\/)?/, '');
  return /^[a-z]+:/.test(path) ? path : posix.normalize(path).replace(/^\/+/, '');
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function folderNamed(location: string): string {
  const path = pathOf(location);
  return path === '' || path.endsWith('/') ? path : `${path}/`;
}
