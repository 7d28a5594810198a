import { afterAll, beforeAll, expect, it } from 'vitest';
import type {
  CreateDeploymentResult,
  DeploymentDeed,
  ExecutionGroupView,
  ScheduleView,
  UploadResult,
} from '../../api/contract.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

let product: TestProduct;
let blueprintId: string;
beforeAll(async () => {
  product = await startTestProduct();
  const input = { name: 'shop', text: blueprint };
  const uploaded = (await product.admin.mutate('blueprints.upload', input)).data as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  blueprintId = uploaded.blueprint.id;
});
afterAll(() => product.stop());

const blueprint = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
node_templates:
  web: { type: cloudify.nodes.Root }
labels:
  stage: { values: [test] }
deployment_settings:
  default_schedules:
    nightly: { workflow: install, since: +1 day, recurrence: 1 day, slip: 5 }
`;

async function deploy(name: string): Promise<string> {
  const input = { blueprintId, name, inputs: {} };
  const created = (await product.admin.mutate('deployments.create', input)).data as CreateDeploymentResult;
  if (!created.ok) throw new Error(JSON.stringify(created.problems));
  return created.id;
}

const list = async (deploymentId: string) =>
  (await product.admin.query('schedules.list', { deploymentId })).data as ScheduleView[];

it('gives new deployments the schedules of their blueprint', async () => {
  const [nightly, ...more] = await list(await deploy('defaults'));
  expect(more).toEqual([]);
  expect(nightly).toMatchObject({ name: 'nightly', rule: 'FREQ=DAILY;INTERVAL=1', slip: 5, enabled: true });
  expect(nightly?.next).toHaveLength(5);
});

it('makes, changes and forgets a schedule', async () => {
  const deploymentId = await deploy('written');
  const given = {
    deploymentId,
    name: 'weekly',
    workflow: 'install',
    kind: 'cron',
    rule: '0 6 * * 1',
    timeZone: 'Europe/Berlin',
  };
  const created = (await product.admin.mutate('schedules.create', given)).data as { ok: true; id: string };
  expect(created).toMatchObject({ ok: true });
  const get = async () => (await product.admin.query('schedules.get', { id: created.id })).data as ScheduleView;
  const before = await get();
  expect(before).toMatchObject({
    deploymentName: 'written',
    createdBy: expect.stringContaining('@'),
    lastExecution: null,
  });
  const again = await product.admin.mutate('schedules.create', given);
  expect(again.data).toMatchObject({ ok: false, problems: [{ field: 'name' }] });
  const update = (more: object) => product.admin.mutate('schedules.update', { id: created.id, ...more });
  expect((await update({ enabled: false })).data).toMatchObject({ ok: true });
  expect(await get()).toMatchObject({ enabled: false, next: [] });
  expect((await update({ enabled: true, rule: '61 6 * * 1' })).data).toMatchObject({ problems: [{ field: 'rule' }] });
  expect((await update({ enabled: true, slip: 3 })).data).toMatchObject({ ok: true });
  expect(await get()).toEqual({ ...before, slip: 3 });
  expect((await product.admin.mutate('schedules.delete', { id: created.id })).status).toBe(200);
  expect((await product.admin.query('schedules.get', { id: created.id })).status).toBe(404);
  const deeds = (await product.admin.query('deployments.history', { id: deploymentId })).data as DeploymentDeed[];
  expect(deeds.map(({ action, detail }) => [action, detail['enabled']])).toEqual([
    ['schedules.delete', undefined],
    ['schedules.update', true],
    ['schedules.update', false],
    ['schedules.create', undefined],
    ['deployments.create', undefined],
  ]);
});

it('says what is wrong with which field', async () => {
  const deploymentId = await deploy('wrong');
  const given = { deploymentId, name: 'wrong', kind: 'at', since: '2001-01-01T00:00:00Z', workflow: 'install' };
  const answer = async (more: object) => {
    const { data } = await product.admin.mutate('schedules.create', { ...given, ...more });
    return (data as { problems: { field: string }[] }).problems.map(({ field }) => field);
  };
  expect(await answer({})).toEqual(['since']);
  expect(await answer({ kind: 'rrule', rule: 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30' })).toEqual(['rule']);
  expect(await answer({ since: undefined, workflow: 'polish' })).toEqual(['workflow']);
  expect(await answer({ since: undefined, parameters: { strange: 1 } })).toEqual(['parameters.strange']);
});

it('shows when a schedule that is being written would occur', async () => {
  const shown = (await product.admin.query('schedules.occurrences', { kind: 'rrule', rule: 'FREQ=DAILY;COUNT=2' }))
    .data;
  expect(shown).toMatchObject({ ok: true, next: [expect.any(String), expect.any(String)] });
  const wrong = (await product.admin.query('schedules.occurrences', { kind: 'cron', rule: '* *' })).data;
  expect(wrong).toMatchObject({ ok: false, problems: [{ field: 'rule' }] });
});

it('starts a workflow on all deployments with a label, some at a time, and cancels them together', async () => {
  for (const name of ['one', 'two', 'three']) await deploy(name);
  const given = { deployments: { kind: 'label', key: 'stage', value: 'test' }, workflow: 'install', concurrency: 2 };
  const started = (await product.admin.mutate('groups.start', given)).data as { ok: true; id: string };
  expect(started).toMatchObject({ ok: true });
  const get = async () => (await product.admin.query('groups.get', { id: started.id })).data as ExecutionGroupView;
  const group = await get();
  expect(group).toMatchObject({ status: 'active', concurrency: 2, counts: { pending: 2, queued: 4 } });
  expect(group.executions.map((execution) => execution.deploymentName)).toEqual([
    'defaults',
    'one',
    'three',
    'two',
    'written',
    'wrong',
  ]);
  const cancel = () => product.admin.mutate('groups.cancel', { id: started.id, mode: 'cancel' });
  expect((await cancel()).status).toBe(200);
  expect(await get()).toMatchObject({ status: 'cancelled', counts: { cancelled: 6 } });
  expect((await cancel()).status).toBe(409);
  expect((await product.admin.query('groups.list')).data).toMatchObject([{ id: started.id, status: 'cancelled' }]);
});

it('begins nothing of a group when something is wrong with one of its members', async () => {
  const wrong = await product.admin.mutate('groups.start', {
    deployments: { kind: 'blueprint', id: blueprintId },
    workflow: 'polish',
  });
  expect(wrong.data).toMatchObject({
    ok: false,
    problems: expect.arrayContaining([expect.objectContaining({ field: 'workflow' })]),
  });
  const none = { deployments: { kind: 'label', key: 'stage', value: 'none' }, workflow: 'install' };
  expect((await product.admin.mutate('groups.start', none)).data).toMatchObject({
    problems: [{ field: 'deployments' }],
  });
  expect((await product.admin.query('groups.list')).data).toHaveLength(1);
});

it('runs a schedule now, also while it is switched off, and says so in the history of its deployment', async () => {
  const deploymentId = await deploy('at-once');
  const [nightly] = await list(deploymentId);
  const id = nightly?.id;
  await product.admin.mutate('schedules.update', { id, enabled: false });
  const first = (await product.admin.mutate('schedules.run', { id })).data as { executionId: string };
  expect((await product.admin.query('executions.get', { id: first.executionId })).data).toMatchObject({
    workflow: 'install',
    scheduleId: id,
    deploymentId,
  });
  const second = (await product.admin.mutate('schedules.run', { id })).data as { executionId: string };
  expect((await product.admin.query('executions.get', { id: second.executionId })).data).toMatchObject({
    status: 'pending',
    waitsFor: first.executionId,
  });
  expect((await list(deploymentId))[0]).toMatchObject({ enabled: false, lastExecution: { id: second.executionId } });
  const deeds = (await product.admin.query('deployments.history', { id: deploymentId })).data as DeploymentDeed[];
  expect(deeds[0]).toMatchObject({ action: 'schedules.run', detail: { execution: second.executionId } });
  expect((await product.admin.mutate('schedules.run', { id: deploymentId })).status).toBe(404);
});
