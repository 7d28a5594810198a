import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../blueprint/json.ts';
import { WorkflowRefusal } from '../definition.ts';
import type { WorkflowModel } from '../model.ts';
import { performWorkflow } from '../testing/perform.ts';
import { modelToUpdate } from '../testing/updated-model.ts';
import { blueprint, done, gone, made, stateOf, update } from './testing/performed-update.ts';
import { updateWorkflow } from './update-workflow.ts';

describe('what is added', () => {
  it('is installed under the new model, and what uses it is tied to it', async () => {
    const found = await update({ web: {} }, { web: { uses: ['db'] }, db: {} });
    expect(done(found)).toEqual({ install: [...made('db'), 'web establish db'] });
    expect(found.says.map(({ text }) => text)).toEqual([
      'From here on the deployment has its new model. [update_id=update]',
    ]);
    expect(stateOf(found, 'db')).toEqual(['started']);
    expect(found.status).toBe('terminated');
  });

  it('is not installed when that is to be left out, but is in the model', async () => {
    const found = await update({ web: {} }, { web: { uses: ['db'] }, db: {} }, { parameters: { skip_install: true } });
    expect(done(found)).toEqual({});
    expect(stateOf(found, 'db')).toEqual(['uninitialized']);
  });

  it('is more instances of a node too', async () => {
    const found = await update({ web: {} }, { web: { count: 3 } });
    expect(done(found)['install']?.toSorted()).toEqual([...made('web'), ...made('web')].toSorted());
    expect(stateOf(found, 'web')).toEqual(['started', 'started', 'started']);
  });

  it('leaves the new model when it cannot be installed', async () => {
    const found = await update({ web: {} }, { web: { uses: ['db'] }, db: {} }, { fails: ['db create'] });
    expect(found.status).toBe('failed');
    expect(found.error).toContain('db create');
    expect(found.model.update?.isAdopted).toBe(true);
    expect(found.model.nodes.has('db')).toBe(true);
  });
});

describe('what is removed', () => {
  const before = { web: { uses: ['db'] }, db: {} };

  it('is uninstalled under the old model, after what uses it has let go', async () => {
    const found = await update(before, { web: {} });
    expect(done(found)).toEqual({ uninstall: ['web unlink db', ...gone('db')] });
    expect(found.model.instances.map(({ nodeName }) => nodeName)).toEqual(['web']);
    expect(found.model.instances[0]?.relationships).toEqual([]);
  });

  it('only leaves the model when it is not to be uninstalled', async () => {
    const found = await update(before, { web: {} }, { parameters: { skip_uninstall: true } });
    expect(done(found)).toEqual({});
    expect(found.model.nodes.has('db')).toBe(false);
  });

  it('leaves the old model when it cannot be uninstalled', async () => {
    const found = await update(before, { web: {} }, { fails: ['db stop'] });
    expect(found).toMatchObject({ status: 'failed', model: { update: { isAdopted: false } } });
    expect(found.model.nodes.has('db')).toBe(true);
    expect(stateOf(found, 'db')).toEqual(['stopping']);
  });

  it('goes in spite of failures that are to be ignored', async () => {
    const found = await update(before, { web: {} }, { fails: ['db stop'], parameters: { ignore_failure: true } });
    expect(found).toMatchObject({ status: 'terminated', model: { update: { isAdopted: true } } });
  });
});

describe('relationships', () => {
  const apart = { web: {}, db: {} };
  const tied = { web: { uses: ['db'] }, db: {} };

  it('that are new between instances that stay are established and nothing else', async () => {
    expect(done(await update(apart, tied))).toEqual({ establish: ['web establish db'] });
  });

  it('that are gone between instances that stay are unlinked, whatever fails', async () => {
    const found = await update(tied, apart, { fails: ['web unlink db'] });
    expect(done(found)).toEqual({ unlink: ['web unlink db'] });
    expect(found.status).toBe('terminated');
  });

  it('of what is not installed neither begin nor end', async () => {
    for (const [before, after] of [
      [apart, tied],
      [tied, apart],
    ] as const) {
      const model = await modelToUpdate({ text: blueprint(before) }, { text: blueprint(after) });
      const instances = model.instances.map((one) =>
        one.nodeName === 'web' ? { ...one, state: 'deleted' as const } : one,
      );
      expect(done(await performWorkflow(updateWorkflow, { ...model, instances }))).toEqual({});
    }
  });

  it('are only those that changed', async () => {
    const found = await update(
      { web: { uses: ['a', 'b'] }, a: {}, b: {}, c: {} },
      { web: { uses: ['a', 'c'] }, a: {}, b: {}, c: {} },
    );
    expect(done(found)).toEqual({ unlink: ['web unlink b'], establish: ['web establish c'] });
  });

  it('of what is installed anew begin with it, once, when their other end is there', async () => {
    const found = await update(
      { web: { uses: ['a', 'b'] }, a: {}, b: {}, c: {} },
      { web: { uses: ['a', 'c', 'd'], port: '2' }, a: {}, b: {}, c: {}, d: {} },
      { parameters: { skip_drift_check: true } },
    );
    expect(done(found)).toEqual({
      unlink: ['web unlink b'],
      'reinstall-uninstall': ['web stop', 'web unlink a', 'web delete'],
      'reinstall-install': [
        'web create',
        'web preconfigure a',
        'web preconfigure c',
        'web start',
        'web establish a',
        'web establish c',
      ],
      install: [...made('d'), 'web establish d'],
    });
  });
});

describe('an update', () => {
  it('of what is not installed changes the model only', async () => {
    const found = await update(
      { web: { uses: ['db'] }, db: {} },
      { web: { port: '2' }, log: {} },
      { state: 'uninitialized' },
    );
    expect(done(found)).toEqual({});
    expect([...found.model.nodes.keys()]).toEqual(['web', 'log']);
    expect(found.status).toBe('terminated');
  });

  it('of a changed type removes the old and installs the new', async () => {
    const text = blueprint({ web: { uses: ['db'] }, db: {} });
    const types = text.replace('node_types:\n', 'node_types:\n  other: {derived_from: app}\n');
    const model = await modelToUpdate(
      { text: types },
      { text: types.replace('  db:\n    type: app', '  db:\n    type: other') },
    );
    const found = await performWorkflow(updateWorkflow, model);
    expect(done(found)).toEqual({
      uninstall: ['web unlink db', ...gone('db')],
      install: [...made('db'), 'web establish db'],
    });
    const ids = (of: WorkflowModel) => of.instances.find(({ nodeName }) => nodeName === 'db')?.id;
    expect(ids(found.model)).not.toBe(ids(model));
  });

  it('changes nothing before its new model and nothing of its new model after it', async () => {
    const before = { web: { uses: ['db'] }, db: {} };
    const after = { web: { port: '2', uses: ['log'] }, log: {} };
    const model = await modelToUpdate({ text: blueprint(before) }, { text: blueprint(after) });
    const old = [...model.nodes.values()];
    const moments: string[] = [];
    const onModel = ({ nodes, instances, update: pending }: WorkflowModel) => {
      expect([...nodes.values()]).toEqual(pending?.isAdopted === true ? pending.nodes : old);
      expect(instances.every(({ nodeName }) => nodes.has(nodeName))).toBe(true);
      moments.push(pending?.isAdopted === true ? 'new' : 'old');
    };
    await performWorkflow(updateWorkflow, model, { onModel });
    expect(moments).toEqual(moments.toSorted().toReversed());
    expect(new Set(moments)).toEqual(new Set(['old', 'new']));
  });

  it('cannot be started where none was planned, twice, or in the middle of a scale', async () => {
    const model = await modelToUpdate({ text: blueprint({ web: {} }) }, { text: blueprint({ web: {} }) });
    const refusal = async (other: Partial<WorkflowModel>, parameters: JsonObject = {}) =>
      await performWorkflow(updateWorkflow, { ...model, ...other }, { parameters }).then(
        () => 'none',
        (error: unknown) => (error instanceof WorkflowRefusal ? error.message : String(error)),
      );
    const modification = { id: 'm', executionId: 'e', planned: {}, added: [], removed: [], before: [] };
    expect(await refusal({ update: null })).toContain('Plan one first');
    expect(await refusal({ update: model.update && { ...model.update, isAdopted: true } })).toContain(
      'Plan another one',
    );
    expect(await refusal({ modification })).toContain('abort_started');
    expect(await refusal({}, { install_first: true })).toContain('"install_first"');
    expect(await refusal({}, { preview: true })).toContain('"preview"');
    expect(await refusal({}, { workflow_id: 'mine' })).toContain('"workflow_id"');
  });
});
