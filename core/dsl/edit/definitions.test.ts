import { expect, it } from 'vitest';
import { inNamespaceOf } from '../imports/namespaced-name.ts';
import { applyEdits, applyIntent, type Intent, openBlueprint } from './index.ts';

const main = `tosca_definitions_version: cloudify_dsl_1_5
imports:
  - types.yaml # own
  - ns--space.yaml
  - plugin:other:
      version: 1
node_types:
  app:
    derived_from: base
    properties:
      port: { type: port }
      ports: { type: list, item_type: port }
data_types:
  port:
    properties:
      number: { type: integer }
  wide_port: { derived_from: port }
inputs:
  p: { type: port }
node_templates:
  web:
    type: app
    relationships:
      # first
      - type: cloudify.relationships.depends_on
        target: db
      - { type: link, target: db }
  db: { type: base }
groups:
  g: { members: [web] }
policies:
  scale: { type: cloudify.policies.scaling, targets: [g] }
labels:
  env: { values: [test] }
outputs:
  env: { value: { get_label: env } }
`;
const sources = {
  'blueprint.yaml': main,
  'types.yaml':
    'node_types:\n  base: {}\nrelationships:\n  link:\n    derived_from: cloudify.relationships.connected_to\n',
  'space.yaml': 'node_types:\n  base: {}\n  more: { derived_from: base }\nnode_templates:\n  far: { type: more }\n',
};

function edit(intent: Intent): Record<string, string> {
  const result = applyIntent(openBlueprint({ mainFile: 'blueprint.yaml', sources }), intent);
  if (!result.ok) throw new Error(result.reason);
  return Object.fromEntries(
    Object.entries(result.edits).map(([file, edits]) => [
      file,
      applyEdits(sources[file as keyof typeof sources], edits),
    ]),
  );
}

const inMain = (intent: Intent) => {
  const edited = edit(intent);
  expect(Object.keys(edited)).toEqual(['blueprint.yaml']);
  return edited['blueprint.yaml'];
};

it('renames a node type in all files, and only that of its namespace', () => {
  expect(edit({ kind: 'rename-definition', section: 'node_types', name: 'base', to: 'root' })).toEqual({
    'blueprint.yaml': main.replace('derived_from: base', 'derived_from: root').replace('type: base', 'type: root'),
    'types.yaml': sources['types.yaml'].replace('base:', 'root:'),
  });
  expect(edit({ kind: 'rename-definition', section: 'node_types', name: 'ns--base', to: 'ns--root' })).toEqual({
    'space.yaml': sources['space.yaml'].replaceAll('base', 'root'),
  });
});

it('renames other definitions with their uses', () => {
  const rename = (section: string, name: string, to: string) =>
    ({ kind: 'rename-definition', section, name, to }) as Intent;
  expect(inMain(rename('data_types', 'port', 'socket'))).toBe(
    main
      .replaceAll('type: port', 'type: socket')
      .replace('  port:\n', '  socket:\n')
      .replace('derived_from: port', 'derived_from: socket'),
  );
  expect(edit(rename('relationships', 'link', 'tie'))['blueprint.yaml']).toBe(main.replace('link', 'tie'));
  expect(inMain(rename('groups', 'g', 'all'))).toBe(main.replace('  g:', '  all:').replace('[g]', '[all]'));
  expect(inMain(rename('policies', 'scale', 'grow'))).toBe(main.replace('scale:', 'grow:'));
  expect(inMain(rename('labels', 'env', 'stage'))).toBe(
    main.replace('  env: { values', '  stage: { values').replace('get_label: env', 'get_label: stage'),
  );
});

it('changes the values of labels, and leaves no empty section behind', () => {
  const label = { section: 'labels', name: 'env' } as const;
  expect(inMain({ kind: 'set-definition', ...label, path: ['values'], value: ['test', 'a: b'] })).toBe(
    main.replace('values: [test]', 'values: [test, "a: b"]'),
  );
  expect(inMain({ kind: 'set-definition', ...label, path: ['values', 0], value: { get_input: 'p' } })).toMatch(
    /env: \{ values: \[ ?\{ get_input: p \}\] \}/,
  );
  expect(inMain({ kind: 'unset-definition', ...label, path: [] })).toBe(
    main.replace('labels:\n  env: { values: [test] }\n', ''),
  );
  expect(
    inMain({
      kind: 'set-definition',
      section: 'blueprint_labels',
      name: 'kind',
      path: [],
      value: { values: ['8080'] },
    }),
  ).toMatch(/\nblueprint_labels:\n {2}kind:\n {4}values:\n +- ['"]8080['"]\n/);
});

it('sets and takes away parts of definitions, and whole ones', () => {
  expect(
    inMain({
      kind: 'set-definition',
      section: 'data_types',
      name: 'port',
      path: ['properties', 'number', 'default'],
      value: 1,
    }),
  ).toBe(main.replace('number: { type: integer }', 'number: { type: integer, default: 1 }'));
  expect(inMain({ kind: 'unset-definition', section: 'node_types', name: 'app', path: ['properties', 'ports'] })).toBe(
    main.replace('      ports: { type: list, item_type: port }\n', ''),
  );
  expect(
    inMain({ kind: 'set-definition', section: 'data_types', name: 'tree', path: [], value: { properties: {} } }),
  ).toBe(
    main.replace(
      '  wide_port: { derived_from: port }\n',
      '  wide_port: { derived_from: port }\n  tree:\n    properties: {}\n',
    ),
  );
  const removed = applyIntent(openBlueprint({ mainFile: 'blueprint.yaml', sources }), {
    kind: 'unset-definition',
    section: 'data_types',
    name: 'port',
    path: [],
  });
  expect(removed).toMatchObject({
    ok: true,
    left: expect.arrayContaining([{ file: 'blueprint.yaml', path: ['inputs', 'p', 'type'] }]),
  });
  expect(inMain({ kind: 'unset-definition', section: 'groups', name: 'g', path: [] })).not.toContain('policies');
});

it('changes types of nodes and relationships, and their order', () => {
  expect(inMain({ kind: 'set-node-type', node: 'db', type: 'ns--more' })).toBe(
    main.replace('type: base }', 'type: ns--more }'),
  );
  expect(inMain({ kind: 'set-relationship-type', node: 'web', index: 1, type: 'cloudify.relationships.x' })).toBe(
    main.replace('type: link', 'type: cloudify.relationships.x'),
  );
  const first = '      # first\n      - type: cloudify.relationships.depends_on\n        target: db\n';
  const second = '      - { type: link, target: db }\n';
  expect(inMain({ kind: 'move-relationship', node: 'web', index: 1, position: 0 })).toBe(
    main.replace(first + second, second + first),
  );
});

it('removes imports and writes the description', () => {
  expect(inMain({ kind: 'remove-import', location: 'types.yaml' })).toBe(main.replace('  - types.yaml # own\n', ''));
  expect(inMain({ kind: 'remove-import', location: 'plugin:other' })).toBe(
    main.replace('  - plugin:other:\n      version: 1\n', ''),
  );
  expect(inMain({ kind: 'set-description', text: 'What it is' })).toContain('description: What it is\n');
});

it('takes the names of a namespace whole: a bare one is not of it', () => {
  const rename = (name: string) => edit({ kind: 'rename-node', node: 'ns--far', name });
  expect(() => rename('near')).toThrow();
  expect(rename(inNamespaceOf('ns--far', 'near'))).toEqual({
    'space.yaml': sources['space.yaml'].replace('far:', 'near:'),
  });
});
