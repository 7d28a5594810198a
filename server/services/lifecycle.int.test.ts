import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAuditEntries } from '../../db/repositories/audit.ts';
import type {
  BlueprintSummary,
  CreateDeploymentResult,
  DeploymentDetail,
  EventPage,
  ExecutionSummary,
  UploadResult,
} from '../api/contract.ts';
import { openDataFolder } from '../data-folder.ts';
import { readEnv } from '../env.ts';
import { startServer } from '../main.ts';
import { zip } from '../security/archive/testing/pack.ts';
import { findBrokenEntry } from '../security/audit.ts';
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts';
import type { TestClient } from '../testing/test-client.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct({ GANTRY_WORKER: '1' }, { examples: true });
});
afterAll(() => product.stop());

/** Waits for a file, so that the test decides when the operation ends. */
const blueprint = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
inputs:
  zebra: { type: string, default: z }
  gate: { type: string }
node_templates:
  app:
    type: cloudify.nodes.Root
    properties: {}
    interfaces:
      cloudify.interfaces.lifecycle:
        create: { implementation: wait.sh, inputs: { gate: { get_input: gate } } }
outputs:
  which: { description: Where it waited, value: { get_attribute: [app, which] } }
`;
const wait = `#!/bin/sh
echo waiting
while ! test -e "$gate"; do sleep 0.05; done
ctx instance runtime-properties which "$gate"
`;

async function upload(): Promise<string> {
  const archive = zip([
    { name: 'gate/blueprint.yaml', content: blueprint },
    { name: 'gate/wait.sh', content: wait, mode: 0o100755 },
  ]);
  const result = (await (await product.admin.uploadArchive('name=gate', archive)).json()) as UploadResult;
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.blueprint.id;
}

async function deploy(blueprintId: string, name: string, gate: string): Promise<string> {
  const answer = await product.admin.mutate('deployments.create', { blueprintId, name, inputs: { gate } });
  const created = answer.data as CreateDeploymentResult;
  if (!created.ok) throw new Error(JSON.stringify(created.problems));
  return created.id;
}

const start = (deploymentId: string, workflow: string) =>
  product.admin.mutate('executions.start', { deploymentId, workflow });
const get = async (id: string) => (await product.admin.query('deployments.get', { id })).data as DeploymentDetail;

async function waitUntil(id: string, isReached: (execution: ExecutionSummary) => boolean): Promise<ExecutionSummary> {
  let last = null as ExecutionSummary | null;
  const look = async (): Promise<boolean> => {
    last = (await product.admin.query('executions.get', { id })).data as ExecutionSummary;
    return isReached(last);
  };
  await expect.poll(look, { interval: 100 }).toBe(true);
  return last as ExecutionSummary;
}

describe('the life of a deployment', () => {
  let blueprintId: string;
  let id: string;
  let gate: string;

  it('shows what it can do before anything ran', async () => {
    blueprintId = await upload();
    gate = join(product.folder, 'gate-1');
    id = await deploy(blueprintId, 'first', gate);
    const deployment = await get(id);
    expect(deployment).toMatchObject({ actions: ['install', 'delete'], running: null, states: { uninitialized: 1 } });
    expect(Object.keys(deployment.inputs)).toEqual(['zebra', 'gate']);
    expect(deployment.outputs).toMatchObject([{ name: 'which', description: 'Where it waited', value: null }]);
  });

  it('runs one execution at a time and says which is in the way', async () => {
    const { id: execution } = (await start(id, 'install')).data as { id: string };
    expect(await start(id, 'install')).toMatchObject({ status: 409, message: expect.stringContaining(execution) });
    expect(await product.admin.mutate('deployments.delete', { id })).toMatchObject({
      status: 409,
      message: expect.stringContaining(execution),
    });
    await waitUntil(execution, (row) => row.status === 'started');
    expect((await get(id)).actions).toEqual(['cancel', 'force-cancel', 'kill']);
    await writeFile(gate, '');
    expect(await waitUntil(execution, (row) => row.endedAt !== null)).toMatchObject({ status: 'terminated' });
    const deployment = await get(id);
    expect(deployment).toMatchObject({
      actions: ['uninstall'],
      states: { started: 1 },
      lastExecution: { id: execution },
    });
    expect(deployment.outputs[0]).toMatchObject({ value: gate, problem: null });
  });

  it('is not deleted while something of it is there, and names that', async () => {
    const instance = (await get(id)).topology.nodes[0]?.instances[0]?.id ?? 'none';
    expect(await product.admin.mutate('deployments.delete', { id })).toMatchObject({
      status: 409,
      message: expect.stringContaining(instance),
    });
    expect(await start(id, 'install')).toMatchObject({
      status: 409,
      message: expect.stringContaining('installed already'),
    });
  });

  it('is gone after uninstall and delete', async () => {
    const { id: execution } = (await start(id, 'uninstall')).data as { id: string };
    await waitUntil(execution, (row) => row.endedAt !== null);
    expect((await get(id)).actions).toEqual(['install', 'delete']);
    expect((await product.admin.mutate('deployments.delete', { id })).status).toBe(200);
    expect((await product.admin.query('deployments.get', { id })).status).toBe(404);
    expect((await product.admin.query('executions.get', { id: execution })).status).toBe(404);
  });

  it('leaves no trace of its operations on this machine, also when it is deleted at once', async () => {
    const folder = join(product.folder, 'run');
    const traces = async (): Promise<string[]> =>
      (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('.'));
    await expect.poll(traces).toEqual([]);
  });

  it('is cancelled, hard when need be, and not twice', async () => {
    const second = await deploy(blueprintId, 'second', join(product.folder, 'never'));
    const { id: execution } = (await start(second, 'install')).data as { id: string };
    // Before its first operation a cancelled execution ends at once.
    await expect.poll(async () => (await eventTypes(execution)).includes('task_started')).toBe(true);
    const cancel = (mode: string) => product.admin.mutate('executions.cancel', { id: execution, mode });
    expect((await cancel('cancel')).status).toBe(200);
    expect((await cancel('cancel')).status).toBe(409);
    expect((await get(second)).actions).toEqual(['force-cancel', 'kill']);
    expect((await cancel('kill')).status).toBe(200);
    expect(await waitUntil(execution, (row) => row.endedAt !== null)).toMatchObject({ status: 'cancelled' });
    expect(await cancel('kill')).toMatchObject({ status: 409, message: expect.stringContaining('was cancelled') });
    const decision = { id: execution, task: 'any', decision: 'retry' };
    expect((await product.admin.mutate('executions.decide', decision)).status).toBe(409);
  });

  it('has left one whole chain in the audit trail', async () => {
    const entries = await listAuditEntries(product.database.db, 'default_tenant');
    expect(findBrokenEntry(entries)).toBeNull();
    const actions = new Set(entries.map((entry) => entry.action));
    for (const action of [
      'blueprints.upload',
      'deployments.create',
      'deployments.delete',
      'executions.start',
      'executions.cancel',
    ]) {
      expect(actions).toContain(action);
    }
  });
});

async function eventTypes(id: string): Promise<string[]> {
  const page = (await product.admin.query('executions.events', { id, after: 0 })).data as EventPage;
  return page.events.map(({ type }) => type);
}

it('offers the examples, and makes no new version of them at the next start', async () => {
  const list = async (client: TestClient) => (await client.query('blueprints.list')).data as BlueprintSummary[];
  const before = (await list(product.admin)).filter((blueprint) => blueprint.example);
  expect(before.map(({ name, version }) => ({ name, version }))).toContainEqual({ name: 'wine-cellar', version: 1 });
  const { database, folder } = product;
  const env = readEnv({ PORT: '0', GANTRY_LAB: '0', GANTRY_WORKER: '0' });
  const options = { env, dataFolder: openDataFolder(folder), database, dev: false, version: 'test', say: () => {} };
  const again = await startServer(options, { pages: false });
  expect(again.firstAdministrator).toBeNull();
  await again.close();
  expect((await list(product.admin)).filter((blueprint) => blueprint.example)).toEqual(before);
});
