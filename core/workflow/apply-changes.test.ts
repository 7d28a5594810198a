import { describe, expect, it } from 'vitest';
import { applyChange, applyChanges, applyEffects, mergeProperties } from './apply-changes.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';
import type { PendingUpdate } from './pending-update.ts';
import { sketchModel } from './testing/model.ts';

const model = sketchModel({ db: {}, web: { instances: 2, relationships: [{ target: 'db' }] } });

function instance(id: string): WorkflowInstance {
  const nodeName = id.slice(0, id.indexOf('_'));
  const rest = { hostId: null, relationships: [], scalingGroups: [], systemProperties: {} };
  return { id, nodeName, state: 'uninitialized', ...rest };
}

const idsOf = (of: WorkflowModel) => of.instances.map(({ id }) => id);
const modification = { id: 'm', executionId: 'e', planned: { web: 3 }, added: ['web_3'], removed: [] };

describe('applyChange', () => {
  it('puts new instances after those of the same node, nodes by name', () => {
    const instances = [instance('cache_1'), instance('db_2'), instance('web_3')];
    const after = applyChange(model, { kind: 'add-instances', instances });
    expect(idsOf(after)).toEqual(['cache_1', 'db_1', 'db_2', 'web_1', 'web_2', 'web_3']);
    expect(idsOf(model)).toEqual(['db_1', 'web_1', 'web_2']);
  });

  it('removes instances and sets relationships', () => {
    const relationships = [{ type: 't', target_name: 'db', target_id: 'db_9' }];
    const after = applyChanges(model, [
      { kind: 'remove-instances', ids: ['web_1'] },
      { kind: 'set-relationships', instances: [{ id: 'web_2', relationships }] },
    ]);
    expect(idsOf(after)).toEqual(['db_1', 'web_2']);
    expect(after.instances[1]?.relationships).toEqual(relationships);
  });

  it('sets numbers of nodes and of scaling groups, of a group when both have the name', () => {
    const numbers = model.nodes.get('web')!.capabilities.scalable.properties;
    const grouped = { ...model, scalingGroups: { web: { members: ['db'], properties: numbers } } };
    const change = { kind: 'set-numbers', name: 'web', numbers: { planned_instances: 5 } } as const;
    expect(applyChange(model, change).nodes.get('web')!.capabilities.scalable.properties).toEqual({
      ...numbers,
      planned_instances: 5,
    });
    const after = applyChange(grouped, change);
    expect(after.scalingGroups['web']?.properties.planned_instances).toBe(5);
    expect(after.nodes).toBe(grouped.nodes);
  });

  it('restores all instances when a modification is rolled back', () => {
    const begun = applyChanges(model, [
      { kind: 'begin-modification', modification },
      { kind: 'add-instances', instances: [instance('web_3')] },
      { kind: 'remove-instances', ids: ['web_1'] },
    ]);
    expect(begun.modification).toMatchObject(modification);
    const changed = applyEffects(begun, [{ kind: 'set-state', instance: 'web_2', state: 'started' }]);
    expect(applyChange(changed, { kind: 'rollback-modification', id: 'm' })).toEqual(model);
  });

  it('leaves the instances of a modification that is finished, and refuses to end another one', () => {
    const begun = applyChange(model, { kind: 'begin-modification', modification });
    expect(applyChange(begun, { kind: 'finish-modification', id: 'm' })).toEqual(model);
    expect(() => applyChange(begun, { kind: 'finish-modification', id: 'x' })).toThrow('modification x');
    expect(() => applyChange(model, { kind: 'rollback-modification', id: 'm' })).toThrow('modification m');
  });

  it('replaces the model by that of the update once', () => {
    const next = sketchModel({ api: {}, web: {} });
    const relationships = [{ type: 't', target_name: 'api', target_id: 'api_1' }];
    const update: PendingUpdate = {
      ...{ id: 'u', isAdopted: false, nodes: [...next.nodes.values()], scalingGroups: {}, dialect: 'v3', steps: [] },
      ...{ added: [instance('api_1')], removed: ['db_1', 'web_1'], related: [{ id: 'web_2', relationships }] },
    };
    const after = applyChange({ ...model, update }, { kind: 'adopt-update', id: 'u' });
    expect(after.instances.map(({ id, relationships: to }) => [id, to])).toEqual([
      ['api_1', []],
      ['web_2', relationships],
    ]);
    expect(after).toMatchObject({ nodes: next.nodes, dialect: 'v3', update: { isAdopted: true } });
    expect(applyChange(after, { kind: 'end-update', id: 'u', status: 'succeeded' })).toEqual(after);
    expect(() => applyChange(after, { kind: 'adopt-update', id: 'u' })).toThrow('update u');
  });
});

describe('applyEffects', () => {
  it('gives instances their last state and merges system properties', () => {
    const instances = [{ id: 'db_1', properties: { status: 1, a: 1 } }];
    const checked = applyChange(model, { kind: 'set-system-properties', instances });
    const after = applyEffects(checked, [
      { kind: 'set-state', instance: 'web_1', state: 'stopping' },
      { kind: 'set-state', instance: 'web_1', state: 'stopped' },
      { kind: 'event', type: 'workflow_node_event', text: 'x' },
      { kind: 'system-properties', instance: 'db_1', values: { status: null, drift: 2 } },
      { kind: 'system-properties', instance: 'db_1', values: { other: 3 } },
    ]);
    expect(after.instances.map(({ state, systemProperties }) => [state, systemProperties])).toEqual([
      ['uninitialized', { a: 1, drift: 2, other: 3 }],
      ['stopped', {}],
      ['uninitialized', {}],
    ]);
  });

  it('gives the same model when nothing is changed', () => {
    expect(applyEffects(model, [])).toBe(model);
  });
});

describe('mergeProperties', () => {
  it('keeps the status before the last one, and gives up neither for a status that is taken away', () => {
    const once = mergeProperties({}, { status: { ok: true } });
    expect(once).toEqual({ status: { ok: true } });
    const twice = mergeProperties(once, { status: { ok: false } });
    expect(twice).toEqual({ status: { ok: false }, previous_status: { ok: true } });
    expect(mergeProperties(twice, { status: null })).toEqual({ previous_status: { ok: true } });
  });

  it('keeps what was found about other relationships', () => {
    const key = 'source_relationships_configuration_drift';
    const both = mergeProperties(mergeProperties({}, { [key]: { db_1: 1 } }), { [key]: { db_2: 2 } });
    expect(both).toEqual({ [key]: { db_1: 1, db_2: 2 } });
    expect(mergeProperties(both, { [key]: { db_1: null } })).toEqual({ [key]: { db_2: 2 } });
    expect(mergeProperties(both, { [key]: null })).toEqual({});
  });
});
