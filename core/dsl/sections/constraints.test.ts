import { describe, expect, it } from 'vitest';
import type { Json } from '../../blueprint/json.ts';
import { codesOf, compileText } from '../testing/virtual-blueprint.ts';
import { constraintsOf, judge } from './constraints.ts';

describe('a constraint', () => {
  it.each<[name: string, argument: Json, value: Json, kept: boolean]>([
    ['equal', 1, true, true],
    ['equal', 1, 1, true],
    ['equal', 1, '1', false],
    ['greater_than', 3, 4, true],
    ['greater_than', 3, 3, false],
    ['greater_or_equal', 3, 3, true],
    ['less_than', 3, 2.5, true],
    ['less_or_equal', 3, 4, false],
    ['less_than', 'b', 'a', true],
    ['in_range', [1, 4], 4, true],
    ['in_range', [1, 4], 4.1, false],
    ['in_range', [1, 4], 0, false],
    ['valid_values', ['a', [1, { k: true }]], [1, { k: 1 }], true],
    ['valid_values', ['a'], 'b', false],
    ['length', 2, '😀b', true],
    ['length', 1, { a: 1 }, true],
    ['min_length', 2, [1], false],
    ['max_length', 2, 'ab', true],
    ['pattern', 'a+b', 'aabc', true],
    ['pattern', 'b', 'ab', false],
  ])('%s %j of %j: %s', (...[name, argument, value, kept]) => {
    expect(judge(name, argument, value)).toBe(kept);
  });

  it.each<[string, Json, Json]>([
    ['greater_than', 3, 'a'],
    ['in_range', [1, 2], null],
    ['length', 1, 5],
    ['pattern', 'a', 5],
    ['greater_than', { get_input: 'x' }, 5],
  ])('%s %j cannot be said of %j', (name, argument, value) => {
    expect(typeof judge(name, argument, value)).toBe('string');
  });

  it('is not judged when it is about things of the product', () => {
    expect(judge('tenants', ['a'], 'a')).toBeNull();
    expect(judge('constructor', 1, 1)).toBeNull();
  });

  it('comes with a message; of several names the last counts', () => {
    expect(
      constraintsOf({
        constraints: [
          { pattern: 'a', error_message: 'no' },
          { equal: 1, length: 2 },
        ],
      }),
    ).toEqual([
      { name: 'pattern', argument: 'a', message: 'no' },
      { name: 'length', argument: 2, message: null },
    ]);
  });
});

describe('constraints as written', () => {
  it.each([
    ['{in_range: [1, 2]}', 3, null],
    ['{valid_values: [a]}', 3, null],
    ['{pattern: a, error_message: no}', 5, null],
    ['{pattern: a, error_message: no}', 4, 'DSL0102'],
    ['{error_message: no}', 5, 'DSL0103'],
    ['{}', 5, 'DSL0103'],
    ['a', 5, 'DSL0001'],
    ['{in_rnge: [1, 2]}', 3, 'DSL0103'],
    ['{in_range: [1]}', 3, 'DSL0212'],
    ['{equal: true}', 3, 'DSL0212'],
    ['{equal: {get_input: y}}', 3, null],
    ['{pattern: "("}', 3, 'DSL0212'],
    ['{pattern: "(?=a)"}', 3, 'DSL9041'],
    ['{filter_id: 5}', 3, 'DSL0212'],
    ['{name_pattern: a}', 3, 'DSL0212'],
    ['{labels: a}', 3, 'DSL0212'],
  ])('%s in version 1_%s: %s', async (constraint, version, code) => {
    const compiled = await compileText(`\ninputs: {y: {}, x: {constraints: [${constraint}]}}`, version);
    expect(codesOf(compiled)).toEqual(code === null ? [] : [code]);
  });

  it('are looked at in operations and workflows too, which have no messages of their own', async () => {
    const types =
      'node_types: {t: {interfaces: {i: {o: {implementation: p.x, inputs: {a: {constraints: [{bad: 1}]}}}}}}}';
    expect(codesOf(await compileText(`\n${types}`))).toEqual(['DSL0103']);
    const workflow = (parameter: string) => `\nworkflows: {w: {mapping: p.x, parameters: {a: ${parameter}}}}`;
    expect(codesOf(await compileText(workflow('{constraints: [{equal: 1, error_message: no}]}'), 5))).toEqual([
      'DSL0103',
    ]);
    expect(codesOf(await compileText(workflow('{type: string, item_type: integer}'), 5))).toEqual(['DSL0218']);
  });

  it.each([
    ['{type: integer, default: 5, constraints: [{less_than: 4}]}', 'DSL9035'],
    ['{default: {get_input: y}, constraints: [{equal: 1}]}', 'DSL9052'],
    ['{default: 1, constraints: [{equal: {get_input: y}}]}', 'DSL9035'],
    ['{type: node_id, default: a}', 'DSL9035'],
    ['{type: list, item_type: integer, default: [1, a]}', 'DSL0105'],
    ['{type: list, item_type: integer, default: [1, 2], constraints: [{less_than: 3}]}', null],
  ])('are kept by defaults: %s', async (input, code) => {
    const compiled = await compileText(`\ninputs: {y: {}, x: ${input}}`, 5);
    expect(codesOf(compiled)).toEqual(code === null ? [] : [code]);
  });
});
