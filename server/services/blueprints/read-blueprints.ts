import { buildTopology } from '../../../core/topology/build-topology.ts';
import {
  type BlueprintOverview,
  findBlueprint,
  findFile,
  findVersion,
  listFiles,
  listBlueprints as listRows,
  listVersions,
} from '../../../db/repositories/blueprint.ts';
import type { BlueprintDetail, BlueprintSummary } from '../../api/contract.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';

const largestShown = 1024 * 1024;

/** The tenant's blueprints by name, each as its latest version is. */
export async function listBlueprints({ db }: ServiceDependencies, actor: Actor): Promise<BlueprintSummary[]> {
  return (await listRows(db, actor.tenant.id)).map(toSummary);
}

export async function getBlueprint({ db }: ServiceDependencies, actor: Actor, id: string): Promise<BlueprintDetail> {
  const overview = await findBlueprint(db, actor.tenant.id, id);
  const version = overview === null ? null : await findVersion(db, overview.versionId);
  if (overview === null || version === null) throw notFound('blueprint');
  const versions = await listVersions(db, id);
  return {
    ...toSummary(overview),
    versionId: version.id,
    inputs: version.plan.inputs,
    outputs: version.plan.outputs,
    versions: versions.map((each) => ({ ...each, createdAt: each.createdAt.toISOString() })),
    graph: buildTopology(version.plan, [], new Set()),
    files: await listFiles(db, version.id),
    diagnostics: version.diagnostics,
  };
}

/** A file of the latest version as text; throws when there is none or it cannot be shown. */
export async function readBlueprintText(
  { db }: ServiceDependencies,
  actor: Actor,
  { id, path }: { id: string; path: string },
): Promise<{ path: string; text: string }> {
  const overview = await findBlueprint(db, actor.tenant.id, id);
  if (overview === null) throw notFound('blueprint');
  const file = await findFile(db, overview.versionId, path);
  if (file === null) throw notFound('file');
  if (file.content.byteLength > largestShown)
    throw new AppError('too-large', 'This file is larger than 1 MB and is not shown.');
  if (file.content.includes(0)) throw new AppError('bad-request', 'This file is not text and is not shown.');
  return { path, text: new TextDecoder().decode(file.content) };
}

function toSummary(row: BlueprintOverview): BlueprintSummary {
  const { id, name, description, version, mainFile, nodeCount, types, plugins, deploymentCount, createdBy, example } =
    row;
  return {
    id,
    name,
    description,
    version,
    mainFile,
    nodeCount,
    types,
    plugins,
    deploymentCount,
    createdBy,
    example,
    createdAt: row.createdAt.toISOString(),
  };
}
