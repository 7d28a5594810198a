import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { PlanNode } from '../../plan/plan.ts';
import { evaluateAtRuntime, evaluateOutputs } from './evaluate-runtime.ts';
import { type EvaluationStorage, FunctionEvaluationError, type StoredInstance } from './storage.ts';

function instance(id: string, runtimeProperties: JsonObject, more: Partial<StoredInstance> = {}): StoredInstance {
  const node = id.split('_')[0] ?? '';
  return { id, node, index: Number(id.at(-1)), runtimeProperties, relationships: [], ...more };
}

const instances: StoredInstance[] = [
  instance('db_1', { port: 5432, nested: { list: ['x', { k: 'v' }] }, fn: { get_secret: 'password' } }),
  instance('app_1', { ip: 'a' }, { relationships: [{ type: 'r', target_name: 'host', target_id: 'host_1' }] }),
  instance('app_2', { ip: 'b' }, { relationships: [{ type: 'r', target_name: 'host', target_id: 'host_2' }] }),
  instance('host_1', { ip: '10.0.0.1' }, { scalingGroups: [{ name: 'g', id: 'g_1' }] }),
  instance('host_2', { ip: '10.0.0.2' }, { scalingGroups: [{ name: 'g', id: 'g_2' }] }),
  instance('other_1', {}, { scalingGroups: [{ name: 'g', id: 'g_2' }] }),
];
const properties: Record<string, JsonObject> = {
  db: { port: 1, name: 'wine', from_input: { get_property: ['SELF', 'name'] } },
  app: {},
  host: {},
  other: {},
};

const storage: EvaluationStorage = {
  node: async (name) => {
    const own = properties[name];
    return own === undefined ? null : ({ id: name, properties: own } as PlanNode);
  },
  instance: async (id) => instances.find((one) => one.id === id) ?? null,
  instancesOf: async (node) => instances.filter((one) => one.node === node),
  input: async (name) => ({ size: 3 })[name],
  capability: async (deployment, name) => ({ net: { subnet: { ids: ['s1'] } } })[deployment]?.[name as 'subnet'],
  groupCapability: async (group, name) => (group === 'edges' ? { one: `${name} 1`, two: `${name} 2` } : undefined),
  environmentCapability: async (name) => ({ address: 'env' })[name],
  system: async (entity, property) => `${entity} ${property}`,
  consumers: async () => [
    { id: 'c1', name: 'First' },
    { id: 'c2', name: 'Second' },
  ],
  secret: async (name) => {
    const secrets: Record<string, string> = { password: 'hunter2', json: '{"a": [{"b": 7}]}' };
    const secret = secrets[name];
    if (secret === undefined) throw new Error(`There is no secret "${name}".`);
    return secret;
  },
};

describe('evaluateAtRuntime', () => {
  it.each<[Json, Json]>([
    [{ get_attribute: ['db', 'port'] }, 5432],
    [{ get_attribute: ['db', 'nested', 'list', 1, 'k'] }, 'v'],
    [{ get_attribute: ['db', 'name'] }, 'wine'],
    [{ get_attribute: ['db', 'nothing'] }, null],
    [{ get_attribute: ['db', 'node_instance_id'] }, 'db_1'],
    [{ get_attribute: ['db', 'node_instance_index'] }, 1],
    [{ get_attribute: ['db', 'fn'] }, 'hunter2'],
    [{ get_attribute: ['db', 'from_input'] }, 'wine'],
    [{ get_attributes_list: ['host', 'ip'] }, ['10.0.0.1', '10.0.0.2']],
    [{ get_attributes_dict: ['host', 'ip'] }, { host_1: { ip: '10.0.0.1' }, host_2: { ip: '10.0.0.2' } }],
    [{ get_secret: 'password' }, 'hunter2'],
    [{ get_secret: ['json', 'a', 0, 'b'] }, 7],
    [
      { concat: ['http://', { get_attribute: ['db', 'port'] }, '/', { get_secret: 'password' }] },
      'http://5432/hunter2',
    ],
    [{ get_property: ['db', 'name'] }, 'wine'],
    [{ string_upper: { get_secret: 'password' } }, 'HUNTER2'],
    [{ get_input: 'size' }, 3],
    [{ get_capability: ['net', 'subnet', 'ids', 0] }, 's1'],
    [{ get_group_capability: ['edges', 'ip'] }, { one: 'ip 1', two: 'ip 2' }],
    [{ get_group_capability: ['edges', ['a', 'b']] }, { one: { a: 'a 1', b: 'b 1' }, two: { a: 'a 2', b: 'b 2' } }],
    [{ get_environment_capability: 'address' }, 'env'],
    [{ get_sys: ['deployment', 'id'] }, 'deployment id'],
    [{ get_consumers: 'ids' }, ['c1', 'c2']],
    [{ get_consumers: 'names' }, ['First', 'Second']],
    [{ get_consumers: 'count' }, 2],
  ])('%j', async (value, result) => {
    expect(await evaluateAtRuntime(value, storage)).toEqual(result);
  });

  it('knows SELF, SOURCE and TARGET', async () => {
    expect(await evaluateAtRuntime({ get_attribute: ['SELF', 'ip'] }, storage, { self: 'app_2' })).toBe('b');
    const sides = { source: 'app_1', target: 'db_1' };
    const value = [{ get_attribute: ['SOURCE', 'ip'] }, { get_attribute: ['TARGET', 'port'] }];
    expect(await evaluateAtRuntime(value, storage, sides)).toEqual(['a', 5432]);
  });

  it('takes of several instances the one that SELF is related to', async () => {
    expect(await evaluateAtRuntime({ get_attribute: ['host', 'ip'] }, storage, { self: 'app_2' })).toBe('10.0.0.2');
  });

  it('takes of several instances the one in the same group', async () => {
    expect(await evaluateAtRuntime({ get_attribute: ['host', 'ip'] }, storage, { self: 'other_1' })).toBe('10.0.0.2');
  });

  it.each<[Json, RegExp]>([
    [{ get_attribute: ['host', 'ip'] }, /More than one node instance found for node "host"/],
    [{ get_attribute: ['gone', 'ip'] }, /has no instances/],
    [{ get_attribute: ['SOURCE', 'ip'] }, /SOURCE has no meaning here/],
    [{ get_attribute: ['SELF', 'ip'] }, /SELF has no instances/],
    [{ get_secret: ['password', 'a'] }, /not JSON/],
    [{ get_label: 'x' }, /cannot be evaluated here/],
    [{ get_attributes_list: ['gone', 'ip'] }, /unknown node "gone"/],
  ])('%j fails', async (value, message) => {
    await expect(evaluateAtRuntime(value, storage)).rejects.toThrow(FunctionEvaluationError);
    await expect(evaluateAtRuntime(value, storage)).rejects.toThrow(message);
  });

  it('passes on what the storage throws, and shows no part of a secret', async () => {
    await expect(evaluateAtRuntime({ get_secret: 'none' }, storage)).rejects.toThrow('There is no secret "none".');
    await expect(evaluateAtRuntime({ get_secret: ['password', 'a'] }, storage)).rejects.not.toThrow(/hunter2/);
  });

  it('does not change its argument, and gives plain values back as they are', async () => {
    const value = { a: { get_attribute: ['db', 'port'] }, b: { c: 1 } };
    const copy = structuredClone(value);
    const result = await evaluateAtRuntime(value, storage);
    expect(value).toEqual(copy);
    expect((result as typeof value).b).toBe(value.b);
    expect(await evaluateAtRuntime(value.b, storage)).toBe(value.b);
  });
});

it('evaluates outputs one by one, with the reason for those that cannot be had', async () => {
  const outputs = {
    url: { description: 'where', value: { concat: ['http://', { get_attribute: ['db', 'port'] }] } },
    broken: { value: { get_attribute: ['host', 'ip'] } },
    plain: { value: [1] },
  };
  expect(await evaluateOutputs(outputs, storage)).toEqual([
    { name: 'url', description: 'where', value: 'http://5432', problem: null },
    { name: 'broken', description: null, value: null, problem: expect.stringContaining('More than one') },
    { name: 'plain', description: null, value: [1], problem: null },
  ]);
});
