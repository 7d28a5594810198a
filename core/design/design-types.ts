import type { Json } from '../blueprint/json.ts';
import type { BuiltBlueprint } from '../dsl/index.ts';
import type { Interfaces, TypeOperation } from '../dsl/interfaces/operation.ts';
import type { Memo } from '../dsl/memo.ts';
import { type MapEntry, textOf } from '../dsl/safe-yaml/syntax.ts';
import { toJson } from '../dsl/safe-yaml/to-json.ts';
import { fieldOf } from '../dsl/sections/declarations.ts';
import type { ComponentType, InterfaceField } from '../dsl/types/component-types.ts';
import type { DataType } from '../dsl/types/data-types.ts';
import type { PropertySchema } from '../dsl/types/property-schema.ts';
import type {
  DesignDataType,
  DesignInterfaces,
  DesignOperation,
  DesignProperty,
  DesignType,
  DesignTypes,
} from './design.ts';
import { fieldIn, itemsOf, ownFileOf, textIn } from './written.ts';

/** All types with what they inherit; the same objects as before as long as the types are. */
export function designTypes({ sections, types }: BuiltBlueprint, memo: Memo): DesignTypes {
  const { nodeTypes, relationshipTypes, dataTypes } = types;
  const plugins = [...sections.entries('plugins').keys()];
  const policies = [...sections.entries('policy_types').values()];
  const inputs = [...nodeTypes.values(), ...relationshipTypes.values(), ...dataTypes.values(), ...policies, ...plugins];
  return memo.keep('types', inputs, () => ({
    nodes: byName([...nodeTypes.values()].map((type) => nodeType(type, nodeTypes, memo))),
    relationships: byName(
      [...relationshipTypes.values()].map((type) => relationshipType(type, relationshipTypes, memo)),
    ),
    data: byName([...dataTypes.values()].map((type) => dataType(type, dataTypes, memo))),
    policies: byName([scalingPolicy, ...policies.map((entry) => policyType(entry, memo))]),
    plugins,
  }));
}

function byName<Type extends { name: string }>(types: readonly Type[]): Record<string, Type> {
  return Object.fromEntries(types.map((type) => [type.name, type]));
}

function nodeType(type: ComponentType, all: ReadonlyMap<string, ComponentType>, memo: Memo): DesignType {
  const make = () => ({ ...componentType(type, memo), interfaces: interfacesOf(type, 'interfaces', { all, memo }) });
  return memo.keepFor(type, 'node type', { inputs: [], make });
}

function relationshipType(type: ComponentType, all: ReadonlyMap<string, ComponentType>, memo: Memo): DesignType {
  const make = () => ({
    ...componentType(type, memo),
    interfaces: interfacesOf(type, 'source_interfaces', { all, memo }),
    targetInterfaces: interfacesOf(type, 'target_interfaces', { all, memo }),
  });
  return memo.keepFor(type, 'relationship type', { inputs: [], make });
}

function componentType({ name, hierarchy, properties, entry }: ComponentType, memo: Memo): DesignDataType {
  return { ...described(entry), name, hierarchy, properties: propertiesOf(properties, memo) };
}

function described(entry: MapEntry): Pick<DesignDataType, 'description' | 'file' | 'from'> {
  return { description: textIn(entry.value, 'description'), file: ownFileOf(entry), from: entry.source.file };
}

function dataType(type: DataType, all: ReadonlyMap<string, DataType>, memo: Memo): DesignDataType {
  const make = () => {
    const hierarchy: string[] = [];
    for (let at: DataType | undefined = type; at !== undefined && !hierarchy.includes(at.name); ) {
      hierarchy.unshift(at.name);
      at = all.get(textOf(at.parent?.value) ?? '');
    }
    return { ...described(type.entry), name: type.name, hierarchy, properties: propertiesOf(type.properties, memo) };
  };
  return memo.keepFor(type, 'data type', { inputs: [], make });
}

/** The section knows them as they are written: nothing derives one from another. */
function policyType(entry: MapEntry, memo: Memo): DesignDataType {
  const make = () => {
    const written = fieldIn(entry.value, 'properties');
    const schemas = written?.kind === 'map' ? [...written.entries.values()] : [];
    const properties = Object.fromEntries(schemas.map((schema) => [schema.key, writtenProperty(schema)]));
    return { ...described(entry), name: entry.key, hierarchy: [entry.key], properties };
  };
  return memo.keepFor(entry, 'policy type', { inputs: [], make });
}

function writtenProperty({ value }: MapEntry): DesignProperty {
  const given = fieldIn(value, 'default');
  return {
    type: textIn(value, 'type'),
    description: textIn(value, 'description'),
    required: given === undefined,
    ...(given === undefined ? {} : { default: toJson(given) }),
  };
}

function numberOfInstances(description: string, value: number): DesignProperty {
  return { type: 'integer', description, required: false, default: value };
}

/** The policy type of the language itself, which no file defines. */
const scalingPolicy: DesignDataType = {
  name: 'cloudify.policies.scaling',
  description: 'Lets a group of nodes be scaled together.',
  hierarchy: ['cloudify.policies.scaling'],
  properties: {
    default_instances: numberOfInstances('How many there are at first.', 1),
    min_instances: numberOfInstances('How many there are at least.', 0),
    max_instances: numberOfInstances('How many there are at most; -1 or UNBOUNDED: any number.', -1),
  },
  file: null,
  from: 'language',
};

function propertiesOf(schemas: ReadonlyMap<string, PropertySchema>, memo: Memo): Record<string, DesignProperty> {
  return Object.fromEntries([...schemas].map(([name, schema]) => [name, propertyOf(schema, memo)]));
}

function propertyOf(schema: PropertySchema, memo: Memo): DesignProperty {
  const make = (): DesignProperty => {
    const constraints = itemsOf(fieldOf(schema, 'constraints') ?? undefined).map((item): Json => toJson(item));
    const itemType = textOf(fieldOf(schema, 'item_type') ?? undefined);
    return {
      type: schema.type,
      description: textOf(fieldOf(schema, 'description') ?? undefined),
      required: schema.required && schema.defaultValue === null,
      ...(schema.defaultValue === null ? {} : { default: toJson(schema.defaultValue) }),
      ...(constraints.length === 0 ? {} : { constraints }),
      ...(itemType === null ? {} : { itemType }),
    };
  };
  return memo.keepFor(schema, 'property', { inputs: [], make });
}

function interfacesOf(
  type: ComponentType,
  field: InterfaceField,
  { all, memo }: { all: ReadonlyMap<string, ComponentType>; memo: Memo },
): DesignInterfaces {
  const ancestors = type.hierarchy.map((name) => all.get(name)?.interfaces[field] ?? new Map());
  const definer = (path: [string, string], operation: TypeOperation) => {
    const at = ancestors.findIndex((interfaces) => interfaces.get(path[0])?.get(path[1]) === operation);
    return type.hierarchy[at] ?? type.name;
  };
  const interfaces: Interfaces<TypeOperation> = type.interfaces[field] ?? new Map();
  return Object.fromEntries(
    [...interfaces].map(([name, operations]) => [
      name,
      Object.fromEntries(
        [...operations].map(([key, operation]) => [key, operationOf(operation, definer([name, key], operation), memo)]),
      ),
    ]),
  );
}

function operationOf(operation: TypeOperation, definedBy: string, memo: Memo): DesignOperation {
  const { implementation, executor, maxRetries, retryInterval, timeout } = operation;
  const make = () => ({
    ...{ implementation, executor, maxRetries, retryInterval, timeout, definedBy },
    inputs: propertiesOf(operation.inputs, memo),
  });
  return memo.keepFor(operation, 'operation', { inputs: [definedBy], make });
}
