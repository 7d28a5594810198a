import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CreateDeploymentResult,
  DeploymentDetail,
  ExecutionDetail,
  StartResult,
  UploadResult,
} from '../../api/contract.ts';
import { zip } from '../../security/archive/testing/pack.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

let product: TestProduct;
let blueprintId: string;

const blueprint = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
inputs:
  folder: { type: string }
node_templates:
  first:
    type: cloudify.nodes.Root
    interfaces:
      cloudify.interfaces.lifecycle:
        create: { implementation: note.sh, inputs: { folder: { get_input: folder }, what: first-create } }
        start: { implementation: gate.sh, max_retries: 0, inputs: { folder: { get_input: folder } } }
  second:
    type: cloudify.nodes.Root
    relationships: [ { type: cloudify.relationships.depends_on, target: first } ]
    interfaces:
      cloudify.interfaces.lifecycle:
        create: { implementation: note.sh, inputs: { folder: { get_input: folder }, what: second-create } }
`;
const note = '#!/bin/sh\necho "$what" >> "$folder/notes"\n';
const gate = '#!/bin/sh\ntest -e "$folder/open" && echo gate >> "$folder/notes"\n';

beforeAll(async () => {
  product = await startTestProduct({ GANTRY_WORKER: '1' });
  const archive = zip([
    { name: 'blueprint.yaml', content: blueprint },
    { name: 'note.sh', content: note, mode: 0o100755 },
    { name: 'gate.sh', content: gate, mode: 0o100755 },
  ]);
  const uploaded = (await (await product.admin.uploadArchive('name=gate', archive)).json()) as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  blueprintId = uploaded.blueprint.id;
});
afterAll(() => product.stop());

interface Trial {
  id: string;
  /** What the operations have written, in order. */
  notes(): Promise<string[]>;
  open(): Promise<void>;
}

async function deploy(name: string): Promise<Trial> {
  const folder = join(product.folder, name);
  await mkdir(folder);
  const answer = await product.admin.mutate('deployments.create', { blueprintId, name, inputs: { folder } });
  const created = answer.data as CreateDeploymentResult;
  if (!created.ok) throw new Error(JSON.stringify(created.problems));
  return {
    id: created.id,
    notes: async () => (await readFile(join(folder, 'notes'), 'utf8')).trim().split('\n'),
    open: () => writeFile(join(folder, 'open'), ''),
  };
}

async function run(deploymentId: string, workflow: string, more = {}): Promise<ExecutionDetail> {
  const answer = await product.admin.mutate('executions.start', { deploymentId, workflow, ...more });
  const started = answer.data as StartResult;
  if (!started.ok) throw new Error(JSON.stringify(started.problems));
  return ended(started.id);
}

async function ended(id: string): Promise<ExecutionDetail> {
  const look = async () => (await product.admin.query('executions.get', { id })).data as ExecutionDetail;
  await expect.poll(async () => (await look()).endedAt, { interval: 50 }).not.toBeNull();
  return look();
}

const resume = (input: object) => product.admin.mutate('executions.resume', input);

describe('an execution that failed', () => {
  it('goes on from what failed, and runs nothing again that has ended well', async () => {
    const trial = await deploy('one');
    const failed = await run(trial.id, 'install');
    expect(failed).toMatchObject({
      status: 'failed',
      actions: ['resume', 'force-resume'],
      failedOperations: [{ operation: 'cloudify.interfaces.lifecycle.start' }],
    });
    await trial.open();
    expect((await resume({ id: failed.id })).status).toBe(200);
    expect(await ended(failed.id)).toMatchObject({ status: 'terminated', error: null, failedOperations: [] });
    expect(await trial.notes()).toEqual(['first-create', 'gate', 'second-create']);
    const { states } = (await product.admin.query('deployments.get', { id: trial.id })).data as DeploymentDetail;
    expect(states).toEqual({ started: 2 });
    expect(await resume({ id: failed.id })).toMatchObject({
      status: 409,
      message: expect.stringContaining('has finished'),
    });
  });

  it('goes on behind an operation that a person calls done', async () => {
    const trial = await deploy('two');
    const failed = await run(trial.id, 'install');
    const done = failed.failedOperations.map(({ task }) => task);
    expect(await resume({ id: failed.id, done: ['install/nobody'] })).toMatchObject({
      status: 400,
      message: expect.stringContaining('"install/nobody"'),
    });
    expect((await resume({ id: failed.id, done })).status).toBe(200);
    expect(await ended(failed.id)).toMatchObject({ status: 'terminated' });
    expect(await trial.notes()).toEqual(['first-create', 'second-create']);
  });

  it('does not go on once another has changed the deployment', async () => {
    const trial = await deploy('three');
    const failed = await run(trial.id, 'install');
    await run(trial.id, 'uninstall');
    expect(await resume({ id: failed.id })).toMatchObject({
      status: 409,
      message: expect.stringContaining('Start the workflow anew'),
    });
  });

  it('is shown with its dry sister, which changes nothing', async () => {
    const trial = await deploy('four');
    expect(await run(trial.id, 'install', { dryRun: true })).toMatchObject({ status: 'terminated', dryRun: true });
    const { states } = (await product.admin.query('deployments.get', { id: trial.id })).data as DeploymentDetail;
    expect(states).toEqual({ uninitialized: 2 });
    await expect(trial.notes()).rejects.toThrow();
  });
});
