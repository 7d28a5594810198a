import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvents } from '../../../db/repositories/event.ts';
import type {
  CreateDeploymentResult,
  PreviewResult,
  PreviewView,
  StartResult,
  UploadResult,
} from '../../api/contract.ts';
import { untilStatus } from '../../runtime/testing/test-runtime.ts';
import { zip } from '../../security/archive/testing/pack.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

const blueprint = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
node_types:
  scripted:
    derived_from: cloudify.nodes.Root
    interfaces:
      cloudify.interfaces.lifecycle:
        create: { implementation: run.sh, executor: central_deployment_agent }
        start: { implementation: run.sh, executor: central_deployment_agent }
        delete: { implementation: run.sh, executor: central_deployment_agent }
node_templates:
  Zone: { type: scripted }
  app:
    type: scripted
    capabilities: { scalable: { properties: { default_instances: 2 } } }
    relationships: [ { type: cloudify.relationships.contained_in, target: Zone } ]
  proxy:
    type: scripted
    relationships: [ { type: cloudify.relationships.connected_to, target: app } ]
groups: { copies: { members: [Zone] } }
policies: { scaling: { type: cloudify.policies.scaling, targets: [copies], properties: { default_instances: 2 } } }
`;

let product: TestProduct;
let deploymentId: string;

beforeAll(async () => {
  product = await startTestProduct({ GANTRY_WORKER: '1' });
  const archive = zip([
    { name: 'blueprint.yaml', content: blueprint },
    { name: 'run.sh', content: '#!/bin/sh\n', mode: 0o100755 },
  ]);
  const uploaded = (await (await product.admin.uploadArchive('name=zones', archive)).json()) as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  const question = { blueprintId: uploaded.blueprint.id, name: 'zones', inputs: {} };
  const created = (await product.admin.mutate('deployments.create', question)).data as CreateDeploymentResult;
  if (!created.ok) throw new Error(JSON.stringify(created.problems));
  deploymentId = created.id;
  expect(await run('install')).toMatchObject({ status: 'terminated' });
});
afterAll(() => product.stop());

async function preview(workflow: string, parameters: object): Promise<PreviewView> {
  const answer = await product.admin.mutate('executions.preview', { deploymentId, workflow, parameters });
  const result = answer.data as PreviewResult;
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.preview;
}

async function run(workflow: string, more: object = {}) {
  const answer = await product.admin.mutate('executions.start', { deploymentId, workflow, ...more });
  const started = answer.data as StartResult;
  if (!started.ok) throw new Error(JSON.stringify(started.problems));
  return await untilStatus(product.database, started.id);
}

/** Instance and operation of every operation that ended well. */
async function operationsOf(executionId: string): Promise<string[]> {
  const events = await readEvents(product.database.db, { executionId, after: 0, limit: 10_000 });
  return events
    .filter(({ type, operation }) => type === 'task_succeeded' && operation !== null)
    .map(({ instance, operation }) => `${instance} ${operation}`);
}

describe('a scaling from a preview', () => {
  it.each([
    ['copies', 1],
    ['app', 1],
    ['copies', -2],
    ['copies', 1],
  ])('of %s by %i makes the very instances that the preview named', async (scalable_entity_name, delta) => {
    const approved = await preview('scale', { scalable_entity_name, delta });
    const parameters = { scalable_entity_name, delta };
    const done = await run('scale', { parameters, previewId: approved.id });
    expect(done).toMatchObject({ status: 'terminated', error: null, previewHash: approved.hash });
    const planned = approved.operations.map(({ instance, operation }) => `${instance} ${operation}`);
    expect(planned.length).toBeGreaterThan(0);
    expect((await operationsOf(done.id)).toSorted()).toEqual(planned.toSorted());
  });
});

it('a heal that installs everything anew does what its preview told', async () => {
  const parameters = { force_reinstall: true };
  const approved = await preview('heal', parameters);
  const done = await run('heal', { parameters, previewId: approved.id });
  expect(done).toMatchObject({ status: 'terminated', finishedOperations: approved.operations.length });
});
