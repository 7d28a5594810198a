import type { PathStep } from '../../dsl/edit/index.ts';
import { functionNames } from '../../dsl/functions/names.ts';
import { functions } from '../../dsl/functions/registry.ts';
import { sectionRules } from '../../dsl/imports/sections.ts';
import { writableExecutors } from '../../dsl/interfaces/operation.ts';
import { formatVersion, newestVersion } from '../../dsl/language-version.ts';
import { primitives } from '../../dsl/types/primitives.ts';
import type { Design, DesignDataType, DesignInterfaces, DesignNode, DesignProperty, DesignTypes } from '../design.ts';
import { names, type Offer } from './offers.ts';

/** What offers are made from. */
export interface Vocabulary {
  design: Design;
  /** Files of the blueprint. */
  paths: readonly string[];
  /** Keys of secrets that are known. */
  secrets: readonly string[];
  /** Locations that can be imported. */
  locations: Iterable<string>;
  /** The text at a path of the file, if there is one. */
  textAt(path: readonly PathStep[]): string | null;
}

/** What can be written at a path: keys of the map there, and values of what is there. */
export interface Words {
  keys: Offer[];
  values: Offer[];
}

const nothing: Words = { keys: [], values: [] };

/** Keys of the maps that the language itself describes. */
const fields = {
  template: ['type', 'properties', 'relationships', 'interfaces', 'instances', 'capabilities'],
  relationship: ['type', 'target', 'properties', 'source_interfaces', 'target_interfaces'],
  operation: [
    'implementation',
    'inputs',
    'executor',
    'max_retries',
    'retry_interval',
    'timeout',
    'timeout_recoverable',
  ],
  input: [
    'type',
    'description',
    'default',
    'required',
    'constraints',
    'item_type',
    'display_label',
    'hidden',
    'display',
  ],
  output: ['description', 'value'],
  label: ['values'],
  nodeType: ['derived_from', 'properties', 'interfaces', 'runtime_properties'],
  relationshipType: ['derived_from', 'properties', 'source_interfaces', 'target_interfaces'],
  dataType: ['derived_from', 'description', 'version', 'properties'],
  property: ['type', 'description', 'default', 'required'],
  group: ['members', 'policies'],
  policy: ['type', 'targets', 'properties'],
  numbers: ['default_instances', 'min_instances', 'max_instances'],
  constraint: [
    'valid_values',
    'in_range',
    'pattern',
    'length',
    'min_length',
    'max_length',
    'greater_than',
    'less_than',
  ],
} as const;

const keysOf = (name: keyof typeof fields): Words => ({ keys: names('key', fields[name]), values: [] });
const valuesOf = (values: Offer[]): Words => ({ keys: [], values });

/** The words for a place of a file. */
export function wordsAt(path: readonly PathStep[], words: Vocabulary): Words {
  const call = callAt(path, words);
  if (call !== null) return call;
  const [section, name, ...rest] = path;
  if (section === undefined) return { keys: names('key', Object.keys(sectionRules)), values: [] };
  if (section === 'tosca_definitions_version') return valuesOf(versions());
  if (section === 'imports') return valuesOf(imports(words));
  if (name === undefined) return nothing;
  if (!Object.hasOwn(sections, section)) return nothing;
  return sections[section]?.(rest, words, path.slice(0, 2)) ?? nothing;
}

type SectionWords = (rest: readonly PathStep[], words: Vocabulary, at: readonly PathStep[]) => Words;

const sections: Readonly<Record<string, SectionWords>> = {
  node_templates: template,
  inputs: (rest, words) => declaration(rest, 'input', words),
  outputs: (rest) => (rest.length === 0 ? keysOf('output') : rest[0] === 'value' ? anything() : nothing),
  capabilities: (rest) => (rest.length === 0 ? keysOf('output') : rest[0] === 'value' ? anything() : nothing),
  node_types: (rest, words) => typeWords(rest, 'nodes', words),
  relationships: (rest, words) => typeWords(rest, 'relationships', words),
  data_types: (rest, words) => typeWords(rest, 'data', words),
  labels: (rest) => (rest.length === 0 ? keysOf('label') : rest[0] === 'values' ? anything() : nothing),
  blueprint_labels: (rest) => (rest.length === 0 ? keysOf('label') : nothing),
  groups: group,
  policies: policy,
};

function versions(): Offer[] {
  const all = Array.from({ length: newestVersion + 1 }, (_, minor) => formatVersion(newestVersion - minor));
  return names('value', all);
}

function imports({ locations, paths, design }: Vocabulary): Offer[] {
  const written = new Set(design.imports.map((each) => each.written));
  const files = paths.filter((path) => /\.ya?ml$/.test(path));
  return names(
    'file',
    [...new Set([...files, ...locations])].filter((location) => !written.has(location)),
  );
}

function template(rest: readonly PathStep[], words: Vocabulary, at: readonly PathStep[]): Words {
  const { types } = words.design;
  const [field, ...deeper] = rest;
  const type = types.nodes[words.textAt([...at, 'type']) ?? ''];
  switch (field) {
    case undefined:
      return keysOf('template');
    case 'type':
      return valuesOf(typeOffers(types.nodes));
    case 'properties':
      return propertyWords(deeper, type?.properties, types);
    case 'interfaces':
      return interfaceWords(deeper, type?.interfaces, words);
    case 'relationships':
      return relationship(deeper, words, [...at, 'relationships']);
    case 'capabilities':
      return scalable(deeper);
    case 'instances':
      return { keys: names('key', ['deploy']), values: [] };
    default:
      return nothing;
  }
}

function scalable(deeper: readonly PathStep[]): Words {
  if (deeper.length < 2) return { keys: names('key', [['scalable', 'properties'][deeper.length] ?? '']), values: [] };
  return deeper.length === 2
    ? keysOf('numbers')
    : deeper[2] === 'max_instances'
      ? valuesOf(names('value', ['UNBOUNDED']))
      : nothing;
}

function relationship(rest: readonly PathStep[], words: Vocabulary, at: readonly PathStep[]): Words {
  const [index, field, ...deeper] = rest;
  const { types, nodes } = words.design;
  if (index === undefined || field === undefined) return keysOf('relationship');
  const type = types.relationships[words.textAt([...at, index, 'type']) ?? ''];
  if (field === 'type') return valuesOf(typeOffers(types.relationships));
  if (field === 'target') return valuesOf(nodeOffers(nodes.filter(({ id }) => id !== at[1])));
  if (field === 'properties') return propertyWords(deeper, type?.properties, types);
  if (field === 'source_interfaces') return interfaceWords(deeper, type?.interfaces, words);
  return field === 'target_interfaces' ? interfaceWords(deeper, type?.targetInterfaces, words) : nothing;
}

/** Properties of a type, and what their own values may hold. */
export function propertyWords(
  path: readonly PathStep[],
  schemas: Readonly<Record<string, DesignProperty>> | undefined,
  types: DesignTypes,
): Words {
  const [name, ...rest] = path;
  if (name === undefined) return { keys: propertyOffers(schemas ?? {}), values: [] };
  const schema = schemas?.[String(name)];
  const inner = types.data[schema?.type ?? '']?.properties;
  if (inner !== undefined && (rest.length > 0 || schema?.type !== undefined)) {
    const words = propertyWords(rest, inner, types);
    return rest.length === 0 ? { keys: [...words.keys, ...calls()], values: calls() } : words;
  }
  return rest.length === 0 ? { keys: calls(), values: [...allowedValues(schema), ...calls()] } : anything();
}

/** A property of a type as a line of a list. */
export function describeProperty(schema: DesignProperty): string {
  const { type, required, default: normal } = schema;
  const start = normal === undefined ? '' : `, default ${JSON.stringify(normal)}`;
  return `${type ?? 'any type'}${required ? ', required' : ''}${start}`.slice(0, 120);
}

function propertyOffers(schemas: Readonly<Record<string, DesignProperty>>): Offer[] {
  const all = Object.entries(schemas).toSorted(([, a], [, b]) => Number(b.required) - Number(a.required));
  return all.map(([label, schema]) => {
    const detail = describeProperty(schema);
    return { label, kind: 'property', detail, documentation: schema.description };
  });
}

function allowedValues(schema: DesignProperty | undefined): Offer[] {
  if (schema?.type === 'boolean') return names('value', ['true', 'false']);
  return (schema?.constraints ?? []).flatMap((constraint) => {
    const isChoice = typeof constraint === 'object' && constraint !== null && 'valid_values' in constraint;
    const values = isChoice && Array.isArray(constraint.valid_values) ? constraint.valid_values : [];
    return names(
      'value',
      values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
    );
  });
}

function interfaceWords(path: readonly PathStep[], known: DesignInterfaces | undefined, words: Vocabulary): Words {
  const [name, operation, field, ...deeper] = path;
  const operations = known?.[String(name)] ?? {};
  const inputs = operations[String(operation)]?.inputs ?? {};
  if (name === undefined) return { keys: names('operation', Object.keys(known ?? {})), values: [] };
  if (operation === undefined) {
    const keys = Object.entries(operations).map(([label, { implementation }]) => ({
      ...{ label, kind: 'operation' as const, detail: implementation || null, documentation: null },
    }));
    return { keys, values: [] };
  }
  if (field === undefined) return { ...keysOf('operation'), values: implementations(words) };
  if (field === 'implementation') return valuesOf(implementations(words));
  if (field === 'executor') return valuesOf(names('value', writableExecutors));
  return field === 'inputs' ? propertyWords(deeper, inputs, words.design.types) : nothing;
}

function implementations({ paths, design }: Vocabulary): Offer[] {
  const scripts = paths.filter((path) => !/\.ya?ml$/.test(path));
  return [
    ...names('file', scripts),
    ...names(
      'operation',
      design.types.plugins.map((plugin) => `${plugin}.`),
      'plugin',
    ),
  ];
}

function declaration(rest: readonly PathStep[], kind: 'input' | 'property', { design }: Vocabulary): Words {
  const [field, , ...deeper] = rest;
  if (field === undefined) return keysOf(kind);
  if (field === 'type' || field === 'item_type') {
    return valuesOf([...names('type', primitives.keys()), ...typeOffers(design.types.data)]);
  }
  if (field === 'required' || field === 'hidden') return valuesOf(names('value', ['true', 'false']));
  if (field === 'constraints') return deeper.length === 0 ? keysOf('constraint') : nothing;
  return field === 'default' ? anything() : nothing;
}

function typeWords(rest: readonly PathStep[], of: 'nodes' | 'relationships' | 'data', words: Vocabulary): Words {
  const { types } = words.design;
  const [field, ...deeper] = rest;
  if (field === undefined)
    return keysOf(({ nodes: 'nodeType', relationships: 'relationshipType', data: 'dataType' } as const)[of]);
  if (field === 'derived_from') return valuesOf(typeOffers(types[of]));
  if (field === 'properties') return deeper.length === 0 ? nothing : declaration(deeper.slice(1), 'property', words);
  if (!String(field).endsWith('interfaces')) return nothing;
  if (deeper.length > 3 && deeper[2] === 'inputs') return declaration(deeper.slice(4), 'property', words);
  return interfaceWords(deeper, types.nodes['cloudify.nodes.Root']?.interfaces, words);
}

function group(rest: readonly PathStep[], { design }: Vocabulary): Words {
  if (rest.length === 0) return keysOf('group');
  const groups = names(
    'node',
    design.groups.map(({ name }) => name),
    'group',
  );
  return rest[0] === 'members' ? valuesOf([...nodeOffers(design.nodes), ...groups]) : nothing;
}

function policy(rest: readonly PathStep[], words: Vocabulary, at: readonly PathStep[]): Words {
  const { types, groups } = words.design;
  const [field, ...deeper] = rest;
  if (field === undefined) return keysOf('policy');
  if (field === 'type') return valuesOf(typeOffers(types.policies));
  if (field === 'targets')
    return valuesOf(
      names(
        'node',
        groups.map(({ name }) => name),
        'group',
      ),
    );
  const type = types.policies[words.textAt([...at, 'type']) ?? ''];
  return field === 'properties' ? propertyWords(deeper, type?.properties, types) : nothing;
}

function typeOffers(types: Readonly<Record<string, DesignDataType>>): Offer[] {
  return Object.values(types).map(({ name, description, hierarchy }) => ({
    ...{ label: name, kind: 'type' as const, documentation: description },
    detail: hierarchy.at(-2) ?? null,
  }));
}

function nodeOffers(nodes: readonly DesignNode[]): Offer[] {
  return nodes.map(({ id, type }) => ({ label: id, kind: 'node', detail: type, documentation: null }));
}

/** Where any value may be, a call may be. */
function anything(): Words {
  return { keys: calls(), values: calls() };
}

/** In place of a value, a call is written in braces; as a key, without. */
function calls(): Offer[] {
  return functionNames.map((label) => {
    const { form, description } = functions[label].docs;
    return { label, kind: 'function', detail: form, documentation: description };
  });
}

/** The words for an argument of a call; null where there is no call around. */
function callAt(path: readonly PathStep[], words: Vocabulary): Words | null {
  const last = path.at(-1);
  const index = typeof last === 'number' ? last : 0;
  const name = typeof last === 'number' ? path.at(-2) : last;
  const { design } = words;
  if (name === 'get_secret') return valuesOf(names('secret', new Set([...words.secrets, ...design.secrets])));
  if (name === 'get_input' && index === 0) return valuesOf(inputOffers(design));
  if (name === 'get_label' && index === 0)
    return valuesOf(
      names(
        'label',
        design.labels.map((each) => each.name),
      ),
    );
  if (name !== 'get_property' && name !== 'get_attribute') {
    const isCall = functionNames.some((each) => each === name);
    return isCall ? anything() : null;
  }
  if (index === 0) return valuesOf([...nodeOffers(design.nodes), ...names('value', ['SELF', 'SOURCE', 'TARGET'])]);
  return valuesOf(propertiesOfNode(path, words));
}

function propertiesOfNode(path: readonly PathStep[], words: Vocabulary): Offer[] {
  const { nodes, types } = words.design;
  const written = words.textAt([...path.slice(0, -1), 0]);
  const id = written === 'SELF' ? path[1] : written;
  const node = nodes.find((each) => each.id === id);
  const schemas = types.nodes[node?.type ?? '']?.properties;
  return path.at(-1) === 1 && schemas !== undefined ? propertyOffers(schemas) : [];
}

function inputOffers({ inputs }: Design): Offer[] {
  return inputs.map(({ name, definition }) => {
    const { type, description } = definition;
    const documentation = typeof description === 'string' ? description : null;
    return { label: name, kind: 'input', detail: typeof type === 'string' ? type : null, documentation };
  });
}
