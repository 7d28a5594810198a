import { describe, expect, it } from 'vitest';
import { codesOf, compileFiles, problemsOf } from '../testing/virtual-blueprint.ts';

const version = (minor: number) => `tosca_definitions_version: cloudify_dsl_1_${minor}\n`;

describe('imports', () => {
  it('puts several files together, circles included', async () => {
    const compiled = await compileFiles({
      'blueprint.yaml': `${version(3)}imports: [lib/a.yaml]\nnode_templates: {n: {type: t}}`,
      'lib/a.yaml': 'imports: [b.yaml, ../blueprint.yaml]\ninputs: {x: {default: 1}}',
      'lib/b.yaml': 'imports: [a.yaml]\nnode_types: {t: {properties: {p: {default: 5}}}}',
    });
    expect(problemsOf(compiled)).toEqual([]);
    expect(compiled.plan?.nodes[0]?.properties).toEqual({ p: 5 });
    expect(compiled.plan?.inputs).toEqual({ x: { default: 1 } });
    expect(Object.keys(compiled.sources)).toEqual(['blueprint.yaml', 'lib/a.yaml', 'lib/b.yaml']);
  });

  it('reports what cannot be found, where it is written, and goes on', async () => {
    const compiled = await compileFiles({
      'blueprint.yaml': `${version(3)}imports:\n  - nowhere.yaml\n  - http://example.org/x.yaml\n  - ../out.yaml\nnode_types: {t: {}}`,
    });
    expect(codesOf(compiled)).toEqual(['DSL0013', 'DSL0013', 'DSL0013']);
    expect(compiled.diagnostics.map((item) => item.range.start.line)).toEqual([3, 4, 5]);
    expect(compiled.diagnostics[0]?.detail).toContain('resource:nowhere.yaml');
  });

  it('takes a reader that fails for a file that is not there', async () => {
    const { compileBlueprint } = await import('../compile.ts');
    const reader = {
      read: async (location: string) => {
        if (location === 'blueprint.yaml') return `${version(3)}imports: [x.yaml]`;
        throw new Error('the disk is gone');
      },
      exists: () => false,
    };
    const compiled = await compileBlueprint({ mainFile: 'blueprint.yaml', reader });
    expect(codesOf(compiled)).toEqual(['DSL0013']);
  });

  it('names problems of an imported file in that file', async () => {
    const compiled = await compileFiles({
      'blueprint.yaml': `${version(3)}imports: [a.yaml]`,
      'a.yaml': 'node_types:\n  t:\n    derived_fron: u\n',
    });
    expect(compiled.diagnostics[0]).toMatchObject({
      code: 'DSL0001',
      range: { file: 'a.yaml', start: { line: 3, column: 5 } },
      hint: 'Did you mean "derived_from"?',
    });
  });

  it.each([
    {
      what: 'the same import twice',
      minor: 3,
      files: { 'a.yaml': '' },
      text: 'imports: [a.yaml, a.yaml]',
      code: 'DSL0002',
    },
    {
      what: 'the same name in two files',
      minor: 3,
      files: { 'a.yaml': 'node_types: {t: {}}' },
      text: 'imports: [a.yaml]\nnode_types: {t: {}}',
      code: 'DSL0004',
    },
    {
      what: 'inputs of two files before 1_3',
      minor: 2,
      files: { 'a.yaml': 'inputs: {a: {}}' },
      text: 'imports: [a.yaml]\ninputs: {b: {}}',
      code: 'DSL0003',
    },
    { what: 'a newer file', minor: 3, files: { 'a.yaml': version(4) }, text: 'imports: [a.yaml]', code: 'DSL0028' },
    { what: 'an unknown section', minor: 3, files: {}, text: 'node_tempaltes: {}', code: 'DSL0001' },
    { what: 'a section that is no map', minor: 3, files: {}, text: 'node_types: [a]', code: 'DSL0001' },
    { what: 'a section of a newer version', minor: 1, files: {}, text: 'description: x', code: 'DSL0102' },
    { what: 'an empty section of types', minor: 3, files: {}, text: 'node_types:', code: 'DSL0001' },
    { what: 'definitions that are a text', minor: 3, files: {}, text: 'dsl_definitions: x', code: 'DSL0001' },
    { what: 'imports that are no list', minor: 3, files: {}, text: 'imports: a.yaml', code: 'DSL0001' },
    { what: 'an empty import', minor: 3, files: {}, text: 'imports: [~]', code: 'DSL0220' },
    { what: 'an import that is no text', minor: 3, files: {}, text: 'imports: [5]', code: 'DSL0001' },
  ])('refuses $what', async ({ minor, files, text, code }) => {
    const compiled = await compileFiles({ 'blueprint.yaml': version(minor) + text, ...files });
    expect(codesOf(compiled)).toEqual([code]);
    expect(compiled.plan).toBeNull();
  });

  it('says where a location was cut into a namespace and the rest', async () => {
    const compiled = await compileFiles({ 'blueprint.yaml': `${version(3)}imports: [lib/my--types.yaml]` });
    expect(compiled.diagnostics[0]).toMatchObject({ code: 'DSL0013', hint: expect.stringContaining('namespace') });
  });

  it('says how an unknown section was probably meant', async () => {
    const compiled = await compileFiles({ 'blueprint.yaml': `${version(3)}node_tempaltes: {}` });
    expect(compiled.diagnostics[0]?.hint).toBe('Did you mean "node_templates"?');
  });

  it('lets a later file overwrite names of the built-in types', async () => {
    const compiled = await compileFiles({
      'blueprint.yaml': `${version(3)}imports: [a.yaml]\nnode_types: {cloudify.x: {properties: {p: {default: main}}}}\nnode_templates: {n: {type: cloudify.x}}`,
      'a.yaml': 'node_types: {cloudify.x: {properties: {p: {default: imported}}}}',
    });
    expect(compiled.plan?.nodes[0]?.properties).toEqual({ p: 'imported' });
  });

  it('adds relationships from another file to a template', async () => {
    const compiled = await compileFiles({
      'blueprint.yaml': `${version(3)}imports: [a.yaml]
node_types: {t: {}}
relationships: {r: {}}
node_templates:
  a: {type: t}
  b: {type: t}
  c: {type: t, relationships: [{type: r, target: a}]}`,
      'a.yaml': 'node_templates: {c: {relationships: [{type: r, target: b}]}}',
    });
    const c = compiled.plan?.nodes.find((node) => node.id === 'c');
    expect(c?.relationships.map((relationship) => relationship.target_id)).toEqual(['a', 'b']);
  });
});

describe('the main file', () => {
  it.each([
    ['is missing', {}, 'DSL9010'],
    ['is empty', { 'blueprint.yaml': '' }, 'DSL0027'],
    ['has no version', { 'blueprint.yaml': 'node_types: {}' }, 'DSL0027'],
    ['has an empty version', { 'blueprint.yaml': 'tosca_definitions_version:' }, 'DSL0027'],
    ['has an unknown version', { 'blueprint.yaml': 'tosca_definitions_version: cloudify_dsl_1_9' }, 'DSL0029'],
    ['has a version that is no text', { 'blueprint.yaml': 'tosca_definitions_version: 1.3' }, 'DSL0001'],
    ['is a list', { 'blueprint.yaml': '- a\n- b' }, 'DSL0001'],
    ['is not YAML', { 'blueprint.yaml': 'a: [1\nb: 2' }, 'DSL9000'],
  ])('%s', async (_name, files, code) => {
    const compiled = await compileFiles(files);
    expect(new Set(codesOf(compiled))).toEqual(new Set([code]));
    expect(compiled.plan).toBeNull();
  });
});
