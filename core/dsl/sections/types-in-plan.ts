import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { Interfaces, TypeOperation } from '../interfaces/operation.ts';
import { textOf } from '../safe-yaml/syntax.ts';
import type { ComponentType } from '../types/component-types.ts';
import type { DataTypes } from '../types/data-types.ts';
import type { PropertySchema } from '../types/property-schema.ts';
import { schemaJson } from './workflows.ts';

/** Relationship types as the plan shows them. */
export function planRelationshipTypes(types: ReadonlyMap<string, ComponentType>): Record<string, JsonObject> {
  return Object.fromEntries(
    [...types.values()].map((type): [string, JsonObject] => {
      const parent = textOf(type.parent?.value);
      return [
        type.name,
        {
          ...(parent === null ? {} : { derived_from: parent }),
          properties: schemasJson(type.properties),
          source_interfaces: interfacesJson(type.interfaces.source_interfaces ?? new Map()),
          target_interfaces: interfacesJson(type.interfaces.target_interfaces ?? new Map()),
          name: type.name,
          type_hierarchy: type.hierarchy,
        },
      ];
    }),
  );
}

/** Data types as the plan shows them. */
export function planDataTypes(types: DataTypes): JsonObject {
  return Object.fromEntries(
    [...types.values()].map((type): [string, Json] => {
      const field = (name: string) =>
        type.entry.value.kind === 'map' ? type.entry.value.entries.get(name)?.value : undefined;
      return [
        type.name,
        {
          properties: schemasJson(type.properties),
          description: textOf(field('description')),
          derived_from: textOf(field('derived_from')),
          version: textOf(field('version')),
        },
      ];
    }),
  );
}

function schemasJson(schemas: ReadonlyMap<string, PropertySchema>): JsonObject {
  return Object.fromEntries([...schemas].map(([name, schema]): [string, Json] => [name, schemaJson(schema)]));
}

function interfacesJson(interfaces: Interfaces<TypeOperation>): JsonObject {
  return Object.fromEntries(
    [...interfaces].map(([name, operations]): [string, Json] => [
      name,
      Object.fromEntries([...operations].map(([key, operation]): [string, Json] => [key, operationJson(operation)])),
    ]),
  );
}

function operationJson(operation: TypeOperation): JsonObject {
  return {
    implementation: operation.implementation,
    inputs: schemasJson(operation.inputs),
    executor: operation.executor,
    max_retries: operation.maxRetries,
    retry_interval: operation.retryInterval,
    timeout: operation.timeout,
    timeout_recoverable: operation.timeoutRecoverable,
  };
}
