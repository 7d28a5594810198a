import type { SourceRange } from '../diagnostics/diagnostic.ts';
import { Report } from '../diagnostics/report.ts';
import { buildBlueprint } from './build-blueprint.ts';
import type { Compilation, CompileRequest } from './compilation.ts';
import { BlueprintLoader, type LoadedBlueprint } from './imports/load.ts';
import { entryRangeOf } from './safe-yaml/syntax.ts';

/** Compiles a blueprint with all it imports. Never throws for bad input; what `reader.read` throws counts as "cannot be read". */
export async function compileBlueprint(request: CompileRequest): Promise<Compilation> {
  const report = new Report();
  const loader = new BlueprintLoader(request, report);
  const loaded = await loader.load();
  const plan = loaded === null ? null : buildBlueprint(loaded.sections, loaded.context);
  return {
    plan: report.errors === 0 ? plan : null,
    diagnostics: report.list([...loader.sources.keys()]),
    sources: Object.fromEntries(loader.sources),
    nodeRanges: loaded === null ? {} : nodeRanges(loaded),
  };
}

function nodeRanges(loaded: LoadedBlueprint): Record<string, SourceRange> {
  const templates = [...loaded.sections.entries('node_templates').values()];
  return Object.fromEntries(templates.map((entry) => [entry.key, entryRangeOf(entry)]));
}
