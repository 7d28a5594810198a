import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BlueprintPlan, DeploymentPlan, PlanInstanceNumbers } from '../../core/plan/plan.ts';
import { applyChanges } from '../../core/workflow/apply-changes.ts';
import type { WorkflowInstance, WorkflowModel } from '../../core/workflow/model.ts';
import type { ModelChange } from '../../core/workflow/model-change.ts';
import { sketchModel } from '../../core/workflow/testing/model.ts';
import { deployment, deploymentUpdate, nodeInstance } from '../schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import * as blueprints from './blueprint.ts';
import { findStartedModification } from './deployment-modification.ts';
import { applyModelChanges } from './model-changes.ts';
import { listNodeInstances, type NodeInstanceRow } from './node-instance.ts';
import { findPendingUpdate } from './pending-update.ts';
import { ensureTenant } from './tenant.ts';

const tenantId = 'tenant';
const executionId = randomUUID();

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await ensureTenant(database.db, { id: tenantId, name: tenantId });
});

afterAll(() => database.drop());

/** With a scaling group of the name of a node, which then is what numbers are set for. */
function firstModel(): WorkflowModel {
  const model = sketchModel({
    Zone: { instances: 2 },
    app: { instances: 3, relationships: [{ target: 'db' }] },
    db: { state: 'started' },
  });
  const properties = model.nodes.get('db')!.capabilities.scalable.properties;
  return { ...model, scalingGroups: { db: { members: ['app'], properties } } };
}

function planOf(model: WorkflowModel): DeploymentPlan {
  const { scalingGroups: scaling_groups } = model;
  const rest = { description: null, inter_deployment_functions: [], deployment_settings: {}, workflows: {} };
  const plan = { ...rest, nodes: [...model.nodes.values()], scaling_groups };
  return plan as unknown as DeploymentPlan;
}

async function insertVersion(dialect: 'v3' | 'v5'): Promise<string> {
  return await database.db.transaction(async (tx) => {
    const blueprint = await blueprints.claimBlueprint(tx, { id: randomUUID(), tenantId, name: 'sample' });
    const version = { id: randomUUID(), blueprintId: blueprint.id, mainFile: 'a.yaml', contentHash: 'h', dialect };
    const plan = { description: null, nodes: [], inputs: {} } as unknown as BlueprintPlan;
    await blueprints.insertVersion(tx, { ...version, plan, diagnostics: [] }, []);
    return version.id;
  });
}

async function insertDeployment(model: WorkflowModel): Promise<string> {
  const id = randomUUID();
  const blueprintVersionId = await insertVersion(model.dialect);
  const { dialect } = model;
  const row = { id, tenantId, name: id, blueprintVersionId, inputs: { a: 1 }, plan: planOf(model), dialect };
  await database.db.insert(deployment).values(row);
  const add = { kind: 'add-instances', instances: model.instances } as const;
  await database.db.transaction((tx) => applyModelChanges(tx, id, [add]));
  return id;
}

async function load(id: string, updateId?: string): Promise<WorkflowModel> {
  const [row] = await database.db.select().from(deployment).where(eq(deployment.id, id));
  const { plan, dialect } = row!;
  return {
    nodes: new Map(plan.nodes.map((node) => [node.name, node])),
    instances: (await listNodeInstances(database.db, id)).map(withoutRow),
    scalingGroups: plan.scaling_groups,
    dialect,
    modification: await findStartedModification(database.db, id),
    update: updateId === undefined ? null : await findPendingUpdate(database.db, updateId),
  };
}

function withoutRow(row: NodeInstanceRow): WorkflowInstance {
  const { deploymentId: _, index: __, runtimeProperties: ___, version: ____, ...instance } = row;
  return instance;
}

function apply(id: string, changes: ModelChange[]): Promise<void> {
  return database.db.transaction((tx) => applyModelChanges(tx, id, changes));
}

const nodes = ['Zone', 'app', 'db', 'new'];
const anyNode = fc.constantFrom(...nodes);
const anyId = fc.tuple(anyNode, fc.integer({ min: 1, max: 4 })).map(([node, number]) => `${node}_${number}`);
const anyLinks = fc.array(anyId, { maxLength: 2 }).map((ids) => ids.map(linkTo));
const anyProperties = fc.dictionary(fc.constantFrom('status', 'x', 'y'), fc.constantFrom<unknown>(null, 1, { a: 2 }));

function linkTo(id: string): { type: string; target_name: string; target_id: string } {
  return { type: 't', target_name: id.slice(0, id.indexOf('_')), target_id: id };
}

const anyInstance = fc.tuple(anyNode, fc.uuid()).map(([nodeName, suffix]): WorkflowInstance => {
  const rest = { hostId: null, scalingGroups: [{ name: 'g', id: 'g_1' }], systemProperties: {}, relationships: [] };
  return { id: `${nodeName}_${suffix}`, nodeName, state: 'uninitialized', ...rest };
});

const anyNumbers = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.boolean())
  .map(
    ([count, isPlanned]): Partial<PlanInstanceNumbers> =>
      isPlanned ? { planned_instances: count } : { current_instances: count, planned_instances: count },
  );

const anyChange: fc.Arbitrary<ModelChange> = fc.oneof(
  fc.record({
    kind: fc.constant('add-instances' as const),
    instances: fc.uniqueArray(anyInstance, { maxLength: 4, selector: ({ id }) => id }),
  }),
  fc.record({ kind: fc.constant('remove-instances' as const), ids: fc.array(anyId, { maxLength: 3 }) }),
  fc.record({
    kind: fc.constant('set-relationships' as const),
    instances: fc.uniqueArray(fc.record({ id: anyId, relationships: anyLinks }), { selector: ({ id }) => id }),
  }),
  fc.record({ kind: fc.constant('set-numbers' as const), name: anyNode, numbers: anyNumbers }),
  fc.record({
    kind: fc.constant('set-system-properties' as const),
    instances: fc.array(fc.record({ id: anyId, properties: anyProperties }), { maxLength: 3 }),
  }) as fc.Arbitrary<ModelChange>,
);

function begin(id: string): ModelChange {
  return { kind: 'begin-modification', modification: { id, executionId, planned: { app: 4 }, added: [], removed: [] } };
}

describe('applyModelChanges', () => {
  it('gives the model that applyChanges gives', async () => {
    const property = fc.asyncProperty(
      fc.array(anyChange, { maxLength: 6 }),
      fc.array(anyChange, { maxLength: 6 }),
      fc.constantFrom('none', 'finish-modification', 'rollback-modification'),
      async (before, during, end) => {
        const modification = randomUUID();
        const changes = [...before, begin(modification), ...during];
        if (end !== 'none') changes.push({ kind: end, id: modification } as ModelChange);
        const model = firstModel();
        const id = await insertDeployment(model);
        await apply(id, changes);
        expect(await load(id)).toEqual(applyChanges(model, changes));
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  it('restores runtime properties, and the order of instances, when a modification is rolled back', async () => {
    const id = await insertDeployment(firstModel());
    await database.db.update(nodeInstance).set({ runtimeProperties: { port: 1 } });
    const before = await listNodeInstances(database.db, id);
    const modification = randomUUID();
    await apply(id, [begin(modification), { kind: 'remove-instances', ids: ['app_1'] }]);
    await database.db.update(nodeInstance).set({ runtimeProperties: {}, state: 'deleted' });
    const added = { ...firstModel().instances[0]!, id: 'Zone_x' };
    await apply(id, [
      { kind: 'add-instances', instances: [added] },
      { kind: 'rollback-modification', id: modification },
    ]);
    const restored = await listNodeInstances(database.db, id);
    expect(restored.map(({ version: _, ...row }) => row)).toEqual(before.map(({ version: _, ...row }) => row));
    expect(restored.find((row) => row.id === 'app_2')!.version).toBeGreaterThan(1);
  });

  it('lets a deployment have one started modification, and ends each once', async () => {
    const id = await insertDeployment(firstModel());
    const [first, second] = [randomUUID(), randomUUID()];
    await apply(id, [begin(first)]);
    await expect(apply(id, [begin(second)])).rejects.toThrow();
    await apply(id, [{ kind: 'finish-modification', id: first }, begin(second)]);
    await expect(apply(id, [{ kind: 'rollback-modification', id: first }])).rejects.toThrow(`modification ${first}`);
    expect(await findStartedModification(database.db, id)).toMatchObject({ id: second, executionId });
  });

  it('makes the model of an update that of the deployment in one moment', async () => {
    const model = firstModel();
    const id = await insertDeployment(model);
    const next = { ...sketchModel({ app: { instances: 3 }, cache: {} }), dialect: 'v3' as const };
    const newVersionId = await insertVersion('v3');
    const oldVersionId = await insertVersion('v5');
    const added = next.instances.filter(({ nodeName }) => nodeName === 'cache');
    const related = [{ id: 'app_1', relationships: [linkTo('cache_1')] }];
    const content = { steps: [], added, removed: ['Zone_1', 'Zone_2', 'db_1'], related };
    const update = {
      id: randomUUID(),
      deploymentId: id,
      oldVersionId,
      newVersionId,
      oldInputs: {},
      newInputs: { b: 2 },
    };
    await database.db.insert(deploymentUpdate).values({ ...update, newPlan: planOf(next), content });
    const before = await load(id, update.id);
    expect(before.update).toMatchObject({ id: update.id, isAdopted: false, dialect: 'v3', removed: content.removed });
    const changes: ModelChange[] = [
      { kind: 'set-numbers', name: 'app', numbers: { planned_instances: 9 } },
      { kind: 'adopt-update', id: update.id },
      { kind: 'end-update', id: update.id, status: 'succeeded' },
    ];
    await apply(id, changes);
    expect(await load(id, update.id)).toEqual(applyChanges(before, changes));
    const [row] = await database.db.select().from(deployment).where(eq(deployment.id, id));
    expect(row).toMatchObject({ blueprintVersionId: newVersionId, inputs: { b: 2 }, dialect: 'v3' });
    const [ended] = await database.db.select().from(deploymentUpdate).where(eq(deploymentUpdate.id, update.id));
    expect(ended).toMatchObject({ status: 'succeeded', endedAt: expect.any(Date) });
    await expect(apply(id, [{ kind: 'adopt-update', id: update.id }])).rejects.toThrow(`update ${update.id}`);
  });

  it('gives new instances numbers after those of their node, and removes tens of thousands at once', async () => {
    const id = await insertDeployment(sketchModel({ web: {} }));
    const [web] = sketchModel({ web: {} }).instances;
    const instances = Array.from({ length: 20_000 }, (_, index) => ({ ...web!, id: `web_n${index}` }));
    await apply(id, [{ kind: 'add-instances', instances }]);
    const rows = await listNodeInstances(database.db, id);
    expect([rows[0]!.id, rows[0]!.index, rows[20_000]!.id, rows[20_000]!.index]).toEqual([
      ...['web_1', 1, 'web_n19999', 20_001],
    ]);
    await apply(id, [{ kind: 'remove-instances', ids: instances.map((instance) => instance.id) }]);
    expect(await listNodeInstances(database.db, id)).toHaveLength(1);
  });
});
