import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { BlueprintPlan } from '../../../core/plan/plan.ts';
import type { Dialect } from '../../../core/workflow/model.ts';
import { claimBlueprint, findBlueprintByName, insertVersion } from '../../../db/repositories/blueprint.ts';
import { type ChangeMaker, change, type ServiceDependencies } from '../dependencies.ts';
import { type BlueprintFiles, hashFiles } from './blueprint-source.ts';

/** A blueprint that has compiled. */
export interface CompiledBlueprint {
  name: string;
  mainFile: string;
  files: BlueprintFiles;
  plan: BlueprintPlan;
  diagnostics: Diagnostic[];
  dialect: Dialect;
  example: boolean;
}

/**
 * Stores a blueprint as the first or the next version of its name. Files that are the same as those of the latest
 * version make no new one.
 */
export async function storeBlueprint(
  dependencies: ServiceDependencies,
  by: ChangeMaker,
  compiled: CompiledBlueprint,
): Promise<{ id: string; name: string; version: number }> {
  const { ids } = dependencies;
  const { name, mainFile, files, plan, diagnostics, dialect, example } = compiled;
  const contentHash = hashFiles(files);
  return change(dependencies, by, async (tx, now) => {
    const tenantId = by.tenant.id;
    const stamp = { createdAt: now, createdBy: by.email };
    const row = await claimBlueprint(tx, { id: ids.uuid(), tenantId, name, example, ...stamp });
    const latest = await findBlueprintByName(tx, tenantId, name);
    if (latest !== null && latest.contentHash === contentHash && latest.mainFile === mainFile) {
      return { result: { id: row.id, name, version: latest.version }, record: null };
    }
    const content = [...files].map(([path, file]) => ({ path, ...file }));
    const version = await insertVersion(
      tx,
      { id: ids.uuid(), blueprintId: row.id, mainFile, contentHash, plan, diagnostics, dialect, ...stamp },
      content,
    );
    const detail = { version, mainFile, files: files.size, contentHash };
    return { result: { id: row.id, name, version }, record: { action: 'blueprints.upload', target: name, detail } };
  });
}
