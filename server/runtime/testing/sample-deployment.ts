import { randomUUID } from 'node:crypto';
import type { BlueprintPlan } from '../../../core/plan/plan.ts';
import type { Db, Tx } from '../../../db/client.ts';
import { claimBlueprint, insertVersion } from '../../../db/repositories/blueprint.ts';
import { insertDeployment } from '../../../db/repositories/deployment.ts';
import { insertNodeInstances } from '../../../db/repositories/node-instance.ts';
import { ensureTenant } from '../../../db/repositories/tenant.ts';
import { createExecution, type ExecutionRequest } from '../requests.ts';
import { type SampleNode, samplePlan } from './sample-plan.ts';

export const sampleTenant = 'default_tenant';

type InstanceRow = Omit<Parameters<typeof insertNodeInstances>[1][number], 'deploymentId'>;

/** Stores a blueprint and a deployment of it with instances `<node>_<number>`; returns the deployment's id. */
export async function createSampleDeployment(
  db: Db,
  nodes: SampleNode[],
  files: Record<string, string> = { 'hello.txt': 'hello' },
): Promise<string> {
  return await storeDeployment(db, { plan: samplePlan(nodes), instances: instanceRows(nodes), files });
}

/** Stores a blueprint and a deployment of it; returns the deployment's id. */
export async function storeDeployment(
  db: Db,
  { plan, instances, files }: { plan: BlueprintPlan; instances: InstanceRow[]; files: Record<string, string> },
): Promise<string> {
  const deploymentId = randomUUID();
  const versionId = randomUUID();
  await db.transaction(async (tx) => {
    await ensureTenant(tx, { id: sampleTenant, name: sampleTenant });
    const name = `sample-${deploymentId}`;
    const blueprint = await claimBlueprint(tx, { id: randomUUID(), tenantId: sampleTenant, name });
    await insertVersion(
      tx,
      {
        id: versionId,
        blueprintId: blueprint.id,
        mainFile: 'blueprint.yaml',
        plan,
        diagnostics: [],
        contentHash: name,
      },
      Object.entries(files).map(([path, text]) => ({ path, mode: 0o644, content: Buffer.from(text) })),
    );
    await insertDeployment(tx, {
      id: deploymentId,
      tenantId: sampleTenant,
      name,
      blueprintVersionId: versionId,
      inputs: {},
      plan: { ...plan, inputs: {}, inter_deployment_functions: [] },
    });
    await insertNodeInstances(
      tx,
      instances.map((instance) => ({ deploymentId, ...instance })),
    );
  });
  return deploymentId;
}

function instanceRows(nodes: SampleNode[]): InstanceRow[] {
  const idsOf = (node: SampleNode): string[] =>
    Array.from({ length: node.instances ?? 1 }, (_, position) => `${node.name}_${position + 1}`);
  const byName = new Map(nodes.map((node) => [node.name, node]));
  return nodes.flatMap((node) =>
    idsOf(node).map((id, position) => ({
      id,
      nodeName: node.name,
      index: position + 1,
      relationships: (node.relationships ?? []).flatMap(({ target }) =>
        idsOf(byName.get(target) as SampleNode).map((targetId) => ({
          type: 'cloudify.relationships.connected_to',
          target_name: target,
          target_id: targetId,
        })),
      ),
      scalingGroups: [],
    })),
  );
}

/** Starts a workflow; returns the execution's id. */
export async function startSample(
  db: Db | Tx,
  deploymentId: string,
  more: Partial<ExecutionRequest> = {},
): Promise<string> {
  const id = randomUUID();
  const request = { id, tenantId: sampleTenant, deploymentId, workflow: 'install', createdBy: null, ...more };
  const created = await db.transaction((tx) => createExecution(tx, request));
  if (!created.ok) throw new Error(`Refused: ${created.active} is active.`);
  return id;
}
