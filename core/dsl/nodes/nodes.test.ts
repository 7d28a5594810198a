import { describe, expect, it } from 'vitest';
import { codesOf, compileText, problemsOf } from '../testing/virtual-blueprint.ts';

const related = (target: string, type = 'connected_to') =>
  `relationships: [{type: cloudify.relationships.${type}, target: ${target}}]`;

describe('relationships of node templates', () => {
  it('carry their type, both sides and all operations', async () => {
    const compiled = await compileText(`
node_templates:
  a: {type: cloudify.nodes.Root}
  b:
    type: cloudify.nodes.Root
    relationships:
      - type: cloudify.relationships.connected_to
        target: a
        source_interfaces: {cloudify.interfaces.relationship_lifecycle: {establish: p.join}}`);
    expect(problemsOf(compiled)).toEqual([]);
    const relationship = compiled.plan?.nodes[1]?.relationships[0];
    expect(relationship).toMatchObject({
      type: 'cloudify.relationships.connected_to',
      target_id: 'a',
      properties: { connection_type: 'all_to_all' },
      type_hierarchy: ['cloudify.relationships.depends_on', 'cloudify.relationships.connected_to'],
    });
    expect(relationship?.source_operations['establish']).toMatchObject({ plugin: 'p', operation: 'join' });
    expect(relationship?.target_operations['establish']).toMatchObject({ plugin: '', operation: '' });
  });

  it.each([
    ['to a node that is not there', `a: {type: cloudify.nodes.Root, ${related('bb')}}`, 'DSL0025'],
    ['to itself', `a: {type: cloudify.nodes.Root, ${related('a')}}`, 'DSL0023'],
    ['of an unknown type', `a: {type: cloudify.nodes.Root, ${related('b', 'conected_to')}}`, 'DSL0026'],
    [
      'without target',
      'a: {type: cloudify.nodes.Root, relationships: [{type: cloudify.relationships.depends_on}]}',
      'DSL0001',
    ],
  ])('%s', async (_name, template, code) => {
    const compiled = await compileText(`\nnode_templates:\n  ${template}\n  b: {type: cloudify.nodes.Root}`);
    expect(codesOf(compiled)).toEqual([code]);
  });

  it('in a circle', async () => {
    const compiled = await compileText(`
node_templates:
  a: {type: cloudify.nodes.Root, ${related('b')}}
  b: {type: cloudify.nodes.Root, ${related('a')}}`);
    expect(codesOf(compiled)).toEqual(['DSL0100']);
    expect(compiled.diagnostics[0]?.detail).toContain('a -> b -> a');
  });

  it('in two containers', async () => {
    const contained = (target: string) => `{type: cloudify.relationships.contained_in, target: ${target}}`;
    const compiled = await compileText(`
node_templates:
  a: {type: cloudify.nodes.Compute}
  b: {type: cloudify.nodes.Compute}
  c: {type: cloudify.nodes.Root, relationships: [${contained('a')}, ${contained('b')}]}`);
    expect(codesOf(compiled)).toEqual(['DSL0112']);
  });
});

describe('hosts and plugins', () => {
  const text = (executor: string, relationships: string) => `
node_templates:
  app: {type: cloudify.nodes.Root, ${relationships} interfaces: {i: {op: {implementation: p.x, executor: ${executor}}}}}
  middle: {type: cloudify.nodes.Root, ${related('host', 'contained_in')}}
  host: {type: cloudify.nodes.Compute}`;

  it('finds the host through containment, whatever the order', async () => {
    const compiled = await compileText(text('host_agent', `${related('middle', 'contained_in')},`));
    expect(problemsOf(compiled)).toEqual([]);
    expect(compiled.plan?.nodes.map((node) => node.host_id)).toEqual(['host', 'host', 'host']);
    expect(compiled.plan?.nodes[2]?.plugins_to_install?.map((plugin) => plugin.name)).toEqual(['p']);
    expect(compiled.plan?.host_agent_plugins_to_install.map((plugin) => plugin.name)).toEqual(['p']);
    expect(compiled.plan?.deployment_plugins_to_install).toEqual([]);
  });

  it('refuses operations on a host that there is not', async () => {
    expect(codesOf(await compileText(text('host_agent', '')))).toEqual(['DSL0024']);
    expect(codesOf(await compileText(text('central_deployment_agent', '')))).toEqual([]);
  });
});

describe('numbers of instances', () => {
  const scalable = (properties: string) =>
    `\nnode_templates: {n: {type: cloudify.nodes.Root, capabilities: {scalable: {properties: {${properties}}}}}}`;

  it('have defaults, and the older way of saying it', async () => {
    const compiled = await compileText('\nnode_templates: {n: {type: cloudify.nodes.Root, instances: {deploy: 3}}}');
    expect(compiled.plan?.nodes[0]?.capabilities.scalable.properties).toEqual({
      min_instances: 0,
      max_instances: -1,
      default_instances: 3,
      current_instances: 3,
      planned_instances: 3,
    });
  });

  it.each([
    ['default_instances: 2, min_instances: 3', 'DSL0207'],
    ['default_instances: 5, max_instances: 4', 'DSL0207'],
    ['default_instances: -1', 'DSL0207'],
    ['default_instances: many', 'DSL0001'],
    ['max_instances: many', 'DSL0208'],
    ['default_instances: {a: 1}', 'DSL0210'],
    ['max_instances: UNBOUNDED', null],
    ['default_instances: {get_input: i}', 'DSL9030'],
  ])('%s', async (properties, code) => {
    expect(codesOf(await compileText(scalable(properties)))).toEqual(code === null ? [] : [code]);
  });
});

it('reports everything that is wrong at once, each at its place', async () => {
  const compiled = await compileText(`
inputs: {port: {type: intger}}
node_templates:
  a:
    type: cloudify.nodes.Copmute
  b:
    type: cloudify.nodes.Compute
    properties: {ipp: 1, ip: {get_input: prt}}
    relationships:
      - {type: cloudify.relationships.connected_to, target: c}
outputs: {url: {value: {get_attribute: [d, url]}}}`);
  const places = compiled.diagnostics.map((item) => `${item.code} ${item.range.start.line}:${item.range.start.column}`);
  expect(places).toEqual([
    'DSL0025 12:61',
    'DSL0103 4:23',
    'DSL0007 7:11',
    'DSL0106 10:18',
    'DSL9030 10:42',
    'DSL9033 13:41',
  ]);
  expect(compiled.diagnostics.map((item) => item.hint)).toEqual([
    'Define a node template of this name, or correct the target.',
    'Did you mean "integer"?',
    'Did you mean "cloudify.nodes.Compute"?',
    'Did you mean "ip"?',
    'Did you mean "port"?',
    'Name a node template of this blueprint.',
  ]);
  expect(compiled.plan).toBeNull();
  expect(compiled.nodeRanges['b']).toMatchObject({ file: 'blueprint.yaml', start: { line: 8 }, end: { line: 12 } });
});

it('refuses a blueprint that would grow beyond all bounds', async () => {
  const big = `[${'x, '.repeat(9000)}]`;
  const nodes = Array.from({ length: 700 }, (_, n) => `  n${n}: {type: t}`).join('\n');
  const compiled = await compileText(
    `\nnode_types: {t: {properties: {p: {default: ${big}}}}}\nnode_templates:\n${nodes}`,
  );
  expect(codesOf(compiled)).toEqual(['DSL9003']);
});
