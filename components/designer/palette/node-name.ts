import { shortType } from '../../topology/type-icon.tsx';

/** A name for a new node that nobody has: what its type is called, with a number when that is taken. */
export function freeNodeName(type: string, taken: ReadonlySet<string>): string {
  const base = snakeCase(shortType(type)) || 'node';
  if (!taken.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const name = `${base}_${number}`;
    if (!taken.has(name)) return name;
  }
}

/** `MongoDBServer` is `mongo_db_server`. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
}
