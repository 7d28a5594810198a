import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../blueprint/json.ts';
import type { OperationOutcome } from '../../engine/protocol.ts';
import { applyChange } from '../apply-changes.ts';
import type { WorkflowModel } from '../model.ts';
import type { OperationTask } from '../task-graph.ts';
import { deployedModel } from '../testing/deployed-model.ts';
import { performWorkflow, type WorkflowPerformance } from '../testing/perform.ts';
import { heal } from './heal.ts';

const check = 'validation.check_status';
const healing = ['lifecycle.preheal', 'lifecycle.heal', 'lifecycle.postheal'];

/** A host with a program that has a part of its own, and a load balancer that stands elsewhere. */
const stack = {
  host: { isHost: true, operations: [check] },
  app: { in: 'host', operations: [check, ...healing] },
  part: { in: 'app' },
  lb: { to: ['app'] },
};

const model = deployedModel(stack);
const ids = Object.fromEntries(model.instances.map(({ id, nodeName }) => [nodeName, id]));
const idOf = (node: string) => ids[node]!;

/** `fails`: what fails, as `<node> <end of the operation>`. */
function run(parameters: JsonObject = {}, fails: string[] = [], on: WorkflowModel = model) {
  return performWorkflow(heal, on, { parameters, settings: { maxRetries: 2 }, outcome: outcomeOf(fails) });
}

function outcomeOf(fails: string[]) {
  return (task: OperationTask): OperationOutcome => {
    const isFailing = fails.includes(`${task.instance.slice(0, task.instance.indexOf('_'))} ${endOf(task)}`);
    const error = { type: 'Error', message: 'ill' };
    return isFailing ? { status: 'failed', error, recoverable: true } : { status: 'succeeded', result: true };
  };
}

const endOf = (task: OperationTask) => task.operation.split('.').at(-1);

/** For each graph, what began: node and operation. Relationships and the order are left out. */
function done({ graphs, runs }: WorkflowPerformance): Record<string, string[]> {
  return Object.fromEntries(
    graphs.map(({ name }, index) => [
      name,
      runs[index]!.marks.flatMap(({ moment, task }) => labels(moment, task)).sort(),
    ]),
  );
}

function labels(moment: string, task: OperationTask): string[] {
  if (moment === 'ended' || task.relationship !== undefined) return [];
  return [`${task.instance.slice(0, task.instance.indexOf('_'))} ${endOf(task)}`];
}

const reinstalled = (...nodes: string[]) => ({
  'reinstall-uninstall': nodes.flatMap((node) => [`${node} delete`, `${node} stop`]),
  'reinstall-install': nodes.flatMap((node) => [`${node} create`, `${node} start`]),
});

const healed = ['app heal', 'app postheal', 'app preheal'];

describe('heal of the whole deployment', () => {
  it('asks for the status and leaves alone what is well or was never looked at', async () => {
    const found = await run();
    expect(done(found)).toEqual({ check_status: ['app check_status', 'host check_status'] });
    expect(found.status).toBe('terminated');
    expect(found.says.map(({ text }) => text)).toEqual([
      "Starting 'heal' workflow for the whole deployment, Diagnosis: Not provided",
    ]);
  });

  it('heals what can be healed', async () => {
    const found = await run({}, ['app check_status']);
    // A check that fails is not tried again.
    expect(done(found)).toEqual({ check_status: ['app check_status', 'host check_status'], heal: healed });
    const status = found.model.instances.find(({ nodeName }) => nodeName === 'app')!.systemProperties['status'];
    expect(status).toMatchObject({ ok: true, task: null, healed: true });
    expect(done(await run({ check_status: false }, [], found.model))).toEqual({});
  });

  it('asks again where a check asks for it', async () => {
    const outcome = ({ operation }: OperationTask, attempt: number): OperationOutcome =>
      operation.endsWith('check_status') && attempt < 3
        ? { status: 'retry', message: 'later', retryAfter: 0 }
        : { status: 'succeeded', result: true };
    const found = await performWorkflow(heal, model, { outcome, settings: { maxRetries: 2 } });
    expect(done(found)).toEqual({
      check_status: ['app', 'host'].flatMap((node) => Array.from({ length: 3 }, () => `${node} check_status`)),
    });
  });

  it('installs anew what cannot be healed, with what it contains, which is not healed then', async () => {
    const found = await run({}, ['host check_status', 'app check_status']);
    const { check_status: _, ...rest } = done(found);
    expect(rest).toEqual(reinstalled('app', 'host', 'part'));
    expect(found.model.instances.every(({ state }) => state === 'started')).toBe(true);
    expect(done(await run({ check_status: false }, [], found.model))).toEqual({});
  });

  it('installs anew what could not be healed, without what it contains', async () => {
    const found = await run({}, ['app check_status', 'app heal']);
    const { check_status: _, ...rest } = done(found);
    expect(rest).toEqual({ heal: ['app heal', 'app heal', 'app heal', 'app preheal'], ...reinstalled('app') });
    expect(found.status).toBe('terminated');
    expect(found.model.instances.some(({ systemProperties }) => 'heal_failed' in systemProperties)).toBe(false);
  });

  it('refuses to install anew when it must not, and names five', async () => {
    const parameters = { allow_reinstall: false };
    const early = await run(parameters, ['host check_status']);
    const text = 'allow_reinstall is false, but would need to reinstall instances: ';
    expect(early).toMatchObject({ status: 'failed', error: `${text}${idOf('app')}, ${idOf('host')}, ${idOf('part')}` });
    const late = await run(parameters, ['app check_status', 'app postheal']);
    expect(late).toMatchObject({ status: 'failed', error: `${text}${idOf('app')}` });
    expect(Object.keys(done(late))).toEqual(['check_status', 'heal']);
    expect(late.model.instances.some(({ systemProperties }) => 'heal_failed' in systemProperties)).toBe(false);
    const many = deployedModel({ a: { count: 7, operations: [check] } });
    const all = await run(parameters, ['a check_status'], many);
    expect(all.error).toBe(
      `${text}${many.instances
        .slice(0, 5)
        .map(({ id }) => id)
        .join(', ')} (and 2 more)`,
    );
  });

  it('heals dependencies first', async () => {
    const chain = deployedModel({
      a: { operations: [check, ...healing] },
      b: { to: ['a'], operations: [check, 'lifecycle.heal'] },
    });
    const found = await run({}, ['a check_status', 'b check_status', 'a heal'], chain);
    const began = found.runs[1]!.marks.filter(({ moment }) => moment === 'began').map(({ task }) => endOf(task));
    expect(began).toEqual(['preheal', 'heal', 'heal', 'heal', 'heal']);
    expect(Object.keys(done(found))).toEqual(['check_status', 'heal', 'reinstall-uninstall', 'reinstall-install']);
  });
});

describe('heal of one instance', () => {
  it('means its host with all that it contains, and installs anew what was never looked at', async () => {
    const found = await run({ node_instance_id: idOf('part'), diagnose_value: 'no answer' });
    expect(done(found)).toEqual({
      check_status: ['app check_status', 'host check_status'],
      ...reinstalled('part'),
    });
    expect(found.says.map(({ text }) => text)).toEqual([
      `Starting 'heal' workflow on ${idOf('part')}, Diagnosis: no answer`,
    ]);
  });

  it('means the instance with what it contains where there is no host', async () => {
    const alone = deployedModel({ box: {}, inner: { in: 'box' }, other: { to: ['inner'] } });
    const [box] = alone.instances;
    const found = await run({ node_instance_id: box!.id }, [], alone);
    expect(done(found)).toEqual(reinstalled('box', 'inner'));
    const links = found.runs.flatMap(({ marks }) => marks.filter(({ task }) => task.instance.startsWith('other')));
    expect(new Set(links.map(({ task }) => endOf(task)))).toEqual(new Set(['unlink', 'establish']));
  });

  it('believes no status that no check has found', async () => {
    const set = (properties: JsonObject) =>
      applyChange(model, { kind: 'set-system-properties', instances: [{ id: idOf('lb'), properties }] });
    const parameters = { node_instance_id: idOf('lb'), check_status: false };
    const assumed = await run(parameters, [], set({ status: { ok: true, task: null } }));
    expect(done(assumed)).toEqual(reinstalled('lb'));
    for (const status of [
      { ok: true, task: 't.check' },
      { ok: true, task: null, healed: true },
    ]) {
      expect(done(await run(parameters, [], set({ status })))).toEqual({});
    }
  });

  it('installs anew without a look when it is told to', async () => {
    const found = await run({ node_instance_id: idOf('app'), force_reinstall: true });
    expect(done(found)).toEqual(reinstalled('app', 'host', 'part'));
  });

  it('removes past failures unless it is told not to', async () => {
    const parameters = { node_instance_id: idOf('lb'), force_reinstall: true };
    const found = await run(parameters, ['lb delete']);
    expect([found.status, done(found)]).toEqual(['terminated', reinstalled('lb')]);
    const stopped = await run({ ...parameters, ignore_failure: false }, ['lb delete']);
    expect([stopped.status, Object.keys(done(stopped))]).toEqual(['failed', ['reinstall-uninstall']]);
    expect((await run(parameters, ['lb create'])).status).toBe('failed');
  });

  it('leaves out what a second relationship to its container has taken from it', async () => {
    const two = deployedModel({ host: { isHost: true }, app: { in: 'host', to: ['host'] } });
    const app = { ...two.instances[0]!, hostId: two.instances[1]!.id };
    const found = await run({ node_instance_id: app.id }, [], { ...two, instances: [app, two.instances[1]!] });
    expect(done(found)).toEqual(reinstalled('host'));
  });

  it('refuses an instance that is not there', async () => {
    await expect(run({ node_instance_id: `${idOf('app')}x` })).rejects.toThrow(
      `The deployment has no node instance "${idOf('app')}x". Did you mean "${idOf('app')}"?`,
    );
  });
});

describe('heal in the older dialect', () => {
  const older = { ...model, dialect: 'v3' as const };

  it('always installs all of it anew, past failures of the removal', async () => {
    const parameters = { node_instance_id: idOf('app'), check_status: true, allow_reinstall: false };
    const found = await run(parameters, ['app stop'], older);
    expect([found.status, done(found)]).toEqual(['terminated', reinstalled('app', 'host', 'part')]);
  });

  it('must be told the instance', async () => {
    await expect(run({}, [], older)).rejects.toThrow('Give "node_instance_id"');
  });
});
