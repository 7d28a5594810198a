import { describe, expect, it } from 'vitest';
import type { PluginRecord, SourceReader } from '../../ports/ports.ts';
import type { Compilation } from '../compilation.ts';
import { compileBlueprint } from '../compile.ts';
import { problemsOf } from '../testing/virtual-blueprint.ts';

const plugin = `
plugins:
  p:
    executor: central_deployment_agent
    install: false
    properties:
      text: {type: string}
      whole: {type: integer}
      number: {type: float}
      truth: {type: boolean}
      list: {type: list}
      odd: {type: map}
labels: {own: {values: [x]}}
resource_tags: {own: x}
workflows: {w: p.w}
`;

function compileWith(imports: string, minor = 5, record: PluginRecord | null = null): Promise<Compilation> {
  const main = `tosca_definitions_version: cloudify_dsl_1_${minor}\nimports: [${imports}]\ninputs: {i: {}}`;
  const files: Record<string, string> = {
    'blueprint.yaml': main,
    'plugin:p?version=1': plugin,
    'plain.yaml': 'inputs: {}',
  };
  const reader: SourceReader = {
    read: async (location) => files[location] ?? null,
    exists: () => false,
    plugin: async (location) => (location.startsWith('plugin:') ? record : null),
  };
  return compileBlueprint({ mainFile: 'blueprint.yaml', reader });
}

const withProperties = (properties: string) => `{"plugin:p?version=1": ${properties}}`;

describe('properties of an import', () => {
  it.each([
    '{text: a, whole: 1, number: 1.5, truth: true, list: [1]}',
    '{text: 5, whole: true, number: 3}',
    '{text: {get_secret: s}, whole: {get_input: i}}',
    '{}',
  ])('are taken: %s', async (properties) => {
    const compiled = await compileWith(withProperties(properties));
    expect(problemsOf(compiled)).toEqual([]);
  });

  it('are in the plan beside their types', async () => {
    const compiled = await compileWith(withProperties('{text: a, list: [{get_secret: s}]}'));
    const [installed] = compiled.plan?.workflow_plugins_to_install ?? [];
    expect(installed?.properties).toMatchObject({
      text: { type: 'string', value: 'a' },
      list: { type: 'list', value: [{ get_secret: 's' }] },
    });
  });

  it.each([
    ['{whole: x}', 'DSL0221'],
    ['{whole: 1.5}', 'DSL0221'],
    ['{text: 1.5}', 'DSL0221'],
    ['{truth: 1}', 'DSL0221'],
    ['{list: a}', 'DSL0221'],
    ['{nothing: 1}', 'DSL0221'],
    ['{odd: 1}', 'DSL0220'],
    ['{text: {a: b}}', 'DSL0220'],
    ['{text: }', 'DSL0220'],
    ['[text]', 'DSL0001'],
  ])('are refused: %s with %s', async (properties, code) => {
    const compiled = await compileWith(withProperties(properties));
    expect(compiled.diagnostics[0]?.code).toBe(code);
  });

  it('are ignored by plugins without properties, and by files without plugins', async () => {
    expect(problemsOf(await compileWith('{plain.yaml: {x: 1}}'))).toEqual([]);
  });

  it('came with 1_5; an entry without any is older', async () => {
    expect(problemsOf(await compileWith('{plain.yaml: {x: 1}}', 4))).toEqual([expect.stringContaining('DSL0102 2:')]);
    expect(problemsOf(await compileWith('{plain.yaml: }', 3))).toEqual([]);
  });

  it('stand with exactly one location, and a location stands once', async () => {
    expect(problemsOf(await compileWith('{plain.yaml: , a.yaml: }'))).toEqual([expect.stringContaining('DSL0220')]);
    expect((await compileWith('{plain.yaml: {x: 1}, a.yaml: }', 4)).diagnostics.map((item) => item.code)).toEqual([
      'DSL0102',
      'DSL0220',
    ]);
    expect(problemsOf(await compileWith('{}'))).toEqual([expect.stringContaining('DSL0220')]);
    expect(problemsOf(await compileWith('{plain.yaml: }, plain.yaml'))).toEqual([expect.stringContaining('DSL0002')]);
  });

  it('name the first problem of the list before files that are missing', async () => {
    const compiled = await compileWith('missing.yaml, {plain.yaml: {x: {a: b}}}', 3);
    expect(compiled.diagnostics.map((item) => item.code)).toEqual(['DSL0102', 'DSL0220', 'DSL0013']);
  });
});

describe('a plugin in the catalogue', () => {
  it('has the labels and tags of the catalogue in place of its own', async () => {
    const record = { labels: { l: ['w'] }, blueprintLabels: { bl: ['v'] }, resourceTags: { t: 'u' } };
    const { plan } = await compileWith('"plugin:p?version=1"', 5, record);
    expect(plan?.labels).toEqual({ l: { values: ['w'] } });
    expect(plan?.blueprint_labels).toEqual({ bl: { values: ['v'] } });
    expect(plan?.resource_tags).toEqual({ t: 'u' });
  });

  it('has none when the catalogue has none, and its own when it is not in the catalogue', async () => {
    expect((await compileWith('"plugin:p?version=1"', 5, {})).plan?.labels).toEqual({});
    expect((await compileWith('"plugin:p?version=1"', 5)).plan?.labels).toEqual({ own: { values: ['x'] } });
  });
});
