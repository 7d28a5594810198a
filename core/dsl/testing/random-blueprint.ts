import type { Json, JsonObject } from '../../blueprint/json.ts';
import { printYaml } from './print-yaml.ts';
import { type Random, seededRandom } from './random.ts';
import { smallTypes } from './virtual-blueprint.ts';

/** What has been generated of one file, for later parts to refer to. */
interface Scope {
  random: Random;
  /** Type names with their properties' types. */
  dataTypes: Map<string, Properties>;
  nodeTypes: Map<string, Properties>;
  inputs: Map<string, string>;
  nodes: Map<string, { type: string; isContained: boolean }>;
}

type Properties = Map<string, string>;

const primitives = ['string', 'integer', 'float', 'boolean', 'list', 'dict'] as const;
const relationshipTypes = ['depends_on', 'connected_to'].map((name) => `cloudify.relationships.${name}`);

/**
 * A blueprint that is right by construction: types that inherit, data types in one another, operations, nodes that
 * contain and use earlier ones, scaling groups, functions; in a main file, a part of it, and a library with a
 * namespace. The same seed gives the same files.
 */
export function randomBlueprint(seed: number): Record<string, string> {
  const random = seededRandom(seed);
  const library = newScope(random);
  const librarySections = sections(library, 'lib_');
  const scope = newScope(random);
  const main = sections(scope, '');
  standOnLibrary(main, library, random);
  const { data_types, node_types, inputs, ...rest } = main;
  return {
    'blueprint.yaml': printYaml(
      {
        tosca_definitions_version: `cloudify_dsl_1_${3 + random.int(3)}`,
        description: 'generated',
        imports: ['types.yaml', 'part.yaml', 'ns--lib/library.yaml'],
        ...rest,
        groups: groups(scope),
        policies: {
          scale_group: { type: 'cloudify.policies.scaling', targets: ['group'], properties: scalable(random) },
        },
      },
      random,
    ),
    'part.yaml': printYaml({ data_types, node_types, inputs } as JsonObject, random),
    // What a file with a namespace names is its own, so it needs the plugin for itself.
    'lib/library.yaml': printYaml(
      { plugins: { p: { executor: 'central_deployment_agent', install: false } }, ...librarySections },
      random,
    ),
    'types.yaml': smallTypes,
  };
}

function newScope(random: Random): Scope {
  return { random, dataTypes: new Map(), nodeTypes: new Map(), inputs: new Map(), nodes: new Map() };
}

function sections(scope: Scope, prefix: string): JsonObject {
  const some = (name: string, make: (name: string, index: number) => Json): JsonObject =>
    Object.fromEntries(
      Array.from({ length: 1 + scope.random.int(5) }, (_, index) => {
        const full = `${prefix}${name}_${index}`;
        return [full, make(full, index)];
      }),
    );
  return {
    data_types: some('data', (name) => dataType(scope, name)),
    inputs: some('input', (name) => input(scope, name)),
    node_types: some('type', (name) => nodeType(scope, name)),
    node_templates: some('node', (name) => nodeTemplate(scope, name)),
    workflows: some('flow', () => ({ mapping: 'p.flow', parameters: { first: { default: value(scope, 'dict') } } })),
    outputs: some('output', () => ({ value: call(scope) })),
    capabilities: some('capability', () => ({ description: 'c', value: call(scope) })),
    labels: some('label', () => ({ values: ['a', 'b'] })),
  };
}

/** A node of the main file that stands on one of the library's. */
function standOnLibrary(main: JsonObject, library: Scope, random: Random): void {
  const target = `ns--${random.pick([...library.nodes.keys()])}`;
  const templates = main['node_templates'] as JsonObject;
  templates['user'] = {
    type: `ns--${random.pick([...library.nodeTypes.keys()])}`,
    relationships: [{ type: random.pick(relationshipTypes), target }],
  };
}

function dataType(scope: Scope, name: string): Json {
  const parent = scope.random.once(3) ? someKey(scope.dataTypes, scope.random) : undefined;
  const own = properties(scope, `${name}_`);
  scope.dataTypes.set(
    name,
    new Map([...(parent === undefined ? [] : (scope.dataTypes.get(parent) ?? [])), ...own.types]),
  );
  return { properties: own.schemas, ...(parent === undefined ? {} : { derived_from: parent }) };
}

function nodeType(scope: Scope, name: string): Json {
  const parent = scope.random.once(2) ? someKey(scope.nodeTypes, scope.random) : undefined;
  const own = properties(scope, `${name}_`);
  const inherited = parent === undefined ? [] : (scope.nodeTypes.get(parent) ?? []);
  scope.nodeTypes.set(name, new Map([...inherited, ...own.types]));
  const base = scope.random.pick(['cloudify.nodes.Root', 'cloudify.nodes.Compute']);
  return {
    derived_from: parent ?? base,
    properties: own.schemas,
    interfaces: {
      'cloudify.interfaces.lifecycle': { start: operation(scope), stop: 'p.stop' },
      [`${name}.own`]: { run: operation(scope), nothing: {} },
    },
  };
}

/** Schemas with a default each, so that a template may leave every property out. */
function properties(scope: Scope, prefix: string): { schemas: JsonObject; types: Properties } {
  const types: Properties = new Map();
  const schemas = Array.from({ length: scope.random.int(4) }, (_, index): [string, Json] => {
    const dataTypeName = scope.random.once(3) ? someKey(scope.dataTypes, scope.random) : undefined;
    const type = dataTypeName ?? scope.random.pick(primitives);
    const key = `${prefix}p${index}`;
    types.set(key, type);
    const isBuilt = dataTypeName !== undefined && scope.random.once(2);
    return [key, { type, ...(isBuilt ? {} : { default: value(scope, type) }) }];
  });
  return { schemas: Object.fromEntries(schemas), types };
}

function operation(scope: Scope): Json {
  return {
    implementation: scope.random.pick(['p.run', 'p.tasks.run']),
    executor: 'central_deployment_agent',
    max_retries: scope.random.int(4) - 1,
    inputs: {
      first: { default: value(scope, scope.random.pick(primitives)) },
      second: { type: 'integer', default: 2 },
    },
  };
}

function input(scope: Scope, name: string): Json {
  const type = scope.random.pick(primitives);
  scope.inputs.set(name, type);
  const constraints =
    type === 'integer' ? [{ in_range: [-1000, 1000] }] : type === 'string' ? [{ max_length: 40 }] : null;
  return { type, default: value(scope, type), ...(constraints === null ? {} : { constraints }) };
}

function nodeTemplate(scope: Scope, name: string): Json {
  const { random } = scope;
  const type = random.pick([...scope.nodeTypes.keys()]);
  const written = [...(scope.nodeTypes.get(type) ?? [])].filter(() => random.once(2));
  const properties = Object.fromEntries(
    written.map(([key, wanted]): [string, Json] => [key, random.once(3) ? call(scope) : value(scope, wanted)]),
  );
  const earlier = [...scope.nodes.keys()];
  const container = random.once(2) && earlier.length > 0 ? random.pick(earlier) : undefined;
  const used = earlier.filter((each) => each !== container && random.once(3));
  const relationships = used.map((target) => ({ type: random.pick(relationshipTypes), target, properties: {} }));
  const contained = { type: 'cloudify.relationships.contained_in', target: container ?? '', properties: {} };
  scope.nodes.set(name, { type, isContained: container !== undefined });
  return {
    type,
    properties,
    relationships: container === undefined ? relationships : [contained, ...relationships],
    interfaces: { 'cloudify.interfaces.lifecycle': { start: { inputs: { first: call(scope), added: call(scope) } } } },
    ...(container === undefined && random.once(3)
      ? { capabilities: { scalable: { properties: scalable(random) } } }
      : {}),
  };
}

function scalable(random: Random): JsonObject {
  return { default_instances: 1 + random.int(3), max_instances: random.pick(['UNBOUNDED', -1, 5]), min_instances: 0 };
}

function groups(scope: Scope): JsonObject {
  const free = [...scope.nodes].filter(([, node]) => !node.isContained).map(([name]) => name);
  return { group: { members: free.filter((_, index) => index === 0 || scope.random.once(2)) } };
}

/** A call of an intrinsic function on what there is already. */
function call(scope: Scope, depth = 0): Json {
  const { random } = scope;
  const node = someKey(scope.nodes, random);
  const calls: (() => Json)[] = [() => ({ get_input: random.pick([...scope.inputs.keys()]) })];
  if (node !== undefined) calls.push(() => ({ get_attribute: [node, 'address', 0] }));
  const own =
    node === undefined ? [] : [...(scope.nodeTypes.get(scope.nodes.get(node)?.type ?? '') ?? new Map()).keys()];
  if (node !== undefined && own.length > 0) calls.push(() => ({ get_property: [node, random.pick(own)] }));
  if (depth < 3)
    calls.push(() => ({ concat: [value(scope, 'string'), call(scope, depth + 1), call(scope, depth + 1)] }));
  return random.pick(calls)();
}

/** A value that fits a type. */
function value(scope: Scope, type: string): Json {
  const { random } = scope;
  const members = scope.dataTypes.get(type);
  if (members !== undefined) {
    const chosen = [...members].filter(() => random.once(2));
    return Object.fromEntries(chosen.map(([key, wanted]): [string, Json] => [key, value(scope, wanted)]));
  }
  switch (type) {
    case 'integer':
      return random.int(2000) - 1000;
    case 'float':
      return random.int(100) / 8;
    case 'boolean':
      return random.once(2);
    case 'list':
      return [1, 'two', [3], { four: null }].slice(random.int(4));
    case 'dict':
      return Object.fromEntries([['a', 1] as const, ['b', { c: ['d'] }] as const].slice(random.int(2)));
    default:
      return random.pick(['', 'text', 'a: b', '# no comment', 'yes', '010', 'with "quotes"', 'two\nlines']);
  }
}

function someKey<T>(map: ReadonlyMap<string, T>, random: Random): string | undefined {
  return map.size === 0 ? undefined : random.pick([...map.keys()]);
}
