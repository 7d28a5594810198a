import { Box, Cloud, Database, HardDrive, type LucideIcon, Network, Server, ShipWheel, Split } from 'lucide-react';

/** By what a type's name, or that of the nearest type it derives from, says. */
const icons: readonly [RegExp, LucideIcon][] = [
  [/balanc|proxy|gateway/i, Split],
  [/database|dbms|\bdb\b|sql|mongo/i, Database],
  [/compute|server$|instance|host/i, Server],
  [/network|subnet|router|port|floatingip|securitygroup/i, Network],
  [/volume|storage|disk|filesystem/i, HardDrive],
  [/kubernetes|kube|pod|cluster/i, ShipWheel],
  [/cloud$|tenant|project/i, Cloud],
];

export function iconOf(typeHierarchy: readonly string[]): LucideIcon {
  for (const type of typeHierarchy.toReversed()) {
    const name = shortType(type);
    const found = icons.find(([pattern]) => pattern.test(name));
    if (found) return found[1];
  }
  return Box;
}

/** The last part of a type's name: `Compute` of `cloudify.nodes.Compute`. */
export function shortType(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}
