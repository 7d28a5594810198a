import { describe, expect, it } from 'vitest';
import { mutate } from '../dsl/testing/mutate.ts';
import { seededRandom } from '../dsl/testing/random.ts';
import { randomBlueprint } from '../dsl/testing/random-blueprint.ts';
import { applyDelta, diffDesign } from './delta.ts';
import type { Design } from './design.ts';
import { designer, designOf, filesOf } from './testing/build.ts';

const shop = `description: A shop
node_types:
  shop.Web:
    derived_from: cloudify.nodes.Root
    properties:
      port: { type: integer, description: Where it listens. }
      theme: { default: plain, constraints: [] }
    interfaces:
      cloudify.interfaces.lifecycle:
        start: { implementation: p.start, inputs: { wait: { type: integer, default: 3 } }, max_retries: 2 }
data_types:
  shop.Colour: { description: Red or so., properties: { red: { type: integer } } }
inputs: { size: { type: integer, default: 3 } }
outputs: { key: { value: { get_secret: [api, key] } } }
labels: { team: { values: [{ get_secret: team }] } }
blueprint_labels: { kind: { values: [web] } }
groups: { all: { members: [vm, web] } }
policies: { scale: { type: cloudify.policies.scaling, targets: [all], properties: { default_instances: 2 } } }
node_templates:
  vm: { type: cloudify.nodes.Compute, properties: { ip: { get_secret: address } } }
  web:
    type: shop.Web
    capabilities: { scalable: { properties: { default_instances: 2, max_instances: UNBOUNDED } } }
    relationships:
      - { type: cloudify.relationships.connected_to, target: nobody }
      - { type: cloudify.relationships.contained_in, target: vm }
  strange: { type: not.known, relationships: [{ type: ns--some.contained_in, target: web }] }
  broken: 3
`;

describe('the design of a blueprint with faults', () => {
  it('has every node, with what its text says and no defaults', async () => {
    const { nodes } = await designOf(shop);
    expect(nodes.map(({ id, type, parent, properties }) => ({ id, type, parent, properties }))).toEqual([
      { id: 'vm', type: 'cloudify.nodes.Compute', parent: null, properties: { ip: { get_secret: 'address' } } },
      { id: 'web', type: 'shop.Web', parent: 'vm', properties: {} },
      { id: 'strange', type: 'not.known', parent: 'web', properties: {} },
      { id: 'broken', type: '', parent: null, properties: {} },
    ]);
    const [, web, strange] = nodes;
    expect(web?.relationships.map(({ index, target, kind }) => [index, target, kind])).toEqual([
      [0, 'nobody', 'connected_to'],
      [1, 'vm', 'contained_in'],
    ]);
    expect(web?.instances).toEqual({ default: 2, min: 0, max: -1, isWritten: true });
    expect(web?.typeHierarchy).toEqual(['cloudify.nodes.Root', 'shop.Web']);
    expect(strange?.typeHierarchy).toEqual([]);
    expect(web?.file).toBe('blueprint.yaml');
  });

  it('has types with what they inherit and where it comes from', async () => {
    const { types } = await designOf(shop);
    const web = types.nodes['shop.Web'];
    expect(web?.properties).toEqual({
      port: { type: 'integer', description: 'Where it listens.', required: true },
      theme: { type: null, description: null, required: false, default: 'plain' },
    });
    const lifecycle = web?.interfaces['cloudify.interfaces.lifecycle'];
    expect(lifecycle?.['start']).toEqual({
      implementation: 'p.start',
      executor: null,
      maxRetries: 2,
      retryInterval: null,
      timeout: null,
      definedBy: 'shop.Web',
      inputs: { wait: { type: 'integer', description: null, required: false, default: 3 } },
    });
    expect(lifecycle?.['stop']).toMatchObject({ implementation: '', definedBy: 'cloudify.nodes.Root' });
    expect(types.data['shop.Colour']).toMatchObject({ description: 'Red or so.', file: 'blueprint.yaml' });
    expect(types.policies['cloudify.policies.scaling']?.properties).toHaveProperty('min_instances');
    expect(types.plugins).toEqual(['p', 'script']);
    expect(Object.keys(types.relationships['cloudify.relationships.contained_in']?.targetInterfaces ?? {})).toEqual([
      'cloudify.interfaces.relationship_lifecycle',
    ]);
  });

  it('has the sections around the nodes', async () => {
    const design = await designOf(shop);
    expect(design).toMatchObject({ version: 5, description: 'A shop', secrets: ['address', 'api', 'team'] });
    expect(design.imports).toEqual([
      { written: 'types.yaml', file: 'blueprint.yaml', location: 'types.yaml', namespace: null, isOwn: true },
    ]);
    expect(design.groups).toMatchObject([{ name: 'all', members: ['vm', 'web'], policies: ['scale'], reactions: {} }]);
    expect(design.policies).toMatchObject([{ name: 'scale', targets: ['all'], properties: { default_instances: 2 } }]);
    expect(design.labels).toEqual([
      { name: 'team', definition: { values: [{ get_secret: 'team' }] }, file: 'blueprint.yaml' },
    ]);
    expect(design.blueprintLabels).toMatchObject([{ name: 'kind', definition: { values: ['web'] } }]);
    expect(design.inputs).toEqual([
      { name: 'size', definition: { type: 'integer', default: 3 }, file: 'blueprint.yaml' },
    ]);
  });

  it('goes on without a version, and without imports that cannot be read', async () => {
    const design = await designer().build({
      'blueprint.yaml': 'imports: [gone.yaml]\nnode_templates: { a: { type: b } }',
    });
    expect(design).toMatchObject({ version: 5, imports: [{ location: null, isOwn: false }], nodes: [{ id: 'a' }] });
  });

  it('never lets containment form a circle', async () => {
    const inside = (target: string) =>
      `{ type: cloudify.nodes.Root, relationships: [{ type: cloudify.relationships.contained_in, target: ${target} }] }`;
    const { nodes } = await designOf(`node_templates: { a: ${inside('b')}, b: ${inside('c')}, c: ${inside('a')} }`);
    expect(nodes.map(({ parent }) => parent)).toEqual(['b', 'c', null]);
  });
});

it('keeps what did not change, though the text around it moved and has faults', async () => {
  const { build } = designer();
  const first = await build(filesOf(shop));
  const edited = shop
    .replace('{ type: not.known', '{ type: still.unknown')
    .replace('description', '# more\ndescription');
  const second = await build(filesOf(edited));
  if (first === null || second === null) throw new Error('There is no design.');
  expect(diffDesign(first, structuredClone(first))).toBe(null);
  const delta = diffDesign(first, second);
  expect(Object.keys(delta ?? {})).toEqual(['nodes']);
  const shown = applyDelta(first, structuredClone(delta));
  expect(shown?.types).toBe(first.types);
  expect(shown?.nodes.map((node, at) => node === first.nodes[at])).toEqual([true, true, false, true]);
});

it('tells from change to change what a fresh reading tells', async () => {
  let compared = 0;
  for (let seed = 0; seed < 25; seed += 1) {
    const random = seededRandom(seed);
    const start = randomBlueprint(seed);
    const { build } = designer();
    let shown: Design | null = null;
    let last: Design | null = null;
    let files = start;
    for (let edit = 0; edit < 10; edit += 1) {
      const next = await build(files);
      const fresh = await designer().build(files);
      expect(next, `seed ${seed}, edit ${edit}`).toEqual(fresh);
      if (next !== null) {
        shown = applyDelta(shown, structuredClone(diffDesign(last, next)));
        last = next;
        expect(shown).toEqual(fresh);
        compared += 1;
      }
      const name = random.pick(Object.keys(files));
      files = random.once(4) ? start : { ...files, [name]: mutate(files[name] ?? '', random, Object.values(files)) };
    }
  }
  expect(compared).toBeGreaterThan(100);
}, 60_000);
