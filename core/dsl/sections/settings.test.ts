import { describe, expect, it } from 'vitest';
import { codesOf, compileText } from '../testing/virtual-blueprint.ts';

async function settings(text: string): Promise<unknown> {
  const compiled = await compileText(`\ninputs: {a: {}}\ndeployment_settings: ${text}`);
  return compiled.plan?.deployment_settings ?? codesOf(compiled);
}

describe('deployment settings', () => {
  it.each<[string, unknown]>([
    ['{id_template: "{uuid}"}', { id_template: '{uuid}', default_schedules: {} }],
    ['{display_name: {concat: [a, {get_input: a}]}}', expect.objectContaining({ default_schedules: {} })],
    ['{default_groups: [a, b]}', { default_groups: ['a', 'b'], default_schedules: {} }],
    ['{display_name: 5}', ['DSL0001']],
    ['{id_template: {get_input: a}}', ['DSL0001']],
    ['{other: 1}', ['DSL0001']],
    ['{display_name: {get_property: [SELF, a]}}', ['DSL9034']],
    ['{display_name: {get_input: b}}', ['DSL9030']],
  ])('%s', async (text, expected) => {
    expect(await settings(text)).toEqual(expected);
  });
});

describe('a default schedule', () => {
  it.each<[string, unknown]>([
    ['{workflow: w, since: "+4h", until: "+1 y"}', { workflow: 'w', since: '+4h', until: '+1 y' }],
    ['{workflow: w, since: "2020-1-1 7:40"}', { workflow: 'w', since: '2020-01-01 07:40:00' }],
    [
      '{workflow: w, since: "2035-1-1 19:30", timezone: EST, weekdays: [mo, 2TU], count: 5}',
      { workflow: 'w', since: '2035-01-02 00:30:00', weekdays: ['mo', '2TU'], count: 5 },
    ],
    ['{workflow: w, since: "12:00"}', { workflow: 'w', since: '12:00' }],
    ['{workflow: w, since: "+1d", recurrence: 3 days}', { workflow: 'w', since: '+1d', recurrence: '3 days' }],
    ['{workflow: w}', ['DSL0001']],
    ['{since: "+1d"}', ['DSL0001']],
    ['{workflow: w, since: "+1d", nonsuch: 1}', ['DSL0001']],
    ['{workflow: w, since: "+1d", execution_arguments: {force: maybe}}', ['DSL0001']],
    ['{workflow: w, since: "+1d", weekdays: [xy]}', ['DSL9051']],
    ['{workflow: w, since: "+1d", workflow_parameters: {k: {get_attribute: [a, b]}}}', ['DSL9051', 'DSL9033']],
    ['{workflow: w, since: "+1 fortnight"}', ['DSL9072']],
    ['{workflow: w, since: soon}', ['DSL9072']],
    ['{workflow: w, since: "2020-02-30 10:00"}', ['DSL9072']],
    ['{workflow: w, since: "2020-02-20 10:00", timezone: Nowhere}', ['DSL9072']],
    ['{workflow: w, since: "+1d", recurrence: often}', ['DSL9072']],
  ])('%s', async (schedule, expected) => {
    const read = await settings(`{default_schedules: {s: ${schedule}}}`);
    expect(read).toEqual(Array.isArray(expected) ? expected : { default_schedules: { s: expected } });
  });
});

describe('labels', () => {
  it.each([
    ['labels: {k: {values: [a, {get_input: a}]}}', null],
    ['labels: {k: {values: [{get_attribute: [{get_input: a}, a]}]}}', 'DSL9051'],
    ['labels: {k: {values: [[a]]}}', 'DSL9051'],
    ['labels: {k: {values: a}}', 'DSL0001'],
    ['labels: {k: {}}', 'DSL0001'],
    ['labels: {k: }', 'DSL0001'],
    ['labels: {k: {values: [{get_input: b}]}}', 'DSL9030'],
    ['blueprint_labels: {k: {values: [a]}}', null],
    ['blueprint_labels: {k: {values: [{get_input: a}]}}', 'DSL9051'],
    ['blueprint_labels: {k: {values: [5]}}', 'DSL9051'],
    ['resource_tags: {k: v, n: 5, l: [a], m: {a: b}}', null],
    ['resource_tags: {k: 2015-11-03}', 'DSL0001'],
  ])('%s', async (text, code) => {
    const compiled = await compileText(`\ninputs: {a: {}}\n${text}`);
    expect(codesOf(compiled)).toEqual(code === null ? [] : [code]);
  });
});
