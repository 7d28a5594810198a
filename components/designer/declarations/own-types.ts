import type { DesignDataType, DesignProperty, DesignType } from '../../../core/design/design.ts';
import { isSame } from '../inspector/values/value-changes.ts';

type Types<Type extends DesignDataType> = Readonly<Record<string, Type>>;

/** The types that the blueprint's own files define, in their order. */
export function ownTypes<Type extends DesignDataType>(types: Types<Type>): Type[] {
  return Object.values(types).filter(({ file }) => file !== null);
}

/** The type that a type derives from; null when it derives from none. */
export function parentOf({ hierarchy }: DesignDataType): string | null {
  return hierarchy.at(-2) ?? null;
}

/** What a type declares itself: properties that its parent has not, or has otherwise. */
export function ownProperties(type: DesignDataType, types: Types<DesignDataType>): [string, DesignProperty][] {
  const inherited = types[parentOf(type) ?? '']?.properties ?? {};
  return Object.entries(type.properties).filter(
    ([name, property]) => !Object.hasOwn(inherited, name) || !isSame(json(property), json(inherited[name])),
  );
}

/** The operations that a type defines itself. */
export function ownOperations({
  name,
  interfaces,
}: DesignType): { interface: string; operation: string; runs: string }[] {
  return Object.entries(interfaces).flatMap(([within, operations]) =>
    Object.entries(operations).flatMap(([operation, { definedBy, implementation }]) =>
      definedBy === name ? [{ interface: within, operation, runs: implementation }] : [],
    ),
  );
}

function json(property: DesignProperty | undefined) {
  return property === undefined ? undefined : JSON.parse(JSON.stringify(property));
}
