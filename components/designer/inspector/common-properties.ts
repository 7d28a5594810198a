import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import type { DesignNode, DesignProperty, DesignType } from '../../../core/design/design.ts';
import { isSame } from './values/value-changes.ts';

interface Common {
  /** Declared by the type of every node, with the same type. */
  properties: Record<string, DesignProperty>;
  /** What is written, where it is the same in all. */
  written: JsonObject;
  /** Names of those that are not the same in all. */
  mixed: ReadonlySet<string>;
}

/** What several nodes have in common. */
export function commonProperties(nodes: readonly DesignNode[], types: Readonly<Record<string, DesignType>>): Common {
  const [first, ...others] = nodes.map(({ type }) => types[type]?.properties ?? {});
  const shared = Object.entries(first ?? {}).filter(([name, { type }]) =>
    others.every((other) => Object.hasOwn(other, name) && other[name]?.type === type),
  );
  const written: [string, Json][] = [];
  const mixed = new Set<string>();
  for (const [name] of shared) {
    const values = nodes.map(({ properties }) => (Object.hasOwn(properties, name) ? properties[name] : undefined));
    const [value] = values;
    if (values.some((other) => !isSame(value, other))) mixed.add(name);
    else if (value !== undefined) written.push([name, value]);
  }
  return { properties: Object.fromEntries(shared), written: Object.fromEntries(written), mixed };
}
