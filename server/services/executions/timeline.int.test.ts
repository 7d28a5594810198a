import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpackEvents, unpackGraph } from '../../../core/timeline/pack.ts';
import { createTimeline, stateOf, takeEvents } from '../../../core/timeline/timeline.ts';
import type {
  CreateDeploymentResult,
  ExecutionDetail,
  ExecutionForecast,
  RunEstimate,
  StartResult,
  TimelineView,
  UploadResult,
} from '../../api/contract.ts';
import { zip } from '../../security/archive/testing/pack.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

const blueprint = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
inputs:
  folder: { type: string }
node_templates:
  first:
    type: cloudify.nodes.Root
    interfaces:
      cloudify.interfaces.lifecycle:
        create: { implementation: wait.sh, max_retries: 0, inputs: { folder: { get_input: folder } } }
  second:
    type: cloudify.nodes.Root
    relationships: [ { type: cloudify.relationships.depends_on, target: first } ]
    interfaces:
      cloudify.interfaces.lifecycle:
        create: { implementation: need.sh, max_retries: 0, inputs: { folder: { get_input: folder } } }
        start: { implementation: need.sh, max_retries: 0, inputs: { folder: { get_input: folder } } }
`;
const wait = '#!/bin/sh\nwhile test -e "$folder/busy"; do sleep 0.1; done\n';
const need = '#!/bin/sh\ntest -e "$folder/open"\n';

let product: TestProduct;
let deploymentId: string;
let folder: string;

beforeAll(async () => {
  product = await startTestProduct({ GANTRY_WORKER: '1' });
  const archive = zip([
    { name: 'blueprint.yaml', content: blueprint },
    { name: 'wait.sh', content: wait, mode: 0o100755 },
    { name: 'need.sh', content: need, mode: 0o100755 },
  ]);
  const uploaded = (await (await product.admin.uploadArchive('name=times', archive)).json()) as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  folder = join(product.folder, 'times');
  await mkdir(folder);
  const request = { blueprintId: uploaded.blueprint.id, name: 'times', inputs: { folder } };
  const created = (await product.admin.mutate('deployments.create', request)).data as CreateDeploymentResult;
  if (!created.ok) throw new Error(JSON.stringify(created.problems));
  deploymentId = created.id;
});
afterAll(() => product.stop());

async function start(workflow: string, more = {}): Promise<string> {
  const answer = await product.admin.mutate('executions.start', { deploymentId, workflow, ...more });
  const started = answer.data as StartResult;
  if (!started.ok) throw new Error(JSON.stringify(started.problems));
  return started.id;
}

async function look(id: string): Promise<ExecutionDetail> {
  return (await product.admin.query('executions.get', { id })).data as ExecutionDetail;
}

async function ended(id: string): Promise<ExecutionDetail> {
  await expect.poll(async () => (await look(id)).endedAt, { interval: 50 }).not.toBeNull();
  return look(id);
}

async function read(id: string) {
  const view = (await product.admin.query('executions.timeline', { id })).data as TimelineView;
  const graph = unpackGraph(view.graph);
  const timeline = createTimeline(graph);
  takeEvents(timeline, unpackEvents(view.events, graph));
  const states = graph.operations.map(({ node, operation }, place) => {
    return `${node}.${operation.split('.').at(-1)} ${stateOf(timeline, place, new Set())}`;
  });
  return { view, timeline, states };
}

async function forecast(id: string): Promise<ExecutionForecast | null> {
  return (await product.admin.query('executions.forecast', { id })).data as ExecutionForecast | null;
}

async function estimate(workflow: string): Promise<RunEstimate> {
  return (await product.admin.query('executions.estimate', { deploymentId, workflow })).data as RunEstimate;
}

test('a dry run has a timeline, and says nothing about how long things take', async () => {
  const id = await start('install', { dryRun: true });
  await ended(id);
  expect((await read(id)).states).toEqual([
    'first.create succeeded',
    'second.create succeeded',
    'second.start succeeded',
  ]);
  expect(await estimate('install')).toEqual({ runs: 0, isOwn: false, medianMs: null, longest: null });
});

test('a failed run that is resumed is one timeline: what was marked as done, what was tried and when it went on', async () => {
  const id = await start('install');
  const failed = await ended(id);
  const before = await read(id);
  expect(before.states).toEqual(['first.create succeeded', 'second.create failed', 'second.start skipped']);
  expect(before.timeline.endedAt).not.toBeNull();
  await writeFile(join(folder, 'open'), '');
  const done = failed.failedOperations.map(({ task }) => task);
  await product.admin.mutate('executions.resume', { id, done });
  await expect.poll(async () => (await look(id)).status, { interval: 50 }).toBe('terminated');
  const after = await read(id);
  expect(after.states).toEqual(['first.create succeeded', 'second.create marked-done', 'second.start succeeded']);
  expect(after.timeline.runs).toHaveLength(2);
  expect(after.view.status).toBe('terminated');
});

test('what the runs before took tells how a run will go on, and what it waits for', async () => {
  await ended(await start('uninstall', { parameters: { ignore_failure: true } }));
  const known = await estimate('install');
  expect(known).toMatchObject({ runs: 1, isOwn: true });
  expect(known.medianMs).toBeGreaterThan(0);
  await writeFile(join(folder, 'busy'), '');
  const id = await start('install');
  await expect.poll(async () => (await forecast(id))?.path.length ?? 0, { interval: 50 }).toBeGreaterThan(0);
  const foreseen = await forecast(id);
  expect(foreseen?.path.map(({ node, operation }) => `${node}.${operation.split('.').at(-1)}`)).toEqual([
    'first.create',
    'second.create',
    'second.start',
  ]);
  expect(foreseen).toMatchObject({ runs: 1, remainingMs: expect.any(Number) });
  await product.admin.mutate('executions.cancel', { id, mode: 'kill' });
  await ended(id);
  expect(await forecast(id)).toBeNull();
  expect((await read(id)).states[0]).toMatch(/^first.create (unfinished|failed)$/);
});
