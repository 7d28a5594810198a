import { describe, expect, it } from 'vitest';
import type { Json } from '../../blueprint/json.ts';
import { codesOf, compileText, problemsOf } from '../testing/virtual-blueprint.ts';
import { CreationEvaluation } from './evaluate-creation.ts';
import { FunctionFault } from './fault.ts';
import { functionOf, hasFunction } from './names.ts';
import { pythonText } from './python-text.ts';

describe('what counts as a function', () => {
  it.each<[Json, boolean]>([
    [{ get_input: 'a' }, true],
    [{ get_input: 'a', type: 'integer' }, true],
    [{ type: 'integer', get_input: 'a' }, true],
    [{ get_input: 'a', other: 1 }, false],
    [{ type: 'get_input' }, false],
    [{ get_inputs: 'a' }, false],
    [{ constructor: 'a' }, false],
    ['get_input', false],
    [null, false],
  ])('%j: %s', (value, is) => {
    expect(functionOf(value) !== null).toBe(is);
  });

  it('is found at any depth', () => {
    expect(hasFunction({ a: [1, { b: { concat: [] } }] })).toBe(true);
    expect(hasFunction({ a: [1, { b: { concats: [] } }] })).toBe(false);
  });
});

describe('the check of functions as written', () => {
  const check = async (value: string, version = 3) =>
    compileText(
      `
inputs: {port: {}}
node_types: {t: {derived_from: cloudify.nodes.Root, properties: {a: {default: {b: [1, {c: 2}]}}, x: {required: false}}}}
node_templates:
  n: {type: t}
  m:
    type: t
    properties:
      x: ${value}`,
      version,
    );

  it.each([
    ['{get_input: port}', null],
    ['{get_input: [port, a, 0]}', null],
    ['{get_input: prt}', 'DSL9030'],
    ['{get_input: {a: 1}}', 'DSL9032'],
    ['{get_input: []}', 'DSL9032'],
    ['{get_property: [n, a, b, 1, c]}', null],
    ['{get_property: [SELF, a, b, 0]}', null],
    ['{get_property: [n, a, b, 2]}', 'DSL9031'],
    ['{get_property: [n, nothing]}', 'DSL9031'],
    ['{get_property: [nn, a]}', 'DSL9033'],
    ['{get_property: [TARGET, a]}', 'DSL9034'],
    ['{get_property: n}', 'DSL9032'],
    ['{get_property: [n]}', 'DSL9032'],
    ['{get_attribute: [n, anything]}', null],
    ['{get_attribute: [nn, anything]}', 'DSL9033'],
    ['{get_attribute: [SOURCE, anything]}', 'DSL9034'],
    ['{get_secret: key}', null],
    ['{get_secret: {get_input: port}}', null],
    ['{get_secret: {a: 1}}', 'DSL9032'],
    ['{concat: [a, {get_input: port}]}', null],
    ['{concat: a}', 'DSL9032'],
    ['{concat: [a, {get_input: prt}]}', 'DSL9030'],
    ['[{deep: {get_input: prt}}]', 'DSL9030'],
    ['{string_find: [a]}', 'DSL9032'],
    ['{merge: [1]}', 'DSL9032'],
    ['{get_inputs: anything}', null],
    ['{get_secret: [a]}', 'DSL9032'],
    ['{get_secret: [a, b]}', null],
    ['{get_sys: [tenant, name]}', null],
    ['{get_sys: [deployment, {get_input: port}]}', null],
    ['{get_sys: [a, b]}', 'DSL9066'],
    ['{get_sys: [deployment, b]}', 'DSL9067'],
    ['{get_sys: {}}', 'DSL9032'],
    ['{get_consumers: ids}', null],
    ['{get_consumers: idz}', 'DSL9032'],
    ['{get_capability: [d, c, 0, {get_input: port}]}', null],
    ['{get_capability: [d]}', 'DSL9032'],
    ['{get_capability: [[d], c]}', 'DSL9032'],
    ['{get_group_capability: [g, [a, b], 0]}', null],
    ['{get_group_capability: [g, a, [1]]}', 'DSL9032'],
    ['{get_environment_capability: c}', null],
    ['{get_environment_capability: [c, 0]}', null],
    ['{get_environment_capability: [c]}', 'DSL9032'],
    ['{get_environment_capability: {get_input: port}}', 'DSL9032'],
    ['{get_label: k}', null],
    ['{get_label: [k, "1"]}', null],
    ['{get_label: [k, x]}', 'DSL9032'],
    ['{get_label: [[k], 0]}', 'DSL9032'],
    ['{get_attributes_list: [n, a]}', null],
    ['{get_attributes_dict: [n, a, [b, c]]}', null],
    ['{get_attributes_dict: [n, a, [a]]}', 'DSL9031'],
    ['{get_attributes_dict: [nn, a]}', 'DSL9033'],
    ['{string_lower: {get_input: port, type: string}}', 'DSL9032'],
    ['{string_lower: {a: b}}', 'DSL9032'],
    ['{string_find: [a, 5]}', 'DSL9032'],
    ['{string_split: [a, b, c]}', 'DSL9032'],
    ['{string_replace: [a, b, c, 1]}', null],
  ])('%s', async (value, code) => {
    expect(codesOf(await check(value))).toEqual(code === null ? [] : [code]);
  });

  it('refuses functions that the language version does not have', async () => {
    expect(codesOf(await check('{concat: [a]}', 0))).toContain('DSL9032');
    expect(codesOf(await check('{merge: [{}]}', 2))).toEqual(['DSL9032']);
  });

  it('stands where the mistake is', async () => {
    expect(problemsOf(await check('{concat: [a, {get_input: prt}]}'))).toEqual([
      'DSL9030 11: get_input refers to "prt", and the blueprint has no such input.',
    ]);
  });

  it('lists the secrets that are needed', async () => {
    const compiled = await check('{concat: [{get_secret: a}, {get_secret: {get_input: port}}]}');
    expect(compiled.plan?.requirements.secrets).toEqual(['a', { get_input: 'port' }]);
  });
});

describe('evaluation at creation', () => {
  const nodes = new Map([
    ['a', { properties: { x: 1, own: { get_property: ['SELF', 'x'] }, list: [{ k: 'v' }], in: { get_input: 'i' } } }],
    ['b', { properties: { x: 2, there: { get_property: ['a', 'own'] } } }],
    ['loop', { properties: { x: { get_property: ['loop', 'x'] } } }],
    ['round', { properties: { x: { get_property: ['SELF', 'y'] }, y: { get_property: ['SELF', 'x'] } } }],
  ]);
  const inputs = { i: 'in', deep: { l: [10, 20] }, fn: { concat: ['f', { get_input: 'i' }] }, name: 'i' };
  const evaluate = (value: Json, self = 'b') =>
    new CreationEvaluation({ inputs, nodes }).value(value, { scope: { self } });

  it.each<[Json, Json]>([
    [{ get_input: 'i' }, 'in'],
    [{ get_input: ['deep', 'l', 1] }, 20],
    [{ get_input: { get_input: 'name' } }, 'in'],
    [{ get_input: 'fn' }, 'fin'],
    [{ get_property: ['SELF', 'x'] }, 2],
    [{ get_property: ['a', 'list', 0, 'k'] }, 'v'],
    [{ get_property: ['a', 'in'] }, 'in'],
    [{ concat: ['a', 1, true, null, [1, 'x'], { k: 'v' }] }, "a1TrueNone[1, 'x']{'k': 'v'}"],
    [{ merge: [{ a: 1, b: 1 }, { b: 2 }] }, { a: 1, b: 2 }],
    [{ string_find: ['Quick fox', 'fox'] }, 6],
    [{ string_find: ['Quick fox', 'cat'] }, -1],
    [{ string_replace: ['aaa', 'a', 'b'] }, 'bbb'],
    [{ string_replace: ['aaa', 'a', 'b', 2] }, 'bba'],
    [{ string_replace: ['$&', '$', '$$'] }, '$$&'],
    [{ string_split: ['a,b,c', ','] }, ['a', 'b', 'c']],
    [{ string_split: ['a,b,c', ',', -1] }, 'c'],
    [{ string_lower: 'AbC' }, 'abc'],
    [{ string_upper: { concat: ['a', 'b'] } }, 'AB'],
    [
      { concat: ['x', { get_attribute: ['a', 'y'] }, { get_input: 'i' }] },
      { concat: ['x', { get_attribute: ['a', 'y'] }, 'in'] },
    ],
    [{ get_secret: { get_input: 'i' } }, { get_secret: 'in' }],
    [{ get_capability: ['d', { get_input: 'i' }] }, { get_capability: ['d', 'in'] }],
    [{ concat: ['x', [{ get_secret: 's' }]] }, "x[{'get_secret': 's'}]"],
    [{ get_property: ['loop', 'x'] }, { get_property: ['loop', 'x'] }],
    [{ get_property: ['a', 'own', 'k'] }, [1, 'k']],
    [{ string_replace: ['ab', '', '-'] }, '-a-b-'],
    [{ string_split: ['a,b', ',', 0] }, 'a'],
    [{ type: 'string', get_input: 'i' }, 'in'],
  ])('%j', (value, result) => {
    expect(evaluate(value)).toEqual(result);
  });

  it('reads SELF in another node as that node', () => {
    expect(evaluate({ get_property: ['b', 'there'] }, 'loop')).toBe(1);
  });

  it.each<[Json, RegExp]>([
    [{ get_property: ['round', 'x'] }, /leads to itself/],
    [{ get_property: ['a', 'gone'] }, /has no property "gone"/],
    [{ get_input: ['deep', 'l', 9] }, /no value at deep\.l\[9\]/],
    [{ get_input: ['deep', 'l', 'x'] }, /no value at deep\.l\.x/],
    [{ get_input: ['fn', 'x'] }, /no value at fn\.x/],
    [{ get_input: { get_attribute: ['a', 'x'] } }, /known only while the deployment runs/],
    [{ string_lower: { get_secret: 's' } }, /known only while the deployment runs/],
    [{ get_input: 'i', type: 'integer' }, /used as integer/],
    [{ get_property: ['a', '__proto__'] }, /has no property/],
    [{ get_property: ['a', 'constructor'] }, /has no property/],
  ])('%j is a fault', (value, message) => {
    expect(() => evaluate(value)).toThrow(FunctionFault);
    expect(() => evaluate(value)).toThrow(message);
  });

  it('leaves what needs nothing as the same object', () => {
    const value = { a: [1, { b: 2 }] };
    expect(evaluate(value)).toBe(value);
  });
});

describe('values as texts', () => {
  it.each<[Json, string]>([
    ['plain', 'plain'],
    [1.5, '1.5'],
    [false, 'False'],
    [["it's"], `["it's"]`],
    [['a"b\'c'], `['a"b\\'c']`],
    [['line\nbreak'], "['line\\nbreak']"],
    [{ a: [null, {}] }, "{'a': [None, {}]}"],
  ])('%j', (value, text) => {
    expect(pythonText(value)).toBe(text);
  });
});
