import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { BlueprintPlan } from '../../../core/plan/plan.ts';
import type { Ids } from '../../../core/ports/ports.ts';
import type { Dialect } from '../../../core/workflow/model.ts';
import type { Tx } from '../../../db/client.ts';
import {
  claimBlueprint,
  findBlueprintByName,
  insertVersion,
  ownBlueprint,
} from '../../../db/repositories/blueprint.ts';
import { AppError } from '../../faults/app-error.ts';
import { type ChangeMaker, type ChangeRecord, change, type ServiceDependencies } from '../dependencies.ts';
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
  /** Of the blueprint; absent: whichever has the name. */
  id?: string;
  note?: string | null;
}

interface StoredVersion {
  id: string;
  version: number;
  /** Null: nothing was stored. */
  record: ChangeRecord | null;
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
  return change(dependencies, by, async (tx, now) => {
    const { id, version, record } = await storeVersion(tx, { ids: dependencies.ids, now, by }, compiled);
    return { result: { id, name: compiled.name, version }, record };
  });
}

/**
 * As `storeBlueprint`, in a transaction under way.
 * @throws AppError when the name belongs to a blueprint of another id than the one that is given
 */
export async function storeVersion(
  tx: Tx,
  { ids, now, by }: { ids: Ids; now: Date; by: ChangeMaker },
  compiled: CompiledBlueprint,
): Promise<StoredVersion> {
  const { name, mainFile, files, plan, diagnostics, dialect, example, note } = compiled;
  const contentHash = hashFiles(files);
  const tenantId = by.tenant.id;
  const stamp = { createdAt: now, createdBy: by.email };
  const row = await claimBlueprint(tx, { id: compiled.id ?? ids.uuid(), tenantId, name, example, ...stamp });
  if (compiled.id !== undefined && row.id !== compiled.id)
    throw new AppError('conflict', `There is a blueprint "${name}" already. Choose another name for this one.`);
  const latest = await findBlueprintByName(tx, tenantId, name);
  if (latest !== null && latest.contentHash === contentHash && latest.mainFile === mainFile)
    return { id: row.id, version: latest.version, record: null };
  // The product keeps its examples up to date; one that a person has changed is theirs.
  if (row.example && !example) await ownBlueprint(tx, row.id);
  const content = [...files].map(([path, file]) => ({ path, ...file }));
  const version = await insertVersion(
    tx,
    {
      ...{ id: ids.uuid(), blueprintId: row.id, mainFile, contentHash, plan, diagnostics, dialect, ...stamp },
      note: note ?? null,
    },
    content,
  );
  const detail = { version, mainFile, files: files.size, contentHash };
  return { id: row.id, version, record: { action: 'blueprints.upload', target: name, detail } };
}
