import { describe, expect, it } from 'vitest';
import { performWorkflow } from '../testing/perform.ts';
import { modelToUpdate } from '../testing/updated-model.ts';
import {
  type AppSketch,
  blueprint,
  done,
  gone,
  made,
  reinstalled,
  stateOf,
  update,
} from './testing/performed-update.ts';
import { updateWorkflow } from './update-workflow.ts';

describe('what is changed', () => {
  const to = (more: AppSketch): [Record<string, AppSketch>, Record<string, AppSketch>] => [
    { web: more },
    { web: { ...more, port: '2' } },
  ];

  it('is installed anew when it can be neither asked nor updated', async () => {
    const found = await update(...to({}));
    expect(done(found)).toEqual(reinstalled('web'));
    expect(found.says.at(-1)?.text).toMatch(/^Installed anew: web_\w+$/);
  });

  it('is updated in place when it can be', async () => {
    const own = ['update_apply', 'update', 'preupdate', 'update_postapply', 'postupdate', 'update_config'];
    const found = await update(...to({ operations: own }));
    const order = ['preupdate', 'update', 'postupdate', 'update_config', 'update_apply', 'update_postapply'];
    expect(done(found)).toEqual({ update: order.map((name) => `web ${name}`) });
    const texts = found.runs[0]?.commands
      .flat()
      .flatMap((one) =>
        one.kind === 'effect' && one.effect.kind === 'event' && one.effect.type === 'workflow_node_event'
          ? [one.effect.text]
          : [],
      );
    expect(texts).toEqual(['Updating node instance', 'Node instance updated']);
  });

  it('is installed anew with what it contains when its update fails', async () => {
    const before = { host: { operations: ['update'] }, web: { in: 'host' } };
    const found = await update(
      before,
      { ...before, host: { operations: ['update'], port: '2' } },
      { fails: ['host update'] },
    );
    expect(done(found)).toEqual({
      update: ['host update'],
      'reinstall-uninstall': ['web stop', 'web unlink host', 'web delete', ...gone('host')],
      'reinstall-install': [...made('host'), 'web create', 'web preconfigure host', 'web start', 'web establish host'],
    });
    expect(found.status).toBe('terminated');
    expect(found.model.instances.some(({ systemProperties }) => 'update_failed' in systemProperties)).toBe(false);
  });

  it('is left alone when it says that it has not drifted', async () => {
    const found = await update(...to({ operations: ['check_drift', 'update'] }));
    expect(done(found)).toEqual({ check_drift: ['web check_drift'] });
  });

  it('is updated when it says that it has drifted, and is told so no longer', async () => {
    const found = await update(...to({ operations: ['check_drift', 'update'] }), { drifts: ['web check_drift'] });
    expect(done(found)).toEqual({ check_drift: ['web check_drift'], update: ['web update'] });
    expect(found.model.instances[0]?.systemProperties).toEqual({});
  });

  it('is installed anew when it has drifted and cannot be updated, or cannot say', async () => {
    const sketches = to({ operations: ['check_drift'] });
    const check = { check_drift: ['web check_drift'] };
    expect(done(await update(...sketches, { drifts: ['web check_drift'] }))).toEqual({
      ...check,
      ...reinstalled('web'),
    });
    expect(done(await update(...sketches, { fails: ['web check_drift'] }))).toEqual({
      ...check,
      ...reinstalled('web'),
    });
  });

  it('is not asked when that is to be left out', async () => {
    const parameters = { skip_drift_check: true };
    expect(done(await update(...to({ operations: ['check_drift', 'update'] }), { parameters }))).toEqual({
      update: ['web update'],
    });
  });

  it('is installed anew when that is asked for, and not when that is to be left out', async () => {
    const sketches = to({ operations: ['update'] });
    expect(done(await update(...sketches, { parameters: { force_reinstall: true } }))).toEqual(reinstalled('web'));
    expect(done(await update(...to({}), { parameters: { skip_reinstall: true } }))).toEqual({});
  });

  it('is left alone when it was not installed', async () => {
    const before = { web: {}, db: {} };
    const model = await modelToUpdate({ text: blueprint(before) }, { text: blueprint({ web: { port: '2' }, db: {} }) });
    const instances = model.instances.map((one) => ({
      ...one,
      state: one.nodeName === 'web' ? ('deleted' as const) : one.state,
    }));
    expect(done(await performWorkflow(updateWorkflow, { ...model, instances }))).toEqual({});
  });

  it('is healed before, and installed anew when it is ill and cannot be healed', async () => {
    const healing = to({ operations: ['update', 'check_status', 'heal'] });
    const ill = { fails: ['web check_status'] };
    const check = { check_status: ['web check_status'] };
    expect(done(await update(...healing, ill))).toEqual({ ...check, heal: ['web heal'], update: ['web update'] });
    expect(done(await update(...healing))).toEqual({ ...check, update: ['web update'] });
    const mortal = to({ operations: ['update', 'check_status'] });
    expect(done(await update(...mortal, ill))).toEqual({ ...check, ...reinstalled('web') });
    expect(done(await update(...mortal, { ...ill, parameters: { skip_heal: true } }))).toEqual({
      update: ['web update'],
    });
    const hopeless = { fails: ['web check_status', 'web heal'] };
    expect(done(await update(...healing, hopeless))).toEqual({ ...check, heal: ['web heal'], ...reinstalled('web') });
  });

  it('fails the update when it cannot be installed anew, with the new model in place', async () => {
    const found = await update(...to({}), { fails: ['web create'] });
    expect(found).toMatchObject({ status: 'failed', model: { update: { isAdopted: true } } });
    expect(stateOf(found, 'web')).toEqual(['creating']);
  });
});

describe('drift of relationships', () => {
  const before = { web: { watches: ['db'], operations: ['update'] }, db: {} };

  it('is answered by their update operations and no others', async () => {
    const found = await update(before, { ...before, db: { operations: [] } }, { drifts: ['web check_drift db'] });
    expect(done(found)).toEqual({ check_drift: ['web check_drift db'], update: ['web update db'] });
    expect(found.model.instances.map(({ systemProperties }) => systemProperties)).toEqual([{}, {}]);
  });

  it('is not looked for where the relationship is new', async () => {
    const found = await update(
      { web: { watches: ['db'] }, db: {}, log: {} },
      { web: { watches: ['db', 'log'] }, db: {}, log: {} },
    );
    expect(done(found)).toEqual({ check_drift: ['web check_drift db'], establish: ['web establish log'] });
  });
});

describe('the reinstall list', () => {
  it('names what is installed anew in any case', async () => {
    const same = { web: {}, db: {} };
    const parameters = { reinstall_list: ['web_000000'], skip_reinstall: true };
    const model = await modelToUpdate({ text: blueprint(same) }, { text: blueprint(same) });
    const id = model.instances.find(({ nodeName }) => nodeName === 'web')?.id ?? '';
    for (const key of ['reinstall_list', 'node_instances_to_reinstall']) {
      const found = await performWorkflow(updateWorkflow, model, {
        parameters: { ...parameters, reinstall_list: [], [key]: [id] },
      });
      expect(done(found)).toEqual(reinstalled('web'));
    }
  });

  it('must name instances of the deployment', async () => {
    const refused = update({ web: {} }, { web: {} }, { parameters: { reinstall_list: ['nobody', 'web'] } });
    await expect(refused).rejects.toThrow(
      'The reinstall list names "nobody", "web", which the deployment does not have.',
    );
  });
});
