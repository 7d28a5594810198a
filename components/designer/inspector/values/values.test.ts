import { expect, test } from 'vitest';
import type { Json } from '../../../../core/blueprint/json.ts';
import type { Design, DesignNode, DesignProperty } from '../../../../core/design/design.ts';
import { describeCall } from './call-text.ts';
import { usesOfInput } from './calls-in.ts';
import { freeName } from './free-name.ts';
import { anySchema, isLiteral, kindOfLiteral, literalText, readLiteral } from './literal.ts';
import { changesBetween } from './value-changes.ts';
import { findOptions, typedReference, valueOptions } from './value-options.ts';
import { changeValue, extractInput, nodeSink } from './value-sink.ts';
import { yamlText } from './yaml-text.ts';

function schema(more: Partial<DesignProperty> = {}): DesignProperty {
  return { ...anySchema, ...more };
}

const node: DesignNode = {
  id: 'vm',
  type: 'host',
  typeHierarchy: ['cloudify.nodes.Root', 'cloudify.nodes.Compute', 'host'],
  parent: null,
  properties: { flavor: { get_input: 'flavor' }, url: { concat: ['http://', { get_attribute: ['vm', 'public_ip'] }] } },
  interfaces: {},
  relationships: [],
  instances: { default: 1, min: 0, max: -1, isWritten: false },
  file: 'blueprint.yaml',
};

const design: Design = {
  version: 3,
  description: null,
  imports: [],
  nodes: [node],
  groups: [],
  policies: [],
  inputs: [{ name: 'flavor', definition: { type: 'string' }, file: 'blueprint.yaml' }],
  outputs: [{ name: 'size', definition: { value: { get_input: ['flavor', 'size'] } }, file: 'blueprint.yaml' }],
  capabilities: [],
  labels: [{ name: 'team', definition: { values: ['shop'] }, file: 'blueprint.yaml' }],
  blueprintLabels: [],
  types: {
    nodes: {
      host: {
        name: 'host',
        description: null,
        hierarchy: node.typeHierarchy,
        properties: { flavor: schema({ type: 'string' }) },
        interfaces: {},
        file: null,
        from: 'types.yaml',
      },
    },
    relationships: {},
    data: {},
    policies: {},
    plugins: [],
  },
  secrets: ['lab_key'],
};

test.each<[Partial<DesignProperty>, Json | undefined, string]>([
  [{ type: 'string' }, 'a', 'text'],
  [{ type: 'string' }, 'a\nb', 'lines'],
  [{ type: 'integer' }, 1, 'integer'],
  [{ default: 8080 }, undefined, 'integer'],
  [{ type: 'dict' }, undefined, 'yaml'],
  [{ type: 'regex' }, undefined, 'text'],
  [{ type: 'my.own.type' }, undefined, 'any'],
  [{}, undefined, 'any'],
  [{ type: 'string', constraints: [{ valid_values: ['a', 'b'] }] }, undefined, 'choice'],
])('%j with %j is written in a field for %s', (more, written, kind) => {
  expect(kindOfLiteral(schema(more), written)).toBe(kind);
});

test.each<[Partial<DesignProperty>, Json, boolean]>([
  [{ type: 'string' }, 8080, true],
  [{ type: 'string' }, { a: 1 }, false],
  [{ type: 'string' }, null, false],
  [{ type: 'dict' }, { a: 1 }, true],
  [{ type: 'dict' }, ['a'], false],
  [{}, { get_input: 'x' }, false],
  [{}, { unknown_call: 'x' }, true],
])('%j: whether %j can stand in its field: %s', (more, value, fits) => {
  expect(isLiteral(schema(more), value)).toBe(fits);
});

test.each<[Partial<DesignProperty>, string, Json | undefined]>([
  [{ type: 'string' }, '8080', '8080'],
  [{ type: 'integer', default: 5 }, '5', 5],
  [{}, '8080', 8080],
  [{}, "'8080'", '8080'],
  [{}, 'web', 'web'],
  [{ type: 'list' }, '- a\n- b: 1', ['a', { b: 1 }]],
  [{ type: 'string', required: true }, ' ', undefined],
  [{ type: 'boolean' }, 'true', true],
  [{ type: 'integer', constraints: [{ in_range: [1, 4] }] }, '3', 3],
])('%j, typed %j, is %j', async (more, typed, value) => {
  expect(await readLiteral(schema(more), typed)).toEqual({ ok: true, value });
});

test.each<[Partial<DesignProperty>, string, RegExp]>([
  [{ type: 'integer' }, 'many', /whole number/],
  [{ type: 'integer', constraints: [{ in_range: [1, 4] }] }, '5', /From 1 to 4/],
  [{ type: 'string', constraints: [{ pattern: '^a', error_message: 'Begin with a.' }] }, 'b', /Begin with a/],
  [{ type: 'regex' }, '(', /regular expression/],
  [{ type: 'dict' }, '[1]', /map/],
])('%j refuses %j', async (more, typed, problem) => {
  expect(await readLiteral(schema(more), typed)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
});

test.each<Json>([
  '8080',
  'yes it is',
  '',
  'a: b',
  1.5,
  true,
  null,
  {},
  { a: { get_input: 'x' }, b: ['a', { c: [1] }] },
])('%j reads as it is written', async (value) => {
  expect(await readLiteral(anySchema, yamlText(value))).toEqual({ ok: true, value });
  expect(literalText(anySchema, value)).toBe(yamlText(value));
});

test.each<[Json, string | undefined]>([
  [{ get_input: 'flavor' }, 'input: flavor'],
  [{ get_input: ['flavors', 'big', 0] }, 'input: flavors.big.0'],
  [{ get_secret: 'key' }, 'secret: key'],
  [{ get_attribute: ['vm', 'ip'] }, 'vm.ip'],
  [{ get_property: ['SELF', 'ports', 0] }, 'SELF.ports.0'],
  [{ get_attribute: ['vm', { get_input: 'x' }] }, 'attribute: [vm, { get_input: x }]'],
  [{ concat: ['http://', { get_attribute: ['vm', 'ip'] }, ':', 80] }, 'http:// + vm.ip + : + 80'],
  [{ get_sys: ['deployment', 'id'] }, 'sys: deployment.id'],
  [{ my_call: 'x' }, undefined],
])('%j reads %s', (value, text) => {
  expect(describeCall(value)?.text).toBe(text);
});

test('only the parts of a value that change are written', () => {
  expect(changesBetween({ a: 1, b: { c: [1, 2] } }, { a: 1, b: { c: [1, 3] }, d: 2 })).toEqual([
    { path: ['b', 'c', 1], value: 3 },
    { path: ['d'], value: 2 },
  ]);
  expect(changesBetween({ a: 1, b: 2 }, { a: 1 })).toEqual([{ path: ['b'], value: undefined }]);
  expect(changesBetween({ a: 1 }, {})).toEqual([{ path: [], value: {} }]);
  expect(changesBetween({ get_input: 'a' }, { get_input: 'b' })).toEqual([{ path: [], value: { get_input: 'b' } }]);
  expect(changesBetween([1], [1, 2])).toEqual([{ path: [], value: [1, 2] }]);
});

test('a value is changed in every node together, and becomes an input', () => {
  const both = nodeSink(['a', 'b']);
  expect(changeValue(both, ['port'], { before: undefined, after: 80 })).toEqual([
    { kind: 'set-property', node: 'a', path: ['port'], value: 80 },
    { kind: 'set-property', node: 'b', path: ['port'], value: 80 },
  ]);
  expect(changeValue(both, ['port'], { before: undefined, after: undefined })).toEqual([]);
  const request = { input: 'port', definition: { type: 'integer' }, old: 80 };
  expect(extractInput(nodeSink(['a']), ['port'], request)).toEqual([
    { kind: 'extract-input', node: 'a', path: ['port'], input: 'port', definition: { type: 'integer' } },
  ]);
  expect(extractInput(both, ['port'], request)).toHaveLength(3);
  expect(extractInput(nodeSink(['a']), ['port'], { ...request, old: undefined })).toEqual([
    { kind: 'add-declaration', section: 'inputs', name: 'port', definition: { type: 'integer' } },
    { kind: 'set-property', node: 'a', path: ['port'], value: { get_input: 'port' } },
  ]);
});

test('a value is looked up from inputs, secrets, nodes and functions', () => {
  const scope = { words: ['SELF'] as const, nodes: ['vm'] };
  const options = valueOptions(design, { scope, secrets: ['stored'] });
  const labels = (text: string) => findOptions(options, text, 3).map(({ group, label }) => `${group} ${label}`);
  expect(labels('input flavor')).toEqual(['Inputs flavor']);
  expect(labels('secret')).toEqual(['Secrets lab_key', 'Secrets stored']);
  expect(labels('ip attr')).toEqual(['Attributes SELF.ip', 'Attributes SELF.public_ip', 'Attributes vm.ip']);
  expect(labels('properties')).toEqual(['Properties SELF.flavor', 'Properties vm.flavor']);
  expect(labels('concat')).toEqual(['Functions concat']);
  expect(typedReference(design, 'vm.disks.0', scope).map(({ value }) => value)).toEqual([
    { get_attribute: ['vm', 'disks', 0] },
    { get_property: ['vm', 'disks', 0] },
  ]);
  expect(typedReference(design, 'nothing.ip', scope)).toEqual([]);
});

test('where an input is used, and names that are free', () => {
  expect(usesOfInput(design, 'flavor')).toEqual(['vm, property flavor', 'output size']);
  expect(freeName('port', ['port', 'port_2'])).toBe('port_3');
  expect(freeName('a b', [])).toBe('a_b');
});
