import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { Interfaces, TypeOperation } from '../interfaces/operation.ts';
import { textOf } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import type { ComponentType } from '../types/component-types.ts';
import type { DataTypes } from '../types/data-types.ts';
import type { PropertySchema } from '../types/property-schema.ts';
import type { ValueResolver } from '../types/values.ts';
import { schemaJson } from './workflows.ts';

/** Relationship types as the plan shows them. */
export function planRelationshipTypes(
  types: ReadonlyMap<string, ComponentType>,
  values: ValueResolver,
): Record<string, JsonObject> {
  return Object.fromEntries(
    [...types.values()].map((type): [string, JsonObject] => {
      const parent = textOf(type.parent?.value);
      return [
        type.name,
        {
          ...(parent === null ? {} : { derived_from: parent }),
          properties: schemasJson(type.properties, values),
          source_interfaces: interfacesJson(type.interfaces.source_interfaces ?? new Map(), values),
          target_interfaces: interfacesJson(type.interfaces.target_interfaces ?? new Map(), values),
          name: type.name,
          type_hierarchy: type.hierarchy,
        },
      ];
    }),
  );
}

/** Data types as the plan shows them. */
export function planDataTypes(types: DataTypes, values: ValueResolver): JsonObject {
  return Object.fromEntries(
    [...types.values()].map((type): [string, Json] => {
      const field = (name: string) =>
        type.entry.value.kind === 'map' ? type.entry.value.entries.get(name)?.value : undefined;
      return [
        type.name,
        {
          properties: schemasJson(type.properties, values),
          description: textOf(field('description')),
          derived_from: textOf(field('derived_from')),
          version: textOf(field('version')),
        },
      ];
    }),
  );
}

function schemasJson(schemas: ReadonlyMap<string, PropertySchema>, values: ValueResolver): JsonObject {
  return Object.fromEntries([...schemas].map(([name, schema]): [string, Json] => [name, withDefault(schema, values)]));
}

function withDefault(schema: PropertySchema, values: ValueResolver): JsonObject {
  const value = values.shownDefault(schema);
  return value === null ? schemaJson(schema) : { ...schemaJson(schema), default: toJson(value) };
}

function interfacesJson(interfaces: Interfaces<TypeOperation>, values: ValueResolver): JsonObject {
  return Object.fromEntries(
    [...interfaces].map(([name, operations]): [string, Json] => [
      name,
      Object.fromEntries(
        [...operations].map(([key, operation]): [string, Json] => [key, operationJson(operation, values)]),
      ),
    ]),
  );
}

function operationJson(operation: TypeOperation, values: ValueResolver): JsonObject {
  return {
    implementation: operation.implementation,
    inputs: schemasJson(operation.inputs, values),
    executor: operation.executor,
    max_retries: operation.maxRetries,
    retry_interval: operation.retryInterval,
    timeout: operation.timeout,
    timeout_recoverable: operation.timeoutRecoverable,
  };
}
