import type { Json } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { isPythonPattern } from '../patterns/python-pattern.ts';
import { primitiveNames } from './primitive-names.ts';

/**
 * Whether a plain value fits a built-in type, as `fitsPrimitive` says for values of a blueprint's text. Unknown type
 * names fit nothing here. Numbers carry no mark of how they were written: 5.0 is a whole number.
 */
export function isOfPlainType(value: Json, type: string): boolean {
  switch (type) {
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value);
    case 'float':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
    case 'dict':
      return isJsonObject(value);
    case 'regex':
      return typeof value === 'string' && isPythonPattern(value);
    default:
      return known.has(type);
  }
}

/** Those that are not told apart above take any value (dsl.md section 4). */
const known: ReadonlySet<string> = new Set(primitiveNames);
