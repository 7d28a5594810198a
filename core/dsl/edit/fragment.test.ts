import { expect, it } from 'vitest';
import { applyEdits, applyIntent, fragmentOf, openBlueprint } from './index.ts';

const text = `tosca_definitions_version: cloudify_dsl_1_3
inputs:
  size: # in GB
    default: 1
  other: {}
dsl_definitions: { c: &c { a: 1 } }
node_templates:

  # The host.
  vm:
    type: t   # of some kind
    properties:
      size: { get_input: size }
      script: |
        one

          two

  web:
    type: t
    properties: *c
    relationships:
      - type: cloudify.relationships.contained_in
        target: vm
      - type: cloudify.relationships.connected_to
        target: db
  db: { type: t }
`;

function open(body: string) {
  return openBlueprint({ mainFile: 'b.yaml', sources: { 'b.yaml': body } });
}

function paste(body: string, fragment: string, more: { names?: Record<string, string>; known?: string[] } = {}) {
  const result = applyIntent(open(body), { kind: 'add-fragment', text: fragment, ...more });
  if (!result.ok) throw new Error(result.reason);
  return { text: applyEdits(body, result.edits['b.yaml'] ?? []), names: result.names };
}

it('copies nodes as they are written, with the inputs that they call', () => {
  expect(fragmentOf(open(text), ['web', 'vm'])).toBe(`inputs:
  size: # in GB
    default: 1
node_templates:
  # The host.
  vm:
    type: t   # of some kind
    properties:
      size: { get_input: size }
      script: |
        one

          two
  web:
    type: t
    properties:
      a: 1
    relationships:
      - type: cloudify.relationships.contained_in
        target: vm
      - type: cloudify.relationships.connected_to
        target: db
`);
});

it('pastes under free names, and what is inside follows them', () => {
  const pasted = paste(text, fragmentOf(open(text), ['web', 'vm']));
  expect(pasted.names).toEqual({ vm: 'vm_2', web: 'web_2' });
  expect(pasted.text.slice(0, text.length)).toBe(text);
  expect(pasted.text.slice(text.length)).toBe(`  # The host.
  vm_2:
    type: t   # of some kind
    properties:
      size: { get_input: size }
      script: |
        one

          two
  web_2:
    type: t
    properties:
      a: 1
    relationships:
      - type: cloudify.relationships.contained_in
        target: vm_2
      - type: cloudify.relationships.connected_to
        target: db
`);
});

it('pastes into an empty blueprint: inputs too, and without what leads nowhere', () => {
  const fragment = fragmentOf(open(text), ['web', 'vm']);
  const empty = 'tosca_definitions_version: cloudify_dsl_1_3\r\n\r\nimports:\r\n  - x.yaml\r\n';
  const pasted = paste(empty, fragment, { names: { vm: 'host' }, known: [] });
  expect(pasted.names).toEqual({ vm: 'host', web: 'web' });
  const [inputs = '', templates = ''] = fragment.split('node_templates:\n');
  const body = `\n${inputs}\nnode_templates:\n${templates}`
    .replace('  vm:', '  host:')
    .replace('target: vm', 'target: host')
    .replace(/ {6}- type: [\w.]*connected_to\n.*\n/, '');
  expect(pasted.text).toBe(empty + body.replaceAll('\n', '\r\n'));
});

it('fills sections that are empty', () => {
  expect(paste('inputs: {}\nnode_templates: # none\n', 'a:\n  # c\n  type: t\n').text).toBe(
    'inputs: {}\nnode_templates: # none\n  a:\n    # c\n    type: t\n',
  );
  expect(paste('node_templates: {}\n', '{"a": {"type": "t"}}').text).toBe('node_templates:\n  a:\n    type: t\n');
});

it('takes bare entries that stand further in', () => {
  expect(paste('node_templates:\n  vm: { type: t }\n', '    a:\n      type: t\n    b: { type: t }\n').text).toBe(
    'node_templates:\n  vm: { type: t }\n  a:\n    type: t\n  b: { type: t }\n',
  );
});

it.each(['just words', 'a: 1', '- a', 'inputs: {}', 'node_templates: {', ''])('refuses %o', (fragment) => {
  expect(applyIntent(open(text), { kind: 'add-fragment', text: fragment })).toMatchObject({ ok: false });
});
