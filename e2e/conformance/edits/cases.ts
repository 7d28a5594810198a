import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import type { Intent, PathStep } from '../../../core/dsl/edit/index.ts';
import { asList, asObject, isContainment, read } from './data.ts';
import type { Documents } from './model.ts';

/** Values that are not the same when they are written carelessly. */
const awkward: readonly Json[] = [
  'plain text',
  'yes',
  '010',
  'a: b # c',
  "it's",
  'two\nlines\n',
  '',
  '*star',
  42,
  true,
  { get_input: 'some_input' },
  { get_attribute: ['SELF', 'ip'] },
  ['a', { b: [1, 'no'] }],
  { nested: { list: [], map: {}, text: '- x' } },
];

/** Properties of one node that are tried, at most. */
const mostPaths = 14;

/** Every intent that applies to a blueprint, found in its data. */
export function casesOf(documents: Documents, mainFile: string): Intent[] {
  const names = sectionNames(documents, 'node_templates');
  const cases: Intent[] = [];
  for (const [index, node] of names.entries()) {
    const template = asObject(find(documents, 'node_templates', node));
    cases.push(...ofNode(node, { template, names, index }));
  }
  for (const section of ['inputs', 'outputs', 'capabilities'] as const) {
    cases.push(...ofDeclarations(documents, mainFile, section));
  }
  cases.push(...ofGroups(documents, names, mainFile));
  cases.push({ kind: 'add-node', name: 'brand_new', type: 'cloudify.nodes.Root', properties: { a: 'b', c: [1] } });
  cases.push({ kind: 'add-import', location: 'plugin:some-plugin' });
  return cases;
}

interface InBlueprint {
  template: JsonObject;
  names: readonly string[];
  index: number;
}

function ofNode(node: string, { template, names, index }: InBlueprint): Intent[] {
  const other = names[(index + 1) % names.length] ?? node;
  const cases: Intent[] = [
    { kind: 'rename-node', node, name: `${node}_renamed` },
    { kind: 'delete-node', node, children: false },
    { kind: 'delete-node', node, children: true },
    { kind: 'set-instances', node, default: 3 },
    { kind: 'set-operation', node, interface: 'cloudify.interfaces.lifecycle', operation: 'configure', definition: {} },
    {
      kind: 'set-operation',
      node,
      interface: 'some.interface',
      operation: 'act',
      definition: { implementation: 'script.sh', inputs: { a: { get_property: ['SELF', 'b'] } } },
    },
  ];
  return [
    ...cases,
    ...ofProperties(node, template, index),
    ...ofOperations(node, template),
    ...ofRelationships(node, { template, other }),
  ];
}

function ofProperties(node: string, template: JsonObject, index: number): Intent[] {
  const properties = asObject(template['properties']);
  const paths = pathsIn(properties).slice(0, mostPaths);
  const cases: Intent[] = paths.flatMap((path, number): Intent[] => {
    const value = awkward[(index + number) % awkward.length] ?? null;
    return [
      { kind: 'set-property', node, path, value },
      { kind: 'unset-property', node, path },
    ];
  });
  for (const [number, value] of awkward.entries()) {
    if (number % 5 !== index % 5) continue;
    cases.push({ kind: 'set-property', node, path: ['a_new_property'], value });
  }
  cases.push({ kind: 'set-property', node, path: ['a_new', 'nested property'], value: 1 });
  const [literal] = paths.filter((path) => path.length === 1 && !isJsonObject(read(properties, path)));
  if (literal !== undefined) cases.push({ kind: 'extract-input', node, path: literal, input: 'extracted_input' });
  return cases;
}

/** Paths to every value in a map, shallow ones first; not into lists of lists and the like. */
function pathsIn(json: Json, path: PathStep[] = []): PathStep[][] {
  if (path.length > 3 || json === null || typeof json !== 'object') return [];
  const steps: PathStep[] = Array.isArray(json) ? [...json.keys()].slice(0, 2) : Object.keys(json);
  return [
    ...steps.map((step) => [...path, step]),
    ...steps.flatMap((step) => pathsIn(read(json, [step]) ?? null, [...path, step])),
  ];
}

function ofOperations(node: string, template: JsonObject): Intent[] {
  return Object.entries(asObject(template['interfaces'])).flatMap(([name, operations]) =>
    Object.entries(asObject(operations)).flatMap(([operation, definition]): Intent[] => {
      const place = { node, interface: name, operation };
      const inputs = Object.keys(asObject(asObject(definition)['inputs']));
      const cases: Intent[] = [
        { kind: 'remove-operation', ...place },
        { kind: 'set-operation', ...place, definition: 'other.implementation' },
        { kind: 'set-operation-input', ...place, path: ['a_new_input'], value: 'x' },
      ];
      for (const input of inputs.slice(0, 2)) cases.push({ kind: 'unset-operation-input', ...place, path: [input] });
      return cases;
    }),
  );
}

function ofRelationships(node: string, { template, other }: { template: JsonObject; other: string }): Intent[] {
  const list = asList(template['relationships']).map(asObject);
  const contained = list.some(({ type }) => isContainment(type));
  const cases: Intent[] = [];
  if (other !== node) {
    cases.push({ kind: 'add-relationship', node, type: 'cloudify.relationships.connected_to', target: other });
    cases.push({ kind: 'nest', node, host: other });
  }
  if (contained) cases.push({ kind: 'detach', node });
  for (const [index, relationship] of list.entries()) {
    cases.push({ kind: 'remove-relationship', node, index });
    if (other !== node) cases.push({ kind: 'retarget-relationship', node, index, target: other });
    cases.push({ kind: 'set-relationship-property', node, index, path: ['connection_type'], value: 'all_to_one' });
    const [property] = Object.keys(asObject(relationship['properties']));
    if (property !== undefined) cases.push({ kind: 'unset-relationship-property', node, index, path: [property] });
  }
  return cases;
}

function ofDeclarations(
  documents: Documents,
  mainFile: string,
  section: 'inputs' | 'outputs' | 'capabilities',
): Intent[] {
  const names = sectionNames(documents, section);
  const definition: JsonObject =
    section === 'inputs' ? { type: 'string', default: 'x' } : { value: { get_attribute: ['SELF', 'x'] } };
  const cases: Intent[] = [{ kind: 'add-declaration', section, name: 'brand_new', definition }];
  const inMain = Object.keys(asObject(documents[mainFile]?.[section]));
  for (const name of names) {
    cases.push({ kind: 'rename-declaration', section, name, to: `${name}_renamed` });
    cases.push({ kind: 'remove-declaration', section, name });
    cases.push({ kind: 'set-declaration', section, name, path: ['description'], value: 'What it is: a # thing' });
  }
  const [first] = inMain;
  if (first !== undefined && inMain.length > 1) {
    cases.push({ kind: 'move-declaration', section, name: first, position: inMain.length - 1 });
    cases.push({ kind: 'move-declaration', section, name: inMain.at(-1) ?? first, position: 0 });
  }
  return cases;
}

function ofGroups(documents: Documents, nodes: readonly string[], mainFile: string): Intent[] {
  const groups = sectionNames(documents, 'groups');
  const cases: Intent[] = [];
  const [node] = nodes;
  if (node !== undefined) cases.push({ kind: 'add-group', name: 'brand_new_group', members: [node] });
  for (const group of groups) {
    cases.push({ kind: 'remove-group', group });
    const members = asList(asObject(find(documents, 'groups', group))['members']).map(String);
    const free = nodes.find((name) => !members.includes(name));
    if (free !== undefined) cases.push({ kind: 'add-member', group, member: free });
    if (members.length > 1) cases.push({ kind: 'remove-member', group, member: members[0] ?? '' });
  }
  const [group] = groups;
  if (group !== undefined && !/_1_[012]$/.test(String(documents[mainFile]?.['tosca_definitions_version']))) {
    const properties = { default_instances: 2 };
    cases.push({
      kind: 'add-policy',
      name: 'brand_new_policy',
      type: 'cloudify.policies.scaling',
      targets: [group],
      properties,
    });
  }
  for (const policy of sectionNames(documents, 'policies')) {
    cases.push({ kind: 'set-policy-property', policy, path: ['default_instances'], value: 4 });
    cases.push({ kind: 'remove-policy', policy });
  }
  return cases;
}

function sectionNames(documents: Documents, section: string): string[] {
  return [...new Set(Object.values(documents).flatMap((document) => Object.keys(asObject(document[section]))))];
}

function find(documents: Documents, section: string, name: string): Json | undefined {
  const found = Object.values(documents).flatMap((document) => asObject(document[section])[name] ?? []);
  return found.find((one) => asObject(one)['type'] !== undefined) ?? found[0];
}
