import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeInstance } from '../../../db/schema/index.ts';
import type {
  CreateDeploymentResult,
  EventPage,
  ExecutionDetail,
  PreviewResult,
  PreviewView,
  StartResult,
  UploadResult,
} from '../../api/contract.ts';
import { zip } from '../../security/archive/testing/pack.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

let product: TestProduct;
let deploymentId: string;

const blueprint = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
node_templates:
  db: { type: cloudify.nodes.Root, interfaces: &work { cloudify.interfaces.lifecycle: { create: work.sh, start: work.sh, stop: work.sh, delete: work.sh } } }
  web:
    type: cloudify.nodes.Root
    instances: { deploy: 3 }
    interfaces: *work
    relationships: [ { type: cloudify.relationships.depends_on, target: db } ]
`;

beforeAll(async () => {
  product = await startTestProduct({ GANTRY_WORKER: '1' });
  const archive = zip([
    { name: 'blueprint.yaml', content: blueprint },
    { name: 'work.sh', content: '#!/bin/sh\n:\n', mode: 0o100755 },
  ]);
  const uploaded = (await (await product.admin.uploadArchive('name=work', archive)).json()) as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  const { id: blueprintId } = uploaded.blueprint;
  const answer = await product.admin.mutate('deployments.create', { blueprintId, name: 'work', inputs: {} });
  const created = answer.data as CreateDeploymentResult;
  if (!created.ok) throw new Error(JSON.stringify(created.problems));
  deploymentId = created.id;
});
afterAll(() => product.stop());

async function preview(workflow: string, parameters = {}): Promise<PreviewView> {
  const answer = await product.admin.mutate('executions.preview', { deploymentId, workflow, parameters });
  const result = answer.data as PreviewResult;
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.preview;
}

async function start(approved: PreviewView): Promise<string> {
  const { workflow, id: previewId } = approved;
  const answer = await product.admin.mutate('executions.start', { deploymentId, workflow, previewId });
  const started = answer.data as StartResult;
  if (!started?.ok) throw new Error(JSON.stringify(answer));
  return started.id;
}

async function ended(id: string): Promise<ExecutionDetail> {
  const look = async () => (await product.admin.query('executions.get', { id })).data as ExecutionDetail;
  await expect.poll(async () => (await look()).endedAt, { interval: 50 }).not.toBeNull();
  return look();
}

/** The tasks that an execution has begun, in order. */
async function begun(id: string): Promise<(string | null)[]> {
  const { events } = (await product.admin.query('executions.events', { id, limit: 1000 })).data as EventPage;
  return events.filter(({ type, task }) => type === 'task_started' && task !== null).map(({ task }) => task);
}

it('a run does exactly what its preview said', async () => {
  for (const [workflow, parameters] of [
    ['install', {}],
    ['scale', { scalable_entity_name: 'web', delta: 1 }],
    ['scale', { scalable_entity_name: 'web', delta: -2 }],
    ['reinstall', { node_ids: ['web'] }],
    ['execute_operation', { operation: 'cloudify.interfaces.lifecycle.start' }],
    ['uninstall', {}],
  ] as const) {
    const approved = await preview(workflow, parameters);
    const id = await start(approved);
    const found = await ended(id);
    expect(found).toMatchObject({ status: 'terminated', previewHash: approved.hash, runHash: approved.hash });
    const tasks = approved.operations.map(({ task }) => task);
    const done = await begun(id);
    // Branches that do not depend on each other may overtake one another.
    expect(done.toSorted()).toEqual(tasks.toSorted());
    expect(done[0]).toBe(tasks[0]);
    const rows = await product.database.db
      .select()
      .from(nodeInstance)
      .where(eq(nodeInstance.deploymentId, deploymentId));
    const states = new Map<string, string>(rows.map(({ id: instance, state }) => [instance, state]));
    for (const { id: instance, to } of approved.instances) expect(states.get(instance) ?? 'deleted').toBe(to);
  }
});
