import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../blueprint/json.ts';
import { bindParameters } from './parameters.ts';

const instances = new Set(['web_1', 'web_2']);
const values = {
  hasDeployment: true,
  hasBlueprint: false,
  get: ({ type, value }: { type: string; value: Json }) =>
    type === 'node_instance' && instances.has(String(value)) ? [value] : [],
};

const dataTypes: JsonObject = {
  address: {
    properties: { host: { type: 'string' }, port: { type: 'integer', default: 80 } },
  },
};

function bind(declared: Record<string, JsonObject>, given: JsonObject = {}, allowCustom = false) {
  return bindParameters({ name: 'tune', declared }, given, { dataTypes, values, allowCustom });
}

const value = (declaration: JsonObject, given: Json) => bind({ p: declaration }, { p: given }).values['p'];
const problem = (declaration: JsonObject, given: Json) => bind({ p: declaration }, { p: given }).problems[0]?.message;

describe('parameters of a run', () => {
  it('are the given values and the defaults of the others', () => {
    const declared = {
      a: { default: [] },
      b: { default: { x: 1 } },
      c: { default: null },
      d: {},
      e: { required: false },
    };
    expect(bind(declared, { d: 'given', b: {} })).toEqual({
      values: { a: [], b: {}, c: null, d: 'given' },
      problems: [],
    });
  });

  it('are all named when they are missing, wrong or unknown', () => {
    const declared = { size: { type: 'integer' }, name: { type: 'string' }, colour: {} };
    const { problems } = bind(declared, { size: 'large', colur: 'red' });
    expect(problems).toEqual([
      { parameter: 'size', message: '"size" must be a whole number.' },
      { parameter: 'name', message: '"name" needs a value: the workflow "tune" has no default for it.' },
      { parameter: 'colour', message: '"colour" needs a value: the workflow "tune" has no default for it.' },
      { parameter: 'colur', message: 'The workflow "tune" has no parameter "colur". Did you mean "colour"?' },
    ]);
  });

  it('may be undeclared where that is allowed', () => {
    expect(bind({}, { extra: 1, __proto__: 2 }, true)).toEqual({ values: { extra: 1 }, problems: [] });
    expect(bind({}, { extra: 1 }).problems[0]?.message).toContain('allow parameters that are not declared');
  });

  it.each<[string, Json, Json]>([
    ['integer', '30', 30],
    ['integer', -2, -2],
    ['float', '1.5', 1.5],
    ['float', 2, 2],
    ['boolean', 'True', true],
    ['boolean', ' false ', false],
    ['string', '30', '30'],
  ])('of the type %s are made of %j', (type, given, expected) => {
    expect(value({ type }, given)).toEqual(expected);
  });

  it.each<[string, Json]>([
    ['integer', 1.5],
    ['integer', 'one'],
    ['integer', true],
    ['float', 'x'],
    ['boolean', 'yes'],
    ['boolean', 1],
    ['string', 30],
    ['list', 'abc'],
    ['dict', []],
    ['regex', '('],
  ])('of the type %s are not made of %j', (type, given) => {
    expect(problem({ type }, given)).toMatch(/^"p" must be /);
  });

  it('are converted inside lists', () => {
    expect(value({ type: 'list', item_type: 'integer' }, ['1', 2])).toEqual([1, 2]);
    expect(problem({ type: 'list', item_type: 'integer' }, ['1', 'x'])).toMatch(/^Item 2 of "p"/);
  });

  it('are completed from data types', () => {
    expect(value({ type: 'address' }, { host: 'a' })).toEqual({ host: 'a', port: 80 });
    expect(problem({ type: 'address' }, { hots: 'a' })).toContain('Did you mean "host"?');
    expect(problem({ type: 'address' }, { host: 'a', port: {} })).toContain('"p.port"');
  });

  it('keep to their constraints', () => {
    const declaration = { type: 'integer', constraints: [{ in_range: [1, 3] }] };
    expect(value(declaration, '2')).toBe(2);
    expect(problem(declaration, 4)).toContain('in_range');
    expect(problem({ constraints: [{ valid_values: ['a', 'b'] }] }, 'c')).toContain('valid_values');
  });

  it('name parts of the deployment that are there', () => {
    const declaration = { type: 'list', item_type: 'node_instance', default: [] };
    expect(value(declaration, ['web_1'])).toEqual(['web_1']);
    expect(problem(declaration, ['web_1', 'web_3'])).toContain('node_instance');
    expect(bind({ p: declaration }).values).toEqual({ p: [] });
    expect(problem({ type: 'node_instance', required: false }, 'gone')).toContain('"gone"');
    expect(value({ type: 'node_instance', required: false }, null)).toBeNull();
  });
});
