import { expect, test } from 'vitest';
import type { DesignNode, DesignOperation, DesignProperty, DesignType } from '../../../core/design/design.ts';
import { commonProperties } from './common-properties.ts';
import { readCounts } from './instance-counts.ts';
import { changePart, implementationOf, knownImplementations, shownOperations } from './operations.ts';

const create: DesignOperation = {
  implementation: 'fabric.fabric_plugin.tasks.run_script',
  executor: null,
  maxRetries: 3,
  retryInterval: null,
  timeout: null,
  inputs: {},
  definedBy: 'app',
};
const place = { node: 'web', interface: 'lifecycle', operation: 'create' };

test('what a template says of an operation stands over what its type says', () => {
  const operations = shownOperations(
    { lifecycle: { create, start: { ...create, implementation: '' } } },
    { lifecycle: { create: { implementation: 'scripts/create.sh', inputs: { port: 80 } }, extra: 'a.b' } },
  );
  expect(operations.map(({ name, written }) => [name, written?.implementation])).toEqual([
    ['create', 'scripts/create.sh'],
    ['start', undefined],
    ['extra', 'a.b'],
  ]);
  expect(operations.map(implementationOf)).toEqual(['scripts/create.sh', '', 'a.b']);
  expect(operations[0]?.written?.inputs).toEqual({ port: 80 });
});

test('a part of an operation is written alone', () => {
  const [shown] = shownOperations({}, { lifecycle: { create: 'scripts/create.sh' } });
  const written = shown?.written ?? null;
  const change = (part: 'implementation' | 'executor' | 'max_retries', typed: string, old = written) => {
    const result = changePart(old, { place, part }, typed);
    return result.ok ? result.intents : result.problem;
  };
  expect(change('executor', 'host_agent')).toEqual([
    { kind: 'set-operation-part', ...place, part: 'executor', value: 'host_agent' },
  ]);
  expect(change('max_retries', '5')).toMatchObject([{ value: 5 }]);
  expect(change('max_retries', 'often')).toMatch(/number/);
  expect(change('max_retries', '')).toEqual([]);
  expect(change('implementation', '')).toMatchObject([{ kind: 'unset-operation-part' }]);
  expect(change('implementation', 'x.sh', null)).toEqual([{ kind: 'set-operation', ...place, definition: 'x.sh' }]);
});

test('operations of plugins and files of the blueprint can be chosen', () => {
  const type: DesignType = {
    name: 'app',
    description: null,
    hierarchy: ['app'],
    properties: {},
    interfaces: { lifecycle: { create } },
    file: null,
    from: 'types.yaml',
  };
  const types = { nodes: { app: type }, relationships: {}, data: {}, policies: {}, plugins: [] };
  expect(knownImplementations(types, ['blueprint.yaml', 'scripts/b.sh', 'a.py'])).toEqual([
    'a.py',
    'scripts/b.sh',
    'fabric.fabric_plugin.tasks.run_script',
  ]);
});

test.each([
  ['default', '2', { ok: true, value: 2 }],
  ['max', 'any', { ok: true, value: -1 }],
  ['max', '0', { ok: false, problem: 'The default, 1, is above the greatest, 0.' }],
  ['min', '2', { ok: false, problem: 'The least, 2, is above the default, 1.' }],
  ['min', '', { ok: false, problem: 'A whole number from 0 on.' }],
  ['default', '1.5', { ok: false, problem: 'A whole number from 0 on.' }],
] as const)('%s instances, typed %j, is %j', (key, typed, result) => {
  expect(readCounts({ default: 1, min: 0, max: 3 }, key, typed)).toEqual(result);
});

test('several nodes have those properties in common that all of their types declare alike', () => {
  const property = (type: string): DesignProperty => ({ type, description: null, required: false });
  const type = (properties: Record<string, DesignProperty>) => ({ properties }) as unknown as DesignType;
  const node = (id: string, name: string, properties: DesignNode['properties']) =>
    ({ id, type: name, properties }) as unknown as DesignNode;
  const common = commonProperties(
    [node('a', 'one', { ip: 'x', user: 'me' }), node('b', 'two', { ip: 'y', user: 'me' })],
    {
      one: type({ ip: property('string'), user: property('string'), port: property('integer') }),
      two: type({ ip: property('string'), user: property('string'), port: property('string') }),
    },
  );
  expect(Object.keys(common.properties)).toEqual(['ip', 'user']);
  expect(common.written).toEqual({ user: 'me' });
  expect([...common.mixed]).toEqual(['ip']);
});
