import type { ImplementationResolver } from '../interfaces/implementation.ts';
import type { TypeOperation } from '../interfaces/operation.ts';
import type { ComponentType } from './component-types.ts';

/** Looks for the plugin of every operation of relationship types, used or not (dsl.md 6.2: 19 when there is none). */
export function checkRelationshipTypes(
  types: ReadonlyMap<string, ComponentType>,
  implementations: ImplementationResolver,
): void {
  const seen = new Set<TypeOperation>();
  for (const type of types.values()) {
    for (const operation of operationsOf(type)) {
      if (seen.has(operation) || operation.implementation === '') continue;
      seen.add(operation);
      const what = `operation "${operation.entry.key}" of the relationship type "${type.name}"`;
      implementations.resolve(operation.implementation, { node: operation.at, what, owner: 'relationship' });
    }
  }
}

function* operationsOf(type: ComponentType): Iterable<TypeOperation> {
  for (const interfaces of Object.values(type.interfaces)) {
    for (const operations of interfaces.values()) yield* operations.values();
  }
}
