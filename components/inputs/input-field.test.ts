import { expect, test } from 'vitest';
import type { PlanInput } from '../../core/plan/plan.ts';
import { describeConstraint } from './input-constraints.ts';
import { chosenOf, defaultText, isRequired, kindOf, parseField, reference, specsOf } from './input-field.ts';

test.each<[PlanInput, string]>([
  [{ type: 'integer' }, 'integer'],
  [{ type: 'string' }, 'text'],
  [{ type: 'textarea' }, 'lines'],
  [{ type: 'dict' }, 'yaml'],
  [{ default: true }, 'boolean'],
  [{ default: 3 }, 'integer'],
  [{ default: 0.5 }, 'float'],
  [{ default: { a: 1 } }, 'yaml'],
  [{ default: { get_secret: 'k' } }, 'text'],
  [{ type: 'my.type', default: { a: 1 } }, 'yaml'],
  [{ type: 'integer', constraints: [{ valid_values: [1, 2] }] }, 'choice'],
  [{}, 'text'],
  [{ default: null }, 'any'],
])('%j is asked for as %s', (input, kind) => {
  expect(kindOf({ input })).toBe(kind);
});

test.each<[PlanInput, string, unknown]>([
  [{ type: 'integer' }, ' 12 ', 12],
  [{ type: 'float' }, '1.5', 1.5],
  [{ type: 'boolean' }, 'false', false],
  [{ type: 'list' }, '- a\n- 2', ['a', 2]],
  [{ type: 'dict' }, '{"a": [1]}', { a: [1] }],
  [{ type: 'string' }, '8080', '8080'],
  [{ type: 'integer', constraints: [{ valid_values: [1, 2] }] }, '2', 2],
  [{ type: 'string', default: 'x' }, 'x', undefined],
  [{ type: 'string', default: 'x' }, '', ''],
  [{ type: 'integer', default: 5 }, '', undefined],
  [{ default: { get_secret: 'k' } }, 'secret: k', undefined],
  [{ required: false }, '', undefined],
])('%j, typed %j, is %j', async (input, typed, value) => {
  expect(await parseField({ input }, typed)).toEqual({ ok: true, value });
});

test.each<[PlanInput, string, RegExp]>([
  [{ type: 'string' }, '', /required/],
  [{ type: 'integer' }, '1.5', /whole number/],
  [{ type: 'float' }, 'x', /number/],
  [{ type: 'list' }, 'a: 1', /list/],
  [{ type: 'dict' }, '[1]', /map/],
  [{ type: 'dict' }, '{a: [', /not valid/],
])('%j refuses %j', async (input, typed, problem) => {
  expect(await parseField({ input }, typed)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
});

test('what is required, and how defaults read', () => {
  expect([isRequired({}), isRequired({ default: '' }), isRequired({ required: false })]).toEqual([true, false, false]);
  expect(defaultText({ a: 1 })).toBe('{"a":1}');
  expect(defaultText({ a: 'x'.repeat(80) })).toContain('\n  "a"');
  expect(reference({ get_secret: 'lab_ssh_key' })).toBe('secret: lab_ssh_key');
  expect(reference({ get_secret: 'a', other: 1 })).toBeNull();
});

test.each([
  [{ in_range: [1, 5] }, 'From 1 to 5.'],
  [{ greater_or_equal: 3 }, 'At least 3.'],
  [{ pattern: '^a$' }, 'Must match ^a$.'],
  [{ min_length: 2, error_message: 'Too short!' }, 'Too short!'],
  [{ new_kind: [1] }, 'new kind [1].'],
])('%j reads %s', (constraint, text) => {
  expect(describeConstraint(constraint)).toBe(text);
});

test('what names parts of a deployment is chosen: one, or several for a list', async () => {
  const choices = ['web', 'db'];
  expect(kindOf({ input: { type: 'node_id' }, choices })).toBe('choice');
  const several = { input: { default: [] }, choices };
  expect(kindOf(several)).toBe('choices');
  expect(await parseField(several, '["web"]')).toEqual({ ok: true, value: ['web'] });
  expect(await parseField(several, '[]')).toEqual({ ok: true, value: undefined });
  expect(await parseField({ input: { type: 'list' }, choices }, '[]')).toMatchObject({ ok: false });
  expect(await parseField({ input: { default: 'web' }, choices }, '')).toEqual({ ok: true, value: undefined });
  expect(chosenOf('')).toEqual([]);
  const [[, plural] = ['', several]] = specsOf(
    { include_instances: { default: null } },
    { include_instances: choices },
  );
  expect(kindOf(plural)).toBe('choices');
  expect(await parseField(plural, '')).toEqual({ ok: true, value: undefined });
});

test.each([
  ['true', true],
  ['abc', 'abc'],
  ['{a: 1}', { a: 1 }],
])('%s is read as YAML where nothing says what it is', async (typed, value) => {
  expect(await parseField({ input: { default: null } }, typed)).toEqual({ ok: true, value });
});
