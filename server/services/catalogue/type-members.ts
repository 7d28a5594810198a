import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import type { TypeInterface, TypeOperation, TypeProperty } from '../../api/contract.ts';
import { isForAgents } from '../blueprints/unrunnable-operations.ts';
import type { Occurrence } from './catalogue-index.ts';

/** The properties of a type, its own first, then what each base adds. `line` as `lineOf` gives it. */
export function propertiesOf(line: readonly Occurrence[]): TypeProperty[] {
  const found = new Map<string, TypeProperty>();
  for (const { type } of line) {
    for (const [name, written] of entriesOf(type.schema['properties'])) {
      if (!found.has(name)) found.set(name, { name, ...readSchema(mapOf(written)), from: type.name });
    }
  }
  return [...found.values()];
}

const sides = [
  ['interfaces', null],
  ['source_interfaces', 'source'],
  ['target_interfaces', 'target'],
] as const;

/** The operations of a type by interface, those that a base brings among them. `runnable`: names of what can be run. */
export function interfacesOf(line: readonly Occurrence[], runnable: ReadonlySet<string>): TypeInterface[] {
  return sides.flatMap(([section, side]) => {
    const byName = new Map<string, Map<string, TypeOperation>>();
    for (const { type } of line) {
      for (const [name, operations] of entriesOf(type.schema[section])) {
        const known = byName.get(name) ?? new Map<string, TypeOperation>();
        byName.set(name, known);
        for (const [operation, written] of entriesOf(operations)) {
          const parts = { from: type.name, runnable, isPassedOver: isForAgents(name) };
          if (!known.has(operation)) known.set(operation, readOperation(operation, written, parts));
        }
      }
    }
    return [...byName].map(([name, operations]) => ({ name, side, operations: [...operations.values()] }));
  });
}

/** What a type's own operations are implemented with, `plugin.mapping` or path; those for agents are left out. */
export function implementationsOf({ type }: Occurrence): string[] {
  return sides.flatMap(([section]) =>
    entriesOf(type.schema[section]).flatMap(([name, operations]) =>
      (isForAgents(name) ? [] : entriesOf(operations)).flatMap(([, written]) => implementationOf(written) ?? []),
    ),
  );
}

/** Whether a run can carry it out. Scripts always can be: the script plugin does. */
export function canRun(implementation: string, runnable: ReadonlySet<string>): boolean {
  return runnable.has(implementation) || implementation.includes('/');
}

/** The description of a type or property, if there is one. */
export function descriptionOf(schema: JsonObject): string | null {
  const { description } = schema;
  return typeof description === 'string' ? description.trim() : null;
}

function readOperation(
  name: string,
  written: Json,
  { from, runnable, isPassedOver }: { from: string; runnable: ReadonlySet<string>; isPassedOver: boolean },
): TypeOperation {
  const map = mapOf(written);
  const implementation = implementationOf(written);
  const { executor } = map;
  return {
    ...{ name, implementation, from },
    executor: typeof executor === 'string' ? executor : null,
    inputs: entriesOf(map['inputs']).map(([input, schema]) => {
      const { type, description, ...rest } = readSchema(mapOf(schema));
      return { name: input, type, description, ...('default' in rest && { default: rest.default }) };
    }),
    runs: implementation === null || isPassedOver || canRun(implementation, runnable),
  };
}

function implementationOf(written: Json): string | null {
  const text = typeof written === 'string' ? written : mapOf(written)['implementation'];
  return typeof text === 'string' && text !== '' ? text : null;
}

function readSchema(schema: JsonObject): Omit<TypeProperty, 'name' | 'from'> {
  const { type, required, default: usual } = schema;
  return {
    type: typeof type === 'string' ? type : null,
    required: required !== false && usual === undefined,
    ...(usual !== undefined && { default: usual }),
    description: descriptionOf(schema),
  };
}

function entriesOf(value: Json | undefined): [string, Json][] {
  return Object.entries(mapOf(value)).flatMap(([key, each]) => (each === undefined ? [] : [[key, each]]));
}

function mapOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
