import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import { type EditableBlueprint, fragmentOf, type Intent, type PathStep } from '../../../core/dsl/edit/index.ts';
import { casesOfDeclarations } from './cases-of-declarations.ts';
import { asObject, read } from './data.ts';
import { type BlueprintData, DocumentSet } from './documents.ts';
import { Sampler } from './sampling.ts';

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

/** Values inside of the properties of one node that are tried, at most; the properties themselves are tried all. */
const mostNested = 10;

/** Nodes that are copied and put in again, at most. */
const mostFragments = 8;

/** Of kinds that a gesture makes, and of the others, so many are tried in one blueprint. */
const mostOfKind = { gesture: 300, other: 40 };

/** What is drawn by hand: tried at each place of a blueprint, unless it is a huge one. */
const gestures: ReadonlySet<string> = new Set<Intent['kind']>([
  'rename-node',
  'set-property',
  'unset-property',
  'add-relationship',
  'retarget-relationship',
  'remove-relationship',
  'add-node',
  'nest',
  'detach',
  'delete-node',
  'add-declaration',
  'rename-declaration',
  'remove-declaration',
  'set-instances',
  'set-operation',
  'add-group',
]);

/** Every intent that applies to a blueprint, found in its data; of very many, some. */
export function casesOf(data: BlueprintData, blueprint: EditableBlueprint, sampler = new Sampler()): Intent[] {
  const set = new DocumentSet(data, null);
  const names = [...new Set(set.nodes().map(({ name }) => name))];
  const cases: Intent[] = names.flatMap((node, index) => {
    const other = names[(index + 1) % names.length] ?? node;
    return [...ofNode(node), ...ofContent(set, { node, index, other }, sampler)];
  });
  const copied = sampler.pick('nodes copied', names, mostFragments).flatMap((node) => ofFragment(set, blueprint, node));
  cases.push(...copied, ...casesOfDeclarations(set, names));
  cases.push({ kind: 'add-node', name: 'brand_new', type: 'cloudify.nodes.Root', properties: { a: 'b', c: [1] } });
  return sampler.pickOfEach(cases, (kind) => mostOfKind[gestures.has(kind) ? 'gesture' : 'other']);
}

function ofNode(node: string): Intent[] {
  return [
    { kind: 'rename-node', node, name: `${node}_renamed` },
    { kind: 'delete-node', node, children: false },
    { kind: 'delete-node', node, children: true },
  ];
}

interface NodeCase {
  node: string;
  index: number;
  other: string;
}

function ofContent(set: DocumentSet, one: NodeCase, sampler: Sampler): Intent[] {
  const { node } = one;
  const template = asObject(set.find('node_templates', node));
  return [
    { kind: 'set-instances', node, default: 3 },
    { kind: 'set-instances', node, default: 2, min: 1, max: 5 },
    { kind: 'set-node-type', node, type: 'cloudify.nodes.Root' },
    { kind: 'set-operation', node, interface: 'cloudify.interfaces.lifecycle', operation: 'configure', definition: {} },
    {
      kind: 'set-operation',
      node,
      interface: 'some.interface',
      operation: 'act',
      definition: { implementation: 'script.sh', inputs: { a: { get_property: ['SELF', 'b'] } } },
    },
    ...ofProperties(one, template, sampler),
    ...ofOperations(node, template),
    ...ofRelationships(set, one, template),
  ];
}

/** A copy of a node, and of what is inside of it, in the same blueprint. */
function ofFragment(set: DocumentSet, blueprint: EditableBlueprint, node: string): Intent[] {
  if (node.includes('--')) return [];
  const nodes = set.contents(node);
  const text = fragmentOf(blueprint, nodes);
  return [{ kind: 'add-fragment', text, names: Object.fromEntries(nodes.map((name) => [name, `${name}_pasted`])) }];
}

function ofProperties({ node, index }: NodeCase, template: JsonObject, sampler: Sampler): Intent[] {
  const properties = asObject(template['properties']);
  const all = pathsIn(properties);
  const nested = all.filter(({ length }) => length > 1);
  const paths = [...all.filter(({ length }) => length === 1), ...sampler.pick('nested values', nested, mostNested)];
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
  if (literal !== undefined)
    cases.push({ kind: 'extract-input', node, path: literal, input: inNamespaceOf(node, 'extracted_input') });
  return cases;
}

/** A name beside that of a node. */
function inNamespaceOf(node: string, name: string): string {
  return node.slice(0, node.lastIndexOf('--') === -1 ? 0 : node.lastIndexOf('--') + 2) + name;
}

/** Paths to every value in a map, shallow ones first; not into lists of lists and the like. */
function pathsIn(json: Json, path: PathStep[] = []): PathStep[][] {
  if (path.length > 3 || json === null || typeof json !== 'object') return [];
  const steps: PathStep[] = Array.isArray(json) ? [...json.keys()] : Object.keys(json);
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
        { kind: 'set-operation-part', ...place, part: 'executor', value: 'central_deployment_agent' },
        { kind: 'unset-operation-part', ...place, part: 'implementation' },
      ];
      for (const input of inputs) cases.push({ kind: 'unset-operation-input', ...place, path: [input] });
      return cases;
    }),
  );
}

function ofRelationships(set: DocumentSet, { node, other }: NodeCase, template: JsonObject): Intent[] {
  const list = Array.isArray(template['relationships']) ? template['relationships'].map(asObject) : [];
  const cases: Intent[] = [];
  if (other !== node) {
    cases.push({ kind: 'add-relationship', node, type: 'cloudify.relationships.connected_to', target: other });
    cases.push({ kind: 'nest', node, host: other });
  }
  if (set.containerOf(node) >= 0) cases.push({ kind: 'detach', node });
  for (const [index, relationship] of list.entries()) {
    cases.push({ kind: 'remove-relationship', node, index });
    cases.push({ kind: 'set-relationship-type', node, index, type: 'cloudify.relationships.depends_on' });
    if (index > 0) cases.push({ kind: 'move-relationship', node, index, position: 0 });
    if (other !== node) cases.push({ kind: 'retarget-relationship', node, index, target: other });
    cases.push({ kind: 'set-relationship-property', node, index, path: ['connection_type'], value: 'all_to_one' });
    const [property] = Object.keys(asObject(relationship['properties']));
    if (property !== undefined) cases.push({ kind: 'unset-relationship-property', node, index, path: [property] });
    cases.push(...ofSide(node, index, relationship));
  }
  return cases;
}

/** Operations that a relationship has on the side of the node. */
function ofSide(node: string, index: number, relationship: JsonObject): Intent[] {
  const side = 'source_interfaces';
  const [name] = Object.keys(asObject(relationship[side]));
  const [operation] = Object.keys(asObject(asObject(relationship[side])[name ?? '']));
  const place = { node, relationship: { index, side } as const, interface: name ?? 'some.interface' };
  const definition = { implementation: 'script.sh', inputs: {} };
  const added: Intent = { kind: 'set-operation', ...place, operation: 'act', definition };
  return operation === undefined ? [added] : [added, { kind: 'remove-operation', ...place, operation }];
}
