import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BlueprintPlan, DeploymentPlan } from '../../core/plan/plan.ts';
import type { NodeInstanceState } from '../../core/workflow/task-graph.ts';
import * as tables from '../../db/schema/index.ts';
import type { DeploymentPage, ExecutionFacets, ExecutionPage } from '../api/contract.ts';
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts';

const tenantId = 'default_tenant';
const many = 25;
const settings = { workflow: 'install', maxRetries: 0, retryInterval: 0, waitAfterFail: 0 };
const failedId = randomUUID();

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
  await seed();
});
afterAll(() => product.stop());

/** Deployments app-1 to app-25, the newest last: every third started, every third failed, every third never run. */
async function seed(): Promise<void> {
  const { db } = product.database;
  const [blueprintId, versionId] = [randomUUID(), randomUUID()];
  const plan = { nodes: [], outputs: {}, workflows: {}, inputs: {} } as unknown as BlueprintPlan & DeploymentPlan;
  await db.insert(tables.blueprint).values({ id: blueprintId, tenantId, name: 'shop' });
  const version = { id: versionId, blueprintId, number: 1, mainFile: 'blueprint.yaml', contentHash: '' };
  await db.insert(tables.blueprintVersion).values({ ...version, plan, diagnostics: [] });
  for (let n = 1; n <= many; n++) {
    const id = randomUUID();
    const createdAt = new Date(Date.UTC(2030, 0, 1, 0, n));
    const given = { id, tenantId, name: `app-${n}`, blueprintVersionId: versionId, createdBy: 'ann@example.org' };
    await db.insert(tables.deployment).values({ ...given, createdAt, inputs: {}, plan });
    const state: NodeInstanceState = n % 3 === 0 ? 'started' : 'uninitialized';
    const instance = { deploymentId: id, id: 'web_aaaaaa', nodeName: 'web', index: 1, state, relationships: [] };
    await db.insert(tables.nodeInstance).values(instance);
    if (n % 3 === 2) continue;
    const execution = { id: n === many ? failedId : randomUUID(), tenantId, deploymentId: id, settings, seed: id };
    await db.insert(tables.execution).values({
      ...execution,
      workflow: 'install',
      status: n % 3 === 0 ? 'terminated' : 'failed',
      createdBy: n === many ? 'bob@example.org' : 'ann@example.org',
      createdAt,
      startedAt: createdAt,
      endedAt: new Date(createdAt.getTime() + n * 1000),
      error: n % 3 === 0 ? null : 'the disk is full',
    });
  }
  const at = new Date();
  const line = { executionId: failedId, at, text: 'failed', node: 'web', operation: 'start', task: 't', attempt: 1 };
  await db.insert(tables.event).values([
    { ...line, seq: 7, type: 'task_failed', instance: 'web_aaaaaa' },
    { ...line, seq: 9, type: 'task_failed', instance: null },
  ]);
}

async function deployments(request: object): Promise<DeploymentPage> {
  return (await product.admin.query('deployments.search', request)).data as DeploymentPage;
}

async function executions(request: object): Promise<ExecutionPage> {
  return (await product.admin.query('executions.search', request)).data as ExecutionPage;
}

const namesOf = (page: DeploymentPage): string[] => page.rows.map(({ name }) => name);

describe('deployments', () => {
  test('pages lead on and back, and every row is on one of them', async () => {
    const first = await deployments({ sort: 'name', limit: 10 });
    expect(namesOf(first)).toEqual(Array.from({ length: 10 }, (_, n) => `app-${n + 1}`));
    expect(first).toMatchObject({ matching: many, all: many, previous: null });
    const second = await deployments({ sort: 'name', limit: 10, cursor: first.next });
    const third = await deployments({ sort: 'name', limit: 10, cursor: second.next });
    expect(namesOf(third)).toEqual(['app-21', 'app-22', 'app-23', 'app-24', 'app-25']);
    expect(third.next).toBeNull();
    const back = await deployments({ sort: 'name', limit: 10, cursor: third.previous });
    expect(namesOf(back)).toEqual(namesOf(second));
  });

  test.each(['name', 'blueprint', 'status', 'instances', 'last', 'created', 'by'])(
    'in the order of %s both ways no row is lost or repeated over the pages',
    async (sort) => {
      for (const order of [sort, `-${sort}`]) {
        const seen: string[] = [];
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const page: DeploymentPage = await deployments({ sort: order, limit: 4, ...(cursor && { cursor }) });
          seen.push(...page.rows.map(({ id }) => id));
          cursor = page.next;
        }
        expect(new Set(seen).size).toBe(many);
        expect(seen).toHaveLength(many);
      }
    },
  );

  test('they are narrowed down by how they stand and by words', async () => {
    const installed = await deployments({ status: ['installed'] });
    expect(installed).toMatchObject({ matching: 8, all: many });
    expect(installed.rows[0]).toMatchObject({ name: 'app-24', states: { started: 1 }, instanceCount: 1 });
    expect(await deployments({ status: ['failed', 'not-installed'], text: 'shop APP-2' })).toMatchObject({
      matching: 5,
    });
    expect(await deployments({ status: ['active'] })).toMatchObject({ rows: [], matching: 0, next: null });
    expect(await deployments({ text: '100%' })).toMatchObject({ matching: 0 });
    const byStatus = await deployments({ sort: 'status' });
    expect(byStatus.rows[0]?.lastExecution?.status).toBe('failed');
  });
});

describe('executions', () => {
  test('they are found by status, person, words and time', async () => {
    expect(await executions({ status: ['failed'] })).toMatchObject({ matching: 9, all: 17 });
    expect(await executions({ createdBy: ['bob@example.org'] })).toMatchObject({ matching: 1 });
    expect(await executions({ text: 'DISK app-25' })).toMatchObject({ matching: 1 });
    expect(await executions({ from: '2030-01-01T00:24:00Z' })).toMatchObject({ matching: 2 });
    expect(await executions({ endedFrom: '2030-01-01T00:24:00Z' })).toMatchObject({ matching: 2 });
    expect(await executions({ endedFrom: '2030-01-01T00:24:30Z' })).toMatchObject({ matching: 1 });
    expect(await executions({ workflow: ['uninstall'] })).toMatchObject({ matching: 0, all: 17 });
  });

  test('a failed one names the operation and its line', async () => {
    const { rows } = await executions({ text: failedId });
    expect(rows[0]?.failure).toEqual({ seq: 7, instance: 'web_aaaaaa', operation: 'start' });
  });

  test('the longest stand first when asked, on every page', async () => {
    const first = await executions({ sort: '-duration', limit: 3 });
    expect(first.rows.map(({ deploymentName }) => deploymentName)).toEqual(['app-25', 'app-24', 'app-22']);
    const second = await executions({ sort: '-duration', limit: 3, cursor: first.next });
    expect(second.rows.map(({ deploymentName }) => deploymentName)).toEqual(['app-21', 'app-19', 'app-18']);
  });

  test('earlier runs that ended well say how long one takes', async () => {
    const [before] = (await executions({ text: 'app-24' })).rows;
    const { db } = product.database;
    const again = { id: randomUUID(), tenantId, deploymentId: before?.deploymentId ?? '', settings, seed: 'again' };
    await db.insert(tables.execution).values({ ...again, workflow: 'install', createdAt: new Date('2031-01-01') });
    const { rows } = await executions({ limit: 1 });
    expect(rows[0]).toMatchObject({ id: again.id, pastDurations: [24_000] });
  });

  test.each(['ended', 'status', 'created', 'workflow'])(
    'in the order of %s both ways each is on one page, one that has not ended too',
    async (sort) => {
      for (const order of [sort, `-${sort}`]) {
        const seen: string[] = [];
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const page: ExecutionPage = await executions({ sort: order, limit: 4, ...(cursor && { cursor }) });
          seen.push(...page.rows.map(({ id }) => id));
          cursor = page.next;
        }
        expect(new Set(seen).size).toBe(18);
        expect(seen).toHaveLength(18);
      }
    },
  );

  test('the facets name the workflows and the people', async () => {
    const { data } = await product.admin.query('executions.facets');
    expect(data as ExecutionFacets).toEqual({
      workflows: ['install'],
      people: ['ann@example.org', 'bob@example.org'],
    });
  });

  test('an order or a place that is not one is refused', async () => {
    expect((await product.admin.query('executions.search', { sort: 'seed' })).status).toBe(400);
    expect((await product.admin.query('executions.search', { cursor: 'x' })).status).toBe(400);
  });
});
