import { describe, expect, it } from 'vitest';
import type { Compilation } from '../compilation.ts';
import { codesOf, compileFiles, problemsOf } from '../testing/virtual-blueprint.ts';
import { withoutNamespace } from './namespaced-name.ts';

const version = 'tosca_definitions_version: cloudify_dsl_1_5\n';

async function compileUnder(namespace: string, files: Record<string, string>, main = ''): Promise<Compilation> {
  return compileFiles({ 'blueprint.yaml': `${version}imports: [${namespace}--lib.yaml]\n${main}`, ...files });
}

describe('names in a namespace', () => {
  it('are put before everything that refers to them', async () => {
    const compiled = await compileUnder('ns', {
      'run.sh': '',
      'lib.yaml': `
data_types:
  base: {properties: {port: {type: integer, default: 1}}}
  address: {derived_from: base, description: text, properties: {host: {type: string, default: h}}}
plugins:
  p: {executor: central_deployment_agent, install: false}
  script: {executor: central_deployment_agent, install: false}
node_types:
  t:
    properties: {at: {type: address}, plain: {type: string, default: cloudify}}
    interfaces: {i: {o: {implementation: p.f, inputs: {x: {type: string, default: {get_input: in}}}}, s: run.sh}}
  u: {derived_from: t}
relationships:
  r: {}
  q: {derived_from: r, source_interfaces: {i: {o: p.r}}}
inputs:
  in: {type: string, default: d}
node_templates:
  a: {type: u, properties: {plain: {get_input: [in, 0]}}}
  b:
    type: u
    properties: {plain: {concat: [{get_property: [a, plain]}, {get_property: [SELF, at]}, text]}}
    relationships: [{type: q, target: a}]
groups: {g: {members: [a], policies: {p: {type: pt, triggers: {tr: {type: trigger}}}}}}
policy_types: {pt: {source: s, properties: {v: {default: 1}}}}
policy_triggers: {trigger: {source: s, parameters: {v: {default: {get_input: in}}}}}
workflows:
  w: p.w
  v: {mapping: p.v, parameters: {x: {default: [{get_input: in}]}}}
outputs: {o: {description: what, value: {get_attribute: [b, {get_input: in}]}}}
capabilities: {c: {value: {get_secret: s}}}
`,
    });
    expect(problemsOf(compiled)).toEqual([]);
    const [a, b] = compiled.plan?.nodes ?? [];
    expect(a).toMatchObject({
      id: 'ns--a',
      type_hierarchy: ['ns--t', 'ns--u'],
      properties: { at: { host: 'h', port: 1 }, plain: { get_input: ['ns--in', 0] } },
      operations: {
        o: { plugin: 'ns--p', operation: 'f', inputs: { x: { get_input: 'ns--in' } } },
        'i.s': { plugin: 'ns--script', inputs: { script_path: 'ns--run.sh' } },
      },
    });
    expect(b).toMatchObject({
      properties: {
        plain: { concat: [{ get_property: ['ns--a', 'plain'] }, { get_property: ['SELF', 'at'] }, 'text'] },
      },
      relationships: [{ type: 'ns--q', type_hierarchy: ['ns--r', 'ns--q'], target_id: 'ns--a' }],
    });
    expect(compiled.plan).toMatchObject({
      data_types: { 'ns--address': { derived_from: 'ns--base', properties: { host: { type: 'string' } } } },
      groups: { 'ns--g': { members: ['ns--a'], policies: { 'ns--p': { type: 'ns--pt', properties: { v: 1 } } } } },
      policy_types: { 'ns--pt': { source: 's' } },
      workflows: {
        'ns--w': { plugin: 'ns--p', operation: 'w' },
        'ns--v': { parameters: { x: { default: [{ get_input: 'ns--in' }] } } },
      },
      outputs: { 'ns--o': { description: 'what', value: { get_attribute: ['ns--b', { get_input: 'ns--in' }] } } },
      capabilities: { 'ns--c': { value: { get_secret: 's' } } },
    });
  });

  it('let what they belong to be used by other files', async () => {
    const main = 'node_templates: {n: {type: ns--t, properties: {p: {get_input: ns--in}}}}';
    const lib = 'node_types: {t: {properties: {p: {}}}}\ninputs: {in: {}}';
    const compiled = await compileUnder('ns', { 'lib.yaml': lib }, main);
    expect(problemsOf(compiled)).toEqual([]);
    expect(compiled.plan?.nodes[0]?.properties).toEqual({ p: { get_input: 'ns--in' } });
  });

  it('keep texts that stand for themselves', async () => {
    const lib = `
labels: {l: {values: [v]}}
metadata: {author: me}
description: what it is
inputs: {in: {description: text, display_label: text, default: text, constraints: [{valid_values: [text]}]}}
workflows: {}
outputs: {list: {value: [{get_input: in}]}, text: {value: text}}
resource_tags: {t: text, list: [text]}
`;
    const { plan } = await compileUnder('ns', { 'lib.yaml': lib }, 'inputs: {in: {}}');
    expect(plan).toMatchObject({
      labels: { 'ns--l': { values: ['v'] } },
      metadata: { 'ns--author': 'me' },
      description: 'what it is',
      inputs: {
        'ns--in': {
          description: 'text',
          display_label: 'text',
          default: 'text',
          constraints: [{ valid_values: ['text'] }],
        },
      },
      // As in the reference: a list is not searched, and single texts of these sections are taken for names.
      outputs: { 'ns--list': { value: [{ get_input: 'in' }] }, 'ns--text': { value: 'ns--text' } },
      resource_tags: { 'ns--t': 'ns--text', 'ns--list': ['text'] },
    });
  });

  it('leave names of built-in things alone, and references to them', async () => {
    const lib =
      'node_types: {cloudify.nodes.Mine: {derived_from: base}, base: {}, mine: {derived_from: cloudify.nodes.Mine}}';
    const main = 'node_templates: {n: {type: ns--mine}}';
    const { plan } = await compileUnder('ns', { 'lib.yaml': lib }, main);
    expect(plan?.nodes[0]?.type_hierarchy).toEqual(['ns--base', 'cloudify.nodes.Mine', 'ns--mine']);
  });

  it('pile up, and let one file be there more than once', async () => {
    const compiled = await compileFiles({
      'blueprint.yaml': `${version}imports: [a--mid.yaml, b--mid.yaml, lib.yaml]`,
      'mid.yaml': 'imports: [in--lib.yaml, lib.yaml]',
      'lib.yaml': 'inputs: {x: {}}',
    });
    expect(Object.keys(compiled.plan?.inputs ?? {})).toEqual(['x', 'a--in--x', 'a--x', 'b--in--x', 'b--x']);
  });

  it('are not given to the built-in types, which are there once', async () => {
    const types =
      'node_types: {cloudify.nodes.Root: {}}\nworkflows: {w: {mapping: p.w}}\nplugins: {p: {executor: host_agent, source: s}}';
    const compiled = await compileFiles({
      'blueprint.yaml': `${version}imports: [a--lib.yaml, b--lib.yaml, types.yaml]`,
      'lib.yaml': 'imports: [types.yaml]\nnode_templates: {n: {type: cloudify.nodes.Root}}',
      'types.yaml': types,
    });
    expect(problemsOf(compiled)).toEqual([]);
    expect(Object.keys(compiled.plan?.workflows ?? {})).toEqual(['w']);
    expect(compiled.plan?.nodes.map((node) => node.id)).toEqual(['a--n', 'b--n']);
  });

  it.each([
    ['a namespace on the built-in types', 'ns--types.yaml', 'DSL0214'],
    ['a mark inside a namespace', 'a--b--lib.yaml', 'DSL0212'],
    ['a blueprint without a namespace', 'blueprint:x', 'DSL0213'],
    ['a blueprint that does not exist', 'ns--blueprint:x', 'DSL0013'],
  ])('refuse %s', async (_what, location, code) => {
    const compiled = await compileFiles({
      'blueprint.yaml': `${version}imports: ['${location}']`,
      'lib.yaml': '',
      'types.yaml': 'node_types: {cloudify.nodes.Root: {}}',
    });
    expect(codesOf(compiled)).toEqual([code]);
    expect(compiled.diagnostics[0]?.hint).toBeDefined();
  });

  it('end where files import each other under new namespaces', async () => {
    const compiled = await compileFiles({
      'blueprint.yaml': `${version}imports: [a--x.yaml]`,
      'x.yaml': 'imports: [a--x.yaml, b--x.yaml]\ninputs: {i: {}}',
    });
    expect(new Set(codesOf(compiled))).toEqual(new Set(['DSL0013']));
  });

  it('say where in the imported file something is wrong', async () => {
    const compiled = await compileUnder('ns', { 'lib.yaml': 'node_templates:\n  n:\n    type: nothing\n' });
    expect(compiled.diagnostics[0]).toMatchObject({
      code: 'DSL0007',
      range: { file: 'lib.yaml', start: { line: 3, column: 11 } },
    });
  });

  it('cannot be given to settings of the deployment', async () => {
    const compiled = await compileUnder('ns', { 'lib.yaml': 'deployment_settings: {id_template: x}' });
    expect(codesOf(compiled)).toEqual(['DSL0001']);
  });
});

describe('withoutNamespace', () => {
  it.each([
    ['scripts/a.sh', 'scripts/a.sh'],
    ['ns--scripts/a.sh', 'scripts/a.sh'],
    ['a--b--scripts/a.sh', 'scripts/a.sh'],
  ])('%s -> %s', (path, plain) => expect(withoutNamespace(path)).toBe(plain));
});
