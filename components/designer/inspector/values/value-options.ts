import type { Json } from '../../../../core/blueprint/json.ts';
import type { Design, DesignNode } from '../../../../core/design/design.ts';
import { type FunctionName, functionNames } from '../../../../core/dsl/functions/names.ts';
import { eachCall } from './calls-in.ts';

/** Something that a value can be looked up from. */
export interface ValueOption {
  group: 'Inputs' | 'Secrets' | 'Labels' | 'Attributes' | 'Properties' | 'System' | 'Functions';
  label: string;
  /** Its type, or what it does. */
  note: string;
  /** What is written; a text is YAML that a person has to complete first. */
  value: Json | { toComplete: string };
}

/** Where a value stands, as far as it matters to calls. */
export interface ValueScope {
  /** The words for the node itself, or for both ends of a relationship. */
  words: readonly ('SELF' | 'SOURCE' | 'TARGET')[];
  /** The node templates that the words stand for, in the same order. */
  nodes: readonly string[];
  /** What cannot stand there; where nothing is said, every call can. */
  refuses?: 'attributes' | 'calls';
}

/** Nothing but what the whole blueprint knows. */
export const noScope: ValueScope = { words: [], nodes: [] };

/** What each call that has to be completed begins with. */
const forms: Partial<Record<FunctionName, [form: string, note: string]>> = {
  concat: ["{ concat: ['', ''] }", 'texts put together'],
  get_capability: ['{ get_capability: [deployment, capability] }', 'of another deployment'],
  get_environment_capability: ['{ get_environment_capability: capability }', 'of the environment'],
  get_group_capability: ['{ get_group_capability: [group, capability] }', 'of every deployment of a group'],
  get_label: ['{ get_label: [key, 0] }', 'a label of this deployment'],
  get_attributes_list: ['{ get_attributes_list: [node, attribute] }', 'of every instance of a node, as a list'],
  get_attributes_dict: ['{ get_attributes_dict: [node, attribute] }', 'of every instance of a node, by instance'],
  merge: ['{ merge: [{}, {}] }', 'one map of several'],
  string_find: ['{ string_find: [text, part] }', 'where a text holds another'],
  string_replace: ['{ string_replace: [text, part, replacement] }', 'a text with a part replaced'],
  string_split: ["{ string_split: [text, ','] }", 'the parts of a text'],
  string_lower: ['{ string_lower: text }', 'in small letters'],
  string_upper: ['{ string_upper: text }', 'in capital letters'],
};

const system: readonly [label: string, note: string, value: Json][] = [
  ['deployment id', 'of this deployment', { get_sys: ['deployment', 'id'] }],
  ['deployment name', 'of this deployment', { get_sys: ['deployment', 'name'] }],
  ['deployment blueprint', 'its blueprint', { get_sys: ['deployment', 'blueprint'] }],
  ['deployment owner', 'who made it', { get_sys: ['deployment', 'owner'] }],
  ['tenant name', 'the tenant', { get_sys: ['tenant', 'name'] }],
  ['consumer count', 'deployments that use this one', { get_consumers: 'count' }],
  ['consumer ids', 'deployments that use this one', { get_consumers: 'ids' }],
  ['consumer names', 'deployments that use this one', { get_consumers: 'names' }],
];

/** All that a value can be looked up from, what is nearest first. */
export function valueOptions(
  design: Design,
  { scope, secrets }: { scope: ValueScope; secrets: readonly string[] },
): ValueOption[] {
  const keys = [...new Set([...secrets, ...design.secrets])].sort();
  return [
    ...design.inputs.map(({ name, definition }): ValueOption => {
      const { type } = definition;
      return {
        group: 'Inputs',
        label: name,
        note: typeof type === 'string' ? type : 'any',
        value: { get_input: name },
      };
    }),
    ...keys.map((key): ValueOption => {
      const note = secrets.includes(key) ? 'secret' : 'named here, not stored yet';
      return { group: 'Secrets', label: key, note, value: { get_secret: key } };
    }),
    ...design.labels.map(({ name }): ValueOption => {
      return { group: 'Labels', label: name, note: 'of this deployment', value: { get_label: [name, 0] } };
    }),
    ...referenceOptions(design, scope),
    ...system.map(([label, note, value]): ValueOption => ({ group: 'System', label, note, value })),
    ...functionNames.flatMap((name): ValueOption[] => {
      const form = forms[name];
      return form === undefined || (scope.refuses === 'attributes' && name.startsWith('get_attributes'))
        ? []
        : [{ group: 'Functions', label: name, note: form[1], value: { toComplete: form[0] } }];
    }),
  ];
}

/** The options that hold every word of the text; at most `most` of each group. */
export function findOptions(options: readonly ValueOption[], text: string, most: number): ValueOption[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const counts = new Map<string, number>();
  return options.filter(({ group, label, note }) => {
    const all = `${group} ${label} ${note}`.toLowerCase();
    if (!words.every((word) => all.includes(word))) return false;
    const count = (counts.get(group) ?? 0) + 1;
    counts.set(group, count);
    return count <= most;
  });
}

/** `vm.ports.0` as calls: what is typed may be known only when the deployment runs. */
export function typedReference(design: Design, text: string, scope: ValueScope): ValueOption[] {
  const names = [...scope.words, ...design.nodes.map(({ id }) => id)];
  const name = names.filter((each) => text.startsWith(`${each}.`)).sort((a, b) => b.length - a.length)[0];
  if (name === undefined) return [];
  const path = text.slice(name.length + 1).split('.');
  if (path.some((step) => step === '')) return [];
  const args = [name, ...path.map((step) => (/^\d+$/.test(step) ? Number(step) : step))];
  const property: ValueOption = {
    group: 'Properties',
    label: text,
    note: 'property',
    value: { get_property: args },
  };
  if (scope.refuses === 'attributes') return [property];
  return [{ group: 'Attributes', label: text, note: 'attribute', value: { get_attribute: args } }, property];
}

function referenceOptions(design: Design, { words, nodes, refuses }: ValueScope): ValueOption[] {
  const byId = new Map(design.nodes.map((node) => [node.id, node]));
  const meant = words.flatMap((word, place): [string, DesignNode][] => {
    const node = byId.get(nodes[place] ?? '');
    return node === undefined ? [] : [[word, node]];
  });
  const all = [...meant, ...design.nodes.map((node): [string, DesignNode] => [node.id, node])];
  const used = attributesUsed(design);
  const attributes = all.flatMap(([name, node]) =>
    [...new Set([...(isHost(node) ? ['ip'] : []), ...(used.get(node.id) ?? [])])].map(
      (attribute): ValueOption => ({
        group: 'Attributes',
        label: `${name}.${attribute}`,
        note: 'known when it runs',
        value: { get_attribute: [name, attribute] },
      }),
    ),
  );
  const properties = all.flatMap(([name, node]) =>
    Object.entries(design.types.nodes[node.type]?.properties ?? {}).map(
      ([property, { type }]): ValueOption => ({
        group: 'Properties',
        label: `${name}.${property}`,
        note: type ?? 'any',
        value: { get_property: [name, property] },
      }),
    ),
  );
  return refuses === 'attributes' ? properties : [...attributes, ...properties];
}

function isHost({ typeHierarchy }: DesignNode): boolean {
  return typeHierarchy.includes('cloudify.nodes.Compute');
}

/** Attributes are declared nowhere: those that the blueprint reads anywhere are known. */
function attributesUsed(design: Design): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  for (const { call } of eachCall(design)) {
    if (call.name !== 'get_attribute' || !Array.isArray(call.args)) continue;
    const [node, attribute] = call.args;
    if (typeof node !== 'string' || typeof attribute !== 'string') continue;
    used.set(node, (used.get(node) ?? new Set()).add(attribute));
  }
  return used;
}
