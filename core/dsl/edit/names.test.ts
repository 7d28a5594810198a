import { expect, it } from 'vitest';
import { applyEdits, applyIntent, type Intent, openBlueprint } from './index.ts';

const main = `tosca_definitions_version: cloudify_dsl_1_3
imports:
  - lib.yaml
  - far--space.yaml
node_templates:
  app:
    type: t
    properties:
      url: { concat: [http://, { get_attribute: [vm, ip] }, { get_attribute: [far--db, ip] }] }
    relationships:
      - type: cloudify.relationships.contained_in
        target: vm
      - type: cloudify.relationships.connected_to
        target: far--db
groups:
  g:
    members: [vm, app]
`;
const lib = 'node_templates:\n  vm: # the host\n    type: t\noutputs:\n  ip: { value: { get_attribute: [vm, ip] } }\n';
const space =
  'inputs:\n  port: { default: 1 }\nnode_templates:\n  db:\n    type: t\n    properties:\n      port: { get_input: port }\n      me: { get_property: [db, port] }\n';
const sources = {
  'blueprint.yaml': main,
  'lib.yaml': lib,
  'space.yaml': space,
  'unused.yaml': 'node_templates: {vm: {}}',
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

it('renames a node in all files', () => {
  expect(edit({ kind: 'rename-node', node: 'vm', name: 'host' })).toEqual({
    'blueprint.yaml': main
      .replace('[vm, ip]', '[host, ip]')
      .replace('target: vm', 'target: host')
      .replace('[vm, app]', '[host, app]'),
    'lib.yaml': lib.replace('vm: #', 'host: #').replace('[vm, ip]', '[host, ip]'),
  });
});

it('renames a node of a namespace, inside of it without its prefix', () => {
  expect(edit({ kind: 'rename-node', node: 'far--db', name: 'far--store' })).toEqual({
    'blueprint.yaml': main.replaceAll('far--db', 'far--store'),
    'space.yaml': space.replace('  db:', '  store:').replace('[db,', '[store,'),
  });
  const out = applyIntent(openBlueprint({ mainFile: 'blueprint.yaml', sources }), {
    kind: 'rename-node',
    node: 'far--db',
    name: 'store',
  });
  expect(out).toMatchObject({ ok: false, reason: expect.stringContaining('namespace') });
});

it('renames an input with its calls', () => {
  expect(edit({ kind: 'rename-declaration', section: 'inputs', name: 'far--port', to: 'far--number' })).toEqual({
    'space.yaml': space.replace('  port: {', '  number: {').replace('get_input: port', 'get_input: number'),
  });
});

it('deletes a node with what points to it, and tells what still names it', () => {
  const result = applyIntent(openBlueprint({ mainFile: 'blueprint.yaml', sources }), {
    kind: 'delete-node',
    node: 'vm',
    children: false,
  });
  expect(result).toMatchObject({
    ok: true,
    label: 'Delete vm',
    left: [
      { file: 'blueprint.yaml', path: ['node_templates', 'app', 'properties', 'url', 'concat', 1, 'get_attribute', 0] },
      { file: 'lib.yaml', path: ['outputs', 'ip', 'value', 'get_attribute', 0] },
    ],
  });
  expect(edit({ kind: 'delete-node', node: 'vm', children: false })['blueprint.yaml']).toBe(
    main
      .replace('      - type: cloudify.relationships.contained_in\n        target: vm\n', '')
      .replace('[vm, app]', '[app]'),
  );
});

it('refuses to put a node into itself, and a second container', () => {
  const blueprint = openBlueprint({ mainFile: 'blueprint.yaml', sources });
  const refused = (intent: Intent) => expect(applyIntent(blueprint, intent)).toMatchObject({ ok: false, choices: [] });
  refused({ kind: 'nest', node: 'vm', host: 'app' });
  refused({ kind: 'add-relationship', node: 'app', type: 'cloudify.relationships.contained_in', target: 'far--db' });
  refused({ kind: 'rename-node', node: 'vm', name: 'app' });
  refused({ kind: 'set-instances', node: 'vm', min: 3, default: 1 });
});

it('moves a declaration with its comments', () => {
  const text = 'inputs:\n  # one\n  a: {}\n\n  b: {} # two\n  c: {}\n';
  const blueprint = openBlueprint({ mainFile: 'b.yaml', sources: { 'b.yaml': text } });
  const result = applyIntent(blueprint, { kind: 'move-declaration', section: 'inputs', name: 'a', position: 1 });
  expect(result.ok && applyEdits(text, result.edits['b.yaml'] ?? [])).toBe(
    'inputs:\n  b: {}\n\n  # one\n  a: {} # two\n  c: {}\n',
  );
});
