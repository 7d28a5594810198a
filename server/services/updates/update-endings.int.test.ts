import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEvents } from '../../../db/repositories/event.ts';
import type { UpdateSummary } from '../../api/update-contract.ts';
import { startSample } from '../../runtime/testing/sample-deployment.ts';
import { until } from '../../runtime/testing/test-runtime.ts';
import type { Moment } from './testing/moment.ts';
import { UpdateBench } from './testing/update-bench.ts';

let bench: UpdateBench;
beforeAll(async () => {
  bench = await UpdateBench.start();
});
afterAll(() => bench.stop());
beforeEach(() => {
  bench.fails = [];
  bench.drifts = [];
});

const run = 'sample.tasks.run';
const types = `
inputs: {port: {type: integer, default: 80}}
node_types:
  app:
    derived_from: cloudify.nodes.Root
    properties: {port: {default: 0}}
    interfaces:
      cloudify.interfaces.lifecycle:
        create: {implementation: ${run}, inputs: {port: {default: {get_property: [SELF, port]}}}}
        start: ${run}
        stop: ${run}
        delete: ${run}
`;
const before = `${types}
node_templates:
  web: {type: app, properties: {port: {get_input: port}}}
  db: {type: app}
`;
/** Without the database, and with a log. */
const after = `${types}
node_templates:
  web: {type: app, properties: {port: {get_input: port}}}
  log: {type: app}
`;

async function planned(inputs = {}) {
  const { id, name } = await bench.deploy(before);
  const first = await bench.moment(id);
  const { blueprintId, versionId } = await bench.upload(name, after);
  const update = await bench.plan({ deploymentId: id, blueprintId, inputs });
  return { id, name, first, versionId, update };
}

async function carryOut({ id }: { id: string }) {
  return await bench.untilEnded(await bench.start({ id }));
}

const labelsOf = () => bench.ran.map(({ label }) => label);

describe('an update that fails', () => {
  it('while something is removed leaves the old model', async () => {
    const { id, first, update } = await planned();
    bench.fails = ['db stop'];
    const execution = await carryOut(update);
    expect(execution).toMatchObject({ status: 'failed', error: expect.stringContaining('db stop fails') });
    expect(await bench.moment(id)).toEqual(first);
    expect(await bench.states(id)).toEqual({ web: ['started'], db: ['stopping'] });
    expect(await bench.get(update.id)).toMatchObject({ status: 'failed', adoptedAt: null });
    const refused = await bench.product.admin.mutate('updates.rollback', { id: update.id });
    expect(refused).toMatchObject({ status: 409, message: expect.stringContaining('never got the new model') });
  });

  it('while something is added leaves the new model, and goes on when it is resumed', async () => {
    const { id, versionId, update } = await planned();
    bench.fails = ['log create'];
    const execution = await carryOut(update);
    expect(execution).toMatchObject({ status: 'failed', error: expect.stringContaining('log create fails') });
    expect(await bench.moment(id)).toMatchObject({ versionId, nodes: ['web', 'log'] });
    expect(await bench.states(id)).toEqual({ web: ['started'], log: ['creating'] });
    expect(await bench.get(update.id)).toMatchObject({ status: 'failed', adoptedAt: expect.any(String) });
    bench.fails = [];
    bench.ran.length = 0;
    expect(await bench.product.admin.mutate('executions.resume', { id: execution.id })).toMatchObject({ status: 200 });
    await bench.untilEnded(execution.id);
    expect(labelsOf().slice(-2)).toEqual(['log create', 'log start']);
    expect(labelsOf()).not.toContain('db stop');
    expect(await bench.states(id)).toEqual({ web: ['started'], log: ['started'] });
    expect(await bench.get(update.id)).toMatchObject({ status: 'succeeded' });
  });

  it('can be gone back from by an update to what was before', async () => {
    const { id, first, update } = await planned({ port: 8080 });
    await carryOut(update);
    expect(bench.ran.find(({ label }) => label === 'web create')?.inputs).toEqual({ port: 8080 });
    const result = await bench.product.admin.mutate('updates.rollback', { id: update.id });
    const back = (result.data as { update: { id: string; steps: { entityId: string }[] } }).update;
    expect(back.steps.map(({ entityId }) => entityId)).toEqual(expect.arrayContaining(['nodes:log', 'nodes:db']));
    bench.ran.length = 0;
    await carryOut(back);
    expect(await bench.moment(id)).toMatchObject({
      versionId: first.versionId,
      inputs: first.inputs,
      nodes: first.nodes,
    });
    expect(bench.ran.find(({ label }) => label === 'web create')?.inputs).toEqual({ port: 80 });
    expect(await bench.states(id)).toEqual({ web: ['started'], db: ['started'] });
  });
});

it('an update that is cancelled while it removes keeps the old model, and can be resumed', async () => {
  const { id, first, versionId, update } = await planned();
  const held = Promise.withResolvers<void>();
  bench.hold = held.promise;
  const execution = await bench.start({ id: update.id });
  await until(() => Promise.resolve(labelsOf().includes('db stop')));
  expect(await bench.get(update.id)).toMatchObject({ status: 'running', adoptedAt: null });
  await bench.product.admin.mutate('executions.cancel', { id: execution, mode: 'cancel' });
  held.resolve();
  expect(await bench.untilEnded(execution)).toMatchObject({ status: 'cancelled' });
  expect(await bench.moment(id)).toEqual(first);
  expect(await bench.get(update.id)).toMatchObject({ status: 'cancelled', adoptedAt: null });
  expect(await bench.product.admin.mutate('executions.resume', { id: execution })).toMatchObject({ status: 200 });
  expect(await bench.untilEnded(execution)).toMatchObject({ status: 'terminated' });
  expect(labelsOf().filter((label) => label === 'db stop')).toHaveLength(1);
  expect(await bench.moment(id)).toMatchObject({ versionId, nodes: ['web', 'log'] });
  expect(await bench.get(update.id)).toMatchObject({ status: 'succeeded' });
});

it('an update that failed is not resumed once another one has changed the deployment', async () => {
  const { id, update } = await planned();
  bench.fails = ['db stop'];
  const execution = await carryOut(update);
  bench.fails = [];
  const other = await bench.plan({ deploymentId: id, inputs: { port: 81 } });
  expect(await carryOut(other)).toMatchObject({ status: 'terminated' });
  const refused = await bench.product.admin.mutate('executions.resume', { id: execution.id });
  expect(refused).toMatchObject({ status: 409, message: expect.stringContaining('Another execution has changed') });
});

it('the model is the old one or the new one, whole, at every moment', async () => {
  const { id, first, versionId, update } = await planned({ port: 81 });
  const execution = await bench.start({ id: update.id });
  const seen: Moment[] = [];
  const watch = { isOn: true };
  const watching = (async () => {
    while (watch.isOn) seen.push(await bench.moment(id));
  })();
  await bench.untilEnded(execution);
  watch.isOn = false;
  await watching;
  const last = await bench.moment(id);
  expect(last).toMatchObject({ versionId, inputs: { port: 81 }, nodes: ['web', 'log'] });
  const versions = seen.map((moment) => {
    expect(moment).toEqual(moment.versionId === first.versionId ? first : last);
    return moment.versionId;
  });
  expect(versions).toEqual([
    ...versions.filter((one) => one === first.versionId),
    ...versions.filter((one) => one === versionId),
  ]);
});

it('a dry run changes nothing, and leaves the plan to be carried out', async () => {
  const { id, first, update } = await planned();
  const execution = await bench.untilEnded(await bench.start({ id: update.id, dryRun: true }));
  expect(execution.status).toBe('terminated');
  expect(labelsOf()).toEqual([]);
  expect(await bench.moment(id)).toEqual(first);
  expect(await bench.get(update.id)).toMatchObject({ status: 'planned', executionId: null });
  const texts = await readEvents(bench.product.database.db, { executionId: execution.id, after: 0, limit: 1000 });
  expect(texts.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['Stopped node instance', 'Node instance started']),
  );
  expect(await carryOut(update)).toMatchObject({ status: 'terminated' });
});

describe('an update is refused', () => {
  const mutate = (path: string, input: object) => bench.product.admin.mutate(path, input);

  it('with the names of the inputs that are wrong', async () => {
    const { id } = await planned();
    const ask = (inputs: object) => mutate('updates.plan', { deploymentId: id, inputs });
    expect((await ask({ port: 'high', prot: 1 })).data).toEqual({
      ok: false,
      problems: [
        { input: 'port', code: expect.any(Number), message: expect.stringContaining('"port"') },
        { input: 'prot', code: expect.any(Number), message: expect.stringContaining('Did you mean "port"?') },
      ],
    });
    expect((await mutate('updates.plan', { deploymentId: id, versionId: crypto.randomUUID() })).status).toBe(404);
    expect((await mutate('updates.plan', { deploymentId: crypto.randomUUID() })).status).toBe(404);
    expect((await mutate('updates.plan', { deploymentId: id, input: {} })).status).toBe(400);
  });

  it('when the new blueprint gives schedules that cannot be', async () => {
    const { id, name } = await planned();
    const schedules = 'deployment_settings: {default_schedules: {nightly: {workflow: prune, since: +1 day}}}\n';
    const { versionId } = await bench.upload(name, after + schedules);
    expect((await mutate('updates.plan', { deploymentId: id, versionId })).data).toEqual({
      ok: false,
      problems: [{ input: null, message: expect.stringContaining('"prune"') }],
    });
  });

  it('when other deployments use this one, unless it is forced', async () => {
    const { id, name, update } = await planned();
    const text = `inputs: {shop: {type: deployment_id}}\nnode_templates: {it: {type: cloudify.nodes.Root}}\n`;
    const other = await bench.deploy(text, { inputs: { shop: name }, isInstalled: false });
    expect(await mutate('updates.start', { id: update.id })).toMatchObject({
      status: 409,
      message: expect.stringContaining(`"${other.name}" (inputs.shop)`),
    });
    expect(await bench.untilEnded(await bench.start({ id: update.id, force: true }))).toMatchObject({
      status: 'terminated',
    });
    expect((await bench.moment(id)).nodes).toEqual(['web', 'log']);
  });

  it('when its options name what is not there', async () => {
    const { update } = await planned();
    const answer = await mutate('updates.preview', { id: update.id, options: { reinstallList: ['nobody'] } });
    expect(answer.data).toEqual({
      ok: false,
      problems: [{ parameter: null, message: expect.stringContaining('"nobody"') }],
    });
  });

  it('while another one is at work, when it was carried out, and when the deployment has changed since', async () => {
    const { id, update } = await planned();
    const other = await bench.plan({ deploymentId: id, inputs: { port: 81 } });
    const execution = await bench.start({ id: update.id });
    expect(await mutate('updates.start', { id: other.id })).toMatchObject({ status: 409 });
    await bench.untilEnded(execution);
    const again = await mutate('updates.start', { id: update.id });
    expect(again).toMatchObject({ status: 409, message: expect.stringContaining('carried out already') });
    const late = { status: 409, message: expect.stringContaining('has changed since the update was planned') };
    expect(await mutate('updates.start', { id: other.id })).toMatchObject(late);
    expect(await mutate('updates.preview', { id: other.id })).toMatchObject(late);
  });

  it('when it would do something else than its preview, or the preview is of something else', async () => {
    const { id, update } = await planned();
    const preview = await bench.preview(update.id);
    const other = await bench.plan({ deploymentId: id, inputs: { port: 81 } });
    const wrong = await mutate('updates.start', { id: other.id, previewId: preview.id });
    expect(wrong).toMatchObject({ status: 400, message: expect.stringContaining('another update') });
    await bench.product.database.pool.query(
      "update node_instance set state = 'deleted' where deployment_id = $1 and node_name = 'db'",
      [id],
    );
    expect((await mutate('updates.start', { id: update.id, previewId: preview.id })).data).toMatchObject({
      ok: false,
      problems: [{ parameter: null }],
    });
  });

  it('by its workflow when nothing was planned', async () => {
    const { id } = await planned();
    const execution = await bench.untilEnded(await startSample(bench.product.database.db, id, { workflow: 'update' }));
    expect(execution).toMatchObject({ status: 'failed', error: expect.stringContaining('Plan one first') });
  });
});

it('inputs without a value take the defaults of the new blueprint', async () => {
  const optional = before.replace('default: 80}', 'default: 80}, name: {type: string, required: false}');
  const { id, name } = await bench.deploy(optional);
  expect((await bench.moment(id)).inputs).toEqual({ port: 80, name: null });
  const { blueprintId } = await bench.upload(name, optional.replace('required: false', 'default: shop'));
  expect((await bench.plan({ deploymentId: id, inputs: { port: 81 } })).newInputs).toEqual({ port: 81, name: null });
  expect((await bench.plan({ deploymentId: id, blueprintId })).newInputs).toEqual({ port: 80, name: 'shop' });
});

it('a blueprint stays while a deployment is being updated with it, and can go when none has it any more', async () => {
  const { id } = await bench.deploy(before);
  const { blueprintId, versionId } = await bench.upload(`other-${id}`, after);
  const update = await bench.plan({ deploymentId: id, blueprintId });
  const held = Promise.withResolvers<void>();
  bench.hold = held.promise;
  const execution = await bench.start({ id: update.id });
  const remove = () => bench.product.admin.mutate('blueprints.delete', { id: blueprintId });
  expect(await remove()).toMatchObject({ status: 409, message: expect.stringContaining('is being updated with') });
  held.resolve();
  await bench.untilEnded(execution);
  expect(await remove()).toMatchObject({ status: 409, message: expect.stringContaining('is used by') });
  const back = (await bench.product.admin.mutate('updates.rollback', { id: update.id })).data as {
    update: { id: string };
  };
  await carryOut(back.update);
  expect((await bench.moment(id)).versionId).not.toBe(versionId);
  expect((await remove()).status).toBe(200);
});

it('updates are listed by deployment, newest first', async () => {
  const { id, name, update } = await planned();
  const second = await bench.plan({ deploymentId: id, inputs: { port: 81 } });
  const listed = (await bench.product.admin.query('updates.list', { deploymentId: id })).data as UpdateSummary[];
  expect(listed.map((one) => one.id)).toEqual([second.id, update.id]);
  expect(listed[1]).toMatchObject({
    deploymentName: name,
    status: 'planned',
    from: { blueprintName: name, version: 1 },
    to: { blueprintName: name, version: 2 },
    createdBy: expect.stringContaining('@'),
  });
  expect(update).toMatchObject({
    added: [{ node: 'log' }],
    removed: [{ node: 'db' }],
    oldInputs: { port: 80 },
    newInputs: { port: 80 },
  });
});
