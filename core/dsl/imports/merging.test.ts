import { describe, expect, it } from 'vitest';
import { codesOf, compileFiles, problemsOf } from '../testing/virtual-blueprint.ts';

const version = (minor: number) => `tosca_definitions_version: cloudify_dsl_1_${minor}\n`;

async function merge(main: string, lib: string, minor = 3) {
  return compileFiles({ 'blueprint.yaml': `${version(minor)}imports: [lib.yaml]\n${main}`, 'lib.yaml': lib });
}

const plugin = 'plugins: {p: {executor: central_deployment_agent, install: false}}';

describe('a workflow in two files', () => {
  it('gets what the first one lacks', async () => {
    const compiled = await merge(
      `${plugin}\nworkflows: {w: {mapping: p.main}}`,
      'workflows: {w: {mapping: p.lib, parameters: {x: {default: 1}}}}',
    );
    expect(compiled.plan?.workflows['w']).toMatchObject({ operation: 'main', parameters: { x: { default: 1 } } });
  });

  it('is one when both are the same text, and in conflict when they differ', async () => {
    expect(codesOf(await merge(`${plugin}\nworkflows: {w: p.w}`, 'workflows: {w: p.w}'))).toEqual([]);
    expect(codesOf(await merge(`${plugin}\nworkflows: {w: p.w}`, 'workflows: {w: p.v}'))).toEqual(['DSL0004']);
    expect(codesOf(await merge(`${plugin}\nworkflows: {w: p.w}`, 'workflows: {w: {mapping: p.w}}'))).toEqual([
      'DSL0004',
    ]);
  });
});

describe('a template in two files', () => {
  const rest = 'node_types: {t: {}}\nrelationships: {r: {}}';
  const to = (target: string) => `relationships: [{type: r, target: ${target}}]`;
  const templates = (n: string) => `node_templates: {a: {type: t}, b: {type: t}, n: {${n}}}`;

  it.each([
    ['relationships first, the rest later', to('a'), `type: t, ${to('b')}`],
    ['relationships first, a type without any later', to('a'), 'type: t'],
    ['relationships later', `type: t, ${to('a')}`, to('b')],
  ])('is put together: %s', async (_what, main, lib) => {
    const compiled = await merge(`${rest}\n${templates(main)}`, `node_templates: {n: {${lib}}}`);
    expect(problemsOf(compiled)).toEqual([]);
    const n = compiled.plan?.nodes.find((node) => node.id === 'n');
    expect(n?.type).toBe('t');
    expect(n?.relationships.map((relationship) => relationship.target_id)).toEqual(
      lib === 'type: t' ? ['a'] : ['a', 'b'],
    );
  });

  it.each([
    ['two whole ones', `type: t, ${to('a')}`, `type: t, ${to('b')}`],
    ['no relationships to add to', 'type: t', to('b')],
    ['something else to add', to('a'), 'properties: {}'],
  ])('is in conflict: %s', async (_what, main, lib) => {
    const compiled = await merge(`${rest}\n${templates(main)}`, `node_templates: {n: {${lib}}}`);
    expect(compiled.diagnostics.map((item) => item.code)).toContain('DSL0004');
  });
});

describe('sections of several files', () => {
  it.each([
    'inputs: {x: {}}',
    'outputs: {x: {value: 1}}',
    'capabilities: {x: {value: 1}}',
    'labels: {x: {values: [a]}}',
  ])('are put together from 1_3 on: %s', async (lib) => {
    const main = lib.replaceAll('x:', 'y:');
    expect(codesOf(await merge(main, lib, 2))).toEqual(['DSL0003']);
    expect(codesOf(await merge(main, lib, 3))).toEqual([]);
  });

  it.each(['policies: {x: {}}', 'deployment_settings: {display_name: a}'])(
    'are never put together: %s',
    async (lib) => {
      expect((await merge(lib, lib)).diagnostics.map((item) => item.code)).toContain('DSL0003');
    },
  );

  it('let the first of labels and tags win, and the first description and metadata', async () => {
    const both = (text: string) =>
      `labels: {a: {values: [${text}]}}\nresource_tags: {t: ${text}}\ndescription: ${text}\nmetadata: {from: ${text}}`;
    const { plan } = await merge(both('main'), both('lib'));
    expect(plan).toMatchObject({
      labels: { a: { values: ['main'] } },
      resource_tags: { t: 'main' },
      description: 'main',
      metadata: { from: 'main' },
    });
  });

  it('let the built-in types come as often as they like', async () => {
    const types = 'node_types: {cloudify.nodes.Root: {}, plain: {}}\ninputs: {x: {}}';
    const compiled = await compileFiles({
      'blueprint.yaml': `${version(3)}imports: [a.yaml, b.yaml]\nnode_templates: {n: {type: plain}}`,
      'a.yaml': types,
      'b.yaml': types,
    });
    expect(problemsOf(compiled)).toEqual([]);
  });

  it('ignore upload_resources with a notice', async () => {
    const compiled = await merge('upload_resources: {plugin_resources: [a]}', '');
    expect(compiled.diagnostics).toMatchObject([
      { severity: 'notice', code: 'DSL9021', range: { start: { line: 3 } } },
    ]);
    expect(compiled.plan).not.toBeNull();
  });

  it('are held to versions only when asked', async () => {
    const files = { 'blueprint.yaml': `${version(0)}imports: [a.yaml]\ndescription: x`, 'a.yaml': version(5) };
    expect(codesOf(await compileFiles(files))).toEqual(['DSL0028', 'DSL0102']);
    const { compileBlueprint } = await import('../compile.ts');
    const reader = {
      read: async (location: string) => files[location as keyof typeof files] ?? null,
      exists: () => false,
    };
    const compiled = await compileBlueprint({ mainFile: 'blueprint.yaml', reader, validateVersion: false });
    expect(problemsOf(compiled)).toEqual([]);
  });
});
