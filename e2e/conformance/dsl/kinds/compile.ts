import type { Diagnostic } from '../../../../core/diagnostics/diagnostic.ts';
import { compileBlueprint } from '../../../../core/dsl/index.ts';
import type { BlueprintPlan } from '../../../../core/plan/plan.ts';
import type { SourceReader } from '../../../../core/ports/ports.ts';
import type { BlueprintCase, Outcome } from '../case.ts';

/** Blueprint text to plan. */
export async function runCompile(recorded: BlueprintCase): Promise<Outcome> {
  const compiled = await compileCase(recorded);
  return compiled.plan === null ? refused(compiled.problem) : { ok: true, value: compiled.plan };
}

export type CompiledCase = { plan: BlueprintPlan; problem: null } | { plan: null; problem: Diagnostic | undefined };

/** Compiles the blueprint of a case from its own files. */
export async function compileCase(recorded: BlueprintCase): Promise<CompiledCase> {
  const mainFile = pathOf(recorded.options?.dsl_location ?? '/ws/blueprint.yaml');
  const files = new Map(Object.entries(recorded.files ?? {}).map(([location, text]) => [pathOf(location), text]));
  for (const [url, text] of Object.entries(recorded.urls ?? {})) files.set(url, text);
  files.set(mainFile, recorded.main ?? '');
  const reader: SourceReader = {
    read: (location) => Promise.resolve(files.get(location) ?? files.get(pathOf(location)) ?? null),
    exists: (location) => files.has(location),
  };
  const { plan, diagnostics } = await compileBlueprint({ mainFile, reader });
  if (plan !== null) return { plan, problem: null };
  return { plan: null, problem: diagnostics.find(({ severity }) => severity === 'error') };
}

/** The outcome of a blueprint that was refused. */
export function refused(problem: Diagnostic | undefined): Outcome {
  return { ok: false, code: problem?.code ?? null, message: problem?.detail ?? 'nothing was said' };
}

/** Paths in cases are absolute or `file:` locations; ours are relative to the root. */
function pathOf(location: string): string {
  return location.replace(/^file:(?:\/\/)?/, '').replace(/^\/+/, '');
}
