import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { mergeProperties, nodeWithNumbers } from '../../core/workflow/apply-changes.ts';
import type { WorkflowInstance } from '../../core/workflow/model.ts';
import type { ModelChange } from '../../core/workflow/model-change.ts';
import type { Tx } from '../client.ts';
import { blueprintVersion } from '../schema/blueprint.ts';
import { deployment, deploymentModification, deploymentUpdate, nodeInstance } from '../schema/deployment.ts';
import { recordDependencies } from './deployment-dependency.ts';
import { insertNodeInstances } from './node-instance.ts';
import { replaceDefaultSchedules } from './schedule.ts';
import { toWireJson } from './wire-json.ts';

type ChangeOf<Kind extends ModelChange['kind']> = Extract<ModelChange, { kind: Kind }>;

/** Where a change is made. */
interface Target {
  tx: Tx;
  deploymentId: string;
}

/**
 * Makes changes of a deployment's model in the given transaction, in order: what `applyChanges` does in memory.
 * @throws Error when a change names a modification that is not under way or an update that is not waiting.
 */
export async function applyModelChanges(tx: Tx, deploymentId: string, changes: readonly ModelChange[]): Promise<void> {
  const target = { tx, deploymentId };
  const numbers = new Map<string, ChangeOf<'set-numbers'>['numbers']>();
  for (const change of changes) {
    // The plan is large: all numbers that are set one after the other are written at once.
    if (change.kind === 'set-numbers') {
      numbers.set(change.name, { ...numbers.get(change.name), ...change.numbers });
      continue;
    }
    await setNumbers(target, numbers);
    numbers.clear();
    await applyOne(target, change);
  }
  await setNumbers(target, numbers);
}

async function applyOne(target: Target, change: Exclude<ModelChange, ChangeOf<'set-numbers'>>): Promise<void> {
  switch (change.kind) {
    case 'add-instances':
      return await addInstances(target, change.instances);
    case 'remove-instances':
      return await removeInstances(target, change.ids);
    case 'set-relationships':
      return await setRelationships(target, change.instances);
    case 'set-system-properties':
      return await setSystemProperties(target, change.instances);
    case 'begin-modification':
      return await beginModification(target, change.modification);
    case 'finish-modification':
      return await endModification(target, change.id, 'finished');
    case 'rollback-modification':
      await restoreInstances(target, change.id);
      return await endModification(target, change.id, 'rolledback');
    case 'adopt-update':
      return await adoptUpdate(target, change.id);
    case 'end-update':
      return await endUpdate(target, change);
  }
}

async function addInstances({ tx, deploymentId }: Target, instances: readonly WorkflowInstance[]): Promise<void> {
  const { nodeName } = nodeInstance;
  const rows = await tx
    .select({ nodeName, last: sql<number>`max(${nodeInstance.index})` })
    .from(nodeInstance)
    .where(eq(nodeInstance.deploymentId, deploymentId))
    .groupBy(nodeName);
  const lasts = new Map(rows.map((row) => [row.nodeName, row.last]));
  const added = instances.map((instance) => {
    const index = (lasts.get(instance.nodeName) ?? 0) + 1;
    lasts.set(instance.nodeName, index);
    const { relationships, scalingGroups } = instance;
    return {
      ...instance,
      ...{ deploymentId, index, relationships: [...relationships], scalingGroups: [...scalingGroups] },
    };
  });
  await insertNodeInstances(tx, added);
}

async function removeInstances({ tx, deploymentId }: Target, ids: readonly string[]): Promise<void> {
  await tx
    .delete(nodeInstance)
    .where(and(eq(nodeInstance.deploymentId, deploymentId), sql`${nodeInstance.id} = any(${textArray(ids)})`));
}

async function setRelationships(
  { tx, deploymentId }: Target,
  instances: ChangeOf<'set-relationships'>['instances'],
): Promise<void> {
  await tx.execute(sql`
    update node_instance n set relationships = i.relationships, version = n.version + 1
    from jsonb_to_recordset(${toWireJson(instances)}::jsonb) as i(id text, relationships jsonb)
    where n.deployment_id = ${deploymentId} and n.id = i.id`);
}

async function setSystemProperties(
  { tx, deploymentId }: Target,
  instances: ChangeOf<'set-system-properties'>['instances'],
): Promise<void> {
  const { id, systemProperties } = nodeInstance;
  const ids = textArray(instances.map((instance) => instance.id));
  const rows = await tx
    .select({ id, systemProperties })
    .from(nodeInstance)
    .where(and(eq(nodeInstance.deploymentId, deploymentId), sql`${id} = any(${ids})`))
    .for('update');
  const known = new Map(rows.map((row) => [row.id, row.systemProperties]));
  for (const { id: of, properties } of instances) known.set(of, mergeProperties(known.get(of) ?? {}, properties));
  const merged = Array.from(known, ([of, properties]) => ({ id: of, properties }));
  await tx.execute(sql`
    update node_instance n set system_properties = i.properties, version = n.version + 1
    from jsonb_to_recordset(${toWireJson(merged)}::jsonb) as i(id text, properties jsonb)
    where n.deployment_id = ${deploymentId} and n.id = i.id`);
}

async function setNumbers(
  { tx, deploymentId }: Target,
  numbers: ReadonlyMap<string, ChangeOf<'set-numbers'>['numbers']>,
): Promise<void> {
  if (numbers.size === 0) return;
  const plans = tx.select({ plan: deployment.plan }).from(deployment).where(eq(deployment.id, deploymentId));
  const [row] = await plans.for('update');
  if (row === undefined) throw new Error(`There is no deployment ${deploymentId}.`);
  const groups = { ...row.plan.scaling_groups };
  const ofNodes = new Map(numbers);
  for (const [name, changed] of numbers) {
    const group = Object.hasOwn(groups, name) ? groups[name] : undefined;
    if (group === undefined) continue;
    groups[name] = { ...group, properties: { ...group.properties, ...changed } };
    ofNodes.delete(name);
  }
  const nodes = row.plan.nodes.map((node) => nodeWithNumbers(node, ofNodes.get(node.name) ?? {}));
  await tx
    .update(deployment)
    .set({ plan: { ...row.plan, nodes, scaling_groups: groups } })
    .where(eq(deployment.id, deploymentId));
}

async function beginModification(
  { tx, deploymentId }: Target,
  modification: ChangeOf<'begin-modification'>['modification'],
): Promise<void> {
  await tx.execute(sql`
    insert into deployment_modification (id, deployment_id, execution_id, content)
    select ${modification.id}, ${deploymentId}, ${modification.executionId},
      ${toWireJson(modification)}::jsonb || jsonb_build_object('before', coalesce(jsonb_agg(jsonb_build_object(
        'id', n.id, 'nodeName', n.node_name, 'index', n.index, 'state', n.state, 'hostId', n.host_id,
        'relationships', n.relationships, 'scalingGroups', n.scaling_groups,
        'runtimeProperties', n.runtime_properties, 'systemProperties', n.system_properties
      ) order by n.node_name collate "C", n.index, n.id), '[]'))
    from node_instance n where n.deployment_id = ${deploymentId}`);
}

/** Versions go on, so that nobody who read an instance in between writes over what is restored. */
async function restoreInstances({ tx, deploymentId }: Target, modification: string): Promise<void> {
  const before = sql`
    select i.* from deployment_modification m, jsonb_to_recordset(m.content::jsonb -> 'before') as i(id text,
      "nodeName" text, index int, state text, "hostId" text, relationships jsonb, "scalingGroups" jsonb,
      "runtimeProperties" jsonb, "systemProperties" jsonb)
    where m.id = ${modification} and m.deployment_id = ${deploymentId} and m.status = 'started'`;
  await tx.execute(sql`
    delete from node_instance n
    where n.deployment_id = ${deploymentId} and not exists (select from (${before}) i where i.id = n.id)`);
  await tx.execute(sql`
    insert into node_instance as n (deployment_id, id, node_name, index, state, host_id, relationships, scaling_groups,
      runtime_properties, system_properties)
    select ${deploymentId}, i.* from (${before}) i
    on conflict (deployment_id, id) do update set
      index = excluded.index, state = excluded.state, host_id = excluded.host_id,
      relationships = excluded.relationships, scaling_groups = excluded.scaling_groups,
      runtime_properties = excluded.runtime_properties, system_properties = excluded.system_properties,
      version = n.version + 1`);
}

/** What the instances were like is not kept: it is as large as the deployment. */
async function endModification(
  { tx, deploymentId }: Target,
  id: string,
  status: 'finished' | 'rolledback',
): Promise<void> {
  const { content } = deploymentModification;
  const ended = await tx
    .update(deploymentModification)
    .set({ status, endedAt: sql`now()`, content: sql`jsonb_set(${content}::jsonb, '{before}', '[]')` })
    .where(
      and(
        eq(deploymentModification.id, id),
        eq(deploymentModification.deploymentId, deploymentId),
        eq(deploymentModification.status, 'started'),
      ),
    )
    .returning({ id: deploymentModification.id });
  if (ended.length === 0) throw new Error(`The modification ${id} is not under way.`);
}

async function adoptUpdate(target: Target, id: string): Promise<void> {
  const { tx, deploymentId } = target;
  const [update] = await tx
    .update(deploymentUpdate)
    .set({ adoptedAt: sql`now()` })
    .where(
      and(
        eq(deploymentUpdate.id, id),
        eq(deploymentUpdate.deploymentId, deploymentId),
        isNull(deploymentUpdate.adoptedAt),
      ),
    )
    .returning();
  if (update === undefined) throw new Error(`The update ${id} is not waiting to be adopted.`);
  const { newVersionId: blueprintVersionId, newInputs: inputs, newPlan: plan, content } = update;
  const [before] = await tx
    .select({ plan: deployment.plan, tenantId: deployment.tenantId })
    .from(deployment)
    .where(eq(deployment.id, deploymentId));
  const dialect = tx
    .select({ dialect: blueprintVersion.dialect })
    .from(blueprintVersion)
    .where(eq(blueprintVersion.id, blueprintVersionId));
  await tx
    .update(deployment)
    .set({ blueprintVersionId, inputs, plan, dialect: sql`(${dialect})` })
    .where(eq(deployment.id, deploymentId));
  await recordDependencies(tx, deploymentId);
  if (before !== undefined) {
    const now = update.adoptedAt?.getTime() ?? 0;
    const owner = { id: deploymentId, tenantId: before.tenantId, createdBy: update.createdBy, now };
    await replaceDefaultSchedules(tx, owner, { before: before.plan, after: plan });
  }
  await removeInstances(target, content.removed);
  await setRelationships(target, content.related);
  await addInstances(target, content.added);
}

async function endUpdate({ tx, deploymentId }: Target, { id, status }: ChangeOf<'end-update'>): Promise<void> {
  await tx
    .update(deploymentUpdate)
    .set({ status, endedAt: sql`now()` })
    .where(and(eq(deploymentUpdate.id, id), eq(deploymentUpdate.deploymentId, deploymentId)));
}

/** One parameter, however many there are. */
function textArray(values: readonly string[]): SQL {
  return sql`array(select json_array_elements_text(${JSON.stringify(values)}::json))`;
}
