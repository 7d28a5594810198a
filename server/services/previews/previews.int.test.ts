import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execution, nodeInstance } from '../../../db/schema/index.ts';
import type {
  CreateDeploymentResult,
  ExecutionDetail,
  PreviewResult,
  PreviewView,
  StartResult,
  UploadResult,
  WorkflowView,
} from '../../api/contract.ts';
import { zip } from '../../security/archive/testing/pack.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

let product: TestProduct;
let deploymentId: string;

const password = 'correct-horse-battery';

const blueprint = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
inputs:
  port: { type: integer, default: 8080 }
node_types:
  web:
    derived_from: cloudify.nodes.SoftwareComponent
    properties: { where: {}, key: {} }
node_templates:
  vm:
    type: cloudify.nodes.Compute
    properties: { ip: 10.1.2.3 }
  app:
    type: web
    properties: { where: { concat: [ 'http://', { get_attribute: [vm, ip] }, '/' ] }, key: { get_secret: token } }
    relationships:
      - { type: cloudify.relationships.contained_in, target: vm }
    interfaces:
      cloudify.interfaces.lifecycle:
        create:
          implementation: create.sh
          executor: central_deployment_agent
          inputs:
            port: { get_input: port }
            secret: { get_secret: token }
            header: { concat: [ 'Bearer ', { get_secret: token } ] }
            through: { get_property: [SELF, key] }
            where: { get_property: [SELF, where] }
            nested: { known: { get_attribute: [SELF, node_instance_index] }, later: { get_attribute: [SELF, made_later] } }
            link: { concat: [ 'id=', { get_attribute: [SELF, made_later] } ] }
        start: { implementation: start.sh, max_retries: 3 }
workflows:
  tune:
    mapping: default_workflows.cloudify.plugins.workflows.execute_operation
    parameters:
      operation: { default: cloudify.interfaces.lifecycle.start }
      operation_kwargs: { default: { address: { get_property: [vm, ip] } } }
      level: { type: integer, constraints: [ { in_range: [1, 3] } ] }
      node_ids: { type: list, item_type: node_id, default: [] }
`;

const files = ['create.sh', 'start.sh'];

beforeAll(async () => {
  product = await startTestProduct();
  await product.admin.mutate('secrets.put', { name: 'token', value: password });
  const archive = zip([
    { name: 'blueprint.yaml', content: blueprint },
    ...files.map((name) => ({ name, content: '#!/bin/sh\n', mode: 0o100755 })),
  ]);
  const uploaded = (await (await product.admin.uploadArchive('name=web', archive)).json()) as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  deploymentId = await deploy(uploaded.blueprint.id, 'web');
});
afterAll(() => product.stop());

async function deploy(blueprintId: string, name: string): Promise<string> {
  const answer = await product.admin.mutate('deployments.create', { blueprintId, name, inputs: {} });
  const created = answer.data as CreateDeploymentResult;
  if (!created.ok) throw new Error(JSON.stringify(created.problems));
  return created.id;
}

async function preview(workflow: string, parameters = {}): Promise<PreviewView> {
  const answer = await product.admin.mutate('executions.preview', { deploymentId, workflow, parameters });
  const result = answer.data as PreviewResult;
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.preview;
}

const start = (input: object) => product.admin.mutate('executions.start', { deploymentId, ...input });
const detail = async (id: string) => (await product.admin.query('executions.get', { id })).data as ExecutionDetail;
const cancel = (id: string) => product.admin.mutate('executions.cancel', { id, mode: 'cancel' });
const setStates = (state: 'started' | 'uninitialized') =>
  product.database.db.update(nodeInstance).set({ state }).where(eq(nodeInstance.deploymentId, deploymentId));

describe('a preview', () => {
  it('shows what would run, where and with what, with secrets masked', async () => {
    const found = await preview('install');
    expect(found.operations.map(({ node, operation }) => `${node} ${operation.split('.').at(-1)}`)).toEqual([
      'app create',
      'app start',
    ]);
    const [create, begin] = found.operations;
    expect(create).toMatchObject({
      stage: 1,
      implementation: 'script.script_runner.tasks.run',
      host: null,
      effect: 'add',
      maxRetries: 60,
      relationship: null,
      inputs: {
        port: 8080,
        secret: '••••',
        header: 'Bearer ••••',
        through: '••••',
        where: 'http://10.1.2.3/',
        nested: { known: 1, later: { get_attribute: ['SELF', 'made_later'] } },
        link: { concat: ['id=', { get_attribute: ['SELF', 'made_later'] }] },
      },
    });
    const vm = found.instances.find(({ node }) => node === 'vm');
    expect(begin).toMatchObject({ host: { instance: vm?.id, address: '10.1.2.3' }, maxRetries: 3 });
    expect(vm).toMatchObject({ from: 'uninitialized', to: 'started', effect: 'add' });
    expect(JSON.stringify(found)).not.toContain(password);
    expect((await product.admin.query('executions.getPreview', { id: found.id })).data).toEqual(found);
  });

  it('is the same as long as nothing changes', async () => {
    const [first, second] = [await preview('install'), await preview('install')];
    expect(second.hash).toBe(first.hash);
    expect(second.id).not.toBe(first.id);
    expect((await preview('uninstall')).hash).not.toBe(first.hash);
    expect((await preview('uninstall')).notes).toEqual([
      expect.stringContaining('"uninstall" is not available for "web": nothing is started'),
      'It would run no operation.',
    ]);
  });

  it('says what is wrong with its parameters, or with what is asked', async () => {
    const ask = async (parameters: object) =>
      (await product.admin.mutate('executions.preview', { deploymentId, workflow: 'tune', parameters })).data;
    expect(await ask({ level: 7, node_ids: ['nobody'], levle: 1 })).toEqual({
      ok: false,
      problems: [
        { parameter: 'level', message: expect.stringContaining('in_range') },
        { parameter: 'node_ids', message: expect.stringContaining('node_id') },
        { parameter: 'levle', message: expect.stringContaining('Did you mean "level"?') },
      ],
    });
    expect(await ask({})).toMatchObject({ ok: false, problems: [{ parameter: 'level' }] });
    const strange = await product.admin.mutate('executions.preview', { deploymentId, workflow: 'tnue' });
    expect(strange).toMatchObject({ status: 400, message: expect.stringContaining('no workflow "tnue"') });
  });

  it('evaluates defaults of parameters', async () => {
    const found = await preview('tune', { level: '2' });
    expect(found.parameters).toMatchObject({ level: 2, operation_kwargs: { address: '10.1.2.3' } });
    expect(found.operations).toMatchObject([{ node: 'app', inputs: { address: '10.1.2.3' }, effect: 'touch' }]);
  });
});

describe('a run from a preview', () => {
  it('is the one that was approved', async () => {
    const approved = await preview('install');
    const started = (await start({ workflow: 'install', previewId: approved.id })).data as StartResult;
    if (!started.ok) throw new Error(JSON.stringify(started.problems));
    const found = await detail(started.id);
    expect(found).toMatchObject({
      previewHash: approved.hash,
      runHash: null,
      dialect: 'v5',
      dryRun: false,
      stage: 1,
      actions: ['cancel'],
      waitsFor: null,
    });
    await cancel(started.id);
  });

  it('is refused when it would do something else now, and what that is is told', async () => {
    const approved = await preview('install');
    await setStates('started');
    const refused = await start({ workflow: 'install', previewId: approved.id, force: true });
    expect(refused.data).toMatchObject({
      ok: false,
      problems: [
        { parameter: null, message: expect.stringContaining('no longer run "cloudify.interfaces.lifecycle.create of') },
      ],
    });
    await setStates('uninitialized');
    const other = await start({ workflow: 'uninstall', previewId: approved.id });
    expect(other).toMatchObject({ status: 400, message: expect.stringContaining('another deployment or workflow') });
  });
});

describe('a start', () => {
  it('binds parameters, and tells what is wrong with them', async () => {
    expect((await start({ workflow: 'tune' })).data).toMatchObject({ ok: false, problems: [{ parameter: 'level' }] });
    const given = { workflow: 'tune', parameters: { level: '3', extra: 1 } };
    expect((await start(given)).data).toMatchObject({ ok: false, problems: [{ parameter: 'extra' }] });
    const started = (await start({ ...given, allowCustomParameters: true, dryRun: true })).data as StartResult;
    if (!started.ok) throw new Error(JSON.stringify(started.problems));
    expect(await detail(started.id)).toMatchObject({ parameters: { level: 3, extra: 1, node_ids: [] }, dryRun: true });
    await cancel(started.id);
  });

  it('keeps to the availability of the workflow unless it is forced', async () => {
    expect(await start({ workflow: 'uninstall' })).toMatchObject({
      status: 409,
      message: expect.stringContaining('nothing is started'),
    });
    const forced = (await start({ workflow: 'uninstall', force: true })).data as StartResult;
    expect(forced.ok).toBe(true);
    if (forced.ok) await cancel(forced.id);
  });

  it('queues behind another execution and says behind which', async () => {
    const first = (await start({ workflow: 'install' })).data as { id: string };
    const busy = await start({ workflow: 'install' });
    expect(busy).toMatchObject({ status: 409, message: expect.stringContaining(first.id) });
    const second = (await start({ workflow: 'install', queue: true })).data as { id: string };
    expect(await detail(second.id)).toMatchObject({ status: 'pending', waitsFor: first.id });
    const beside = (await start({ workflow: 'install', force: true, waitAfterFail: 5 })).data as { id: string };
    expect(await detail(beside.id)).toMatchObject({ status: 'pending', waitsFor: null });
    await cancel(beside.id);
    await cancel(first.id);
    expect(await detail(second.id)).toMatchObject({ waitsFor: null });
    await cancel(second.id);
  });

  it('takes no field that it does not know', async () => {
    expect((await start({ workflow: 'install', dryrun: true })).status).toBe(400);
    expect((await start({ workflow: 'install', parameters: [] })).status).toBe(400);
  });
});

it('a workflow is shown with its parameters, its choices and why it cannot be started', async () => {
  const workflows = (await product.admin.query('deployments.workflows', { id: deploymentId })).data as WorkflowView[];
  const named = (name: string) => workflows.find((workflow) => workflow.name === name);
  expect(named('install')).toMatchObject({ unavailable: null, description: expect.stringMatching(/\w/) });
  expect(named('uninstall')?.unavailable).toContain('nothing is started');
  expect(named('install')?.choices).toMatchObject({ node_ids: ['vm', 'app'] });
  expect(named('install')?.choices['node_instance_ids']).toHaveLength(2);
  expect(named('tune')).toMatchObject({
    mapping: 'cloudify.plugins.workflows.execute_operation',
    parameters: { level: { type: 'integer', constraints: [{ in_range: [1, 3] }] } },
    choices: { operation: expect.arrayContaining(['cloudify.interfaces.lifecycle.start']) },
  });
  expect((await product.admin.query('deployments.workflows', { id: crypto.randomUUID() })).status).toBe(404);
});

it('leaves no execution that nobody asked for', async () => {
  const rows = await product.database.db.select().from(execution).where(eq(execution.deploymentId, deploymentId));
  expect(rows.filter(({ status }) => status !== 'cancelled')).toEqual([]);
});
