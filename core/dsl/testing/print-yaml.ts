import type { Json } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import type { Random } from './random.ts';

/** A value as YAML in a mixture of block and flow style that depends on `random`. Texts are quoted. */
export function printYaml(value: Json, random: Random, indent = 0): string {
  if (Array.isArray(value) && value.length > 0 && !random.once(3)) {
    return value.map((item) => `\n${pad(indent)}-${after(item, random, indent + 2)}`).join('');
  }
  if (isJsonObject(value) && Object.keys(value).length > 0 && (indent === 0 || !random.once(5))) {
    const entries = Object.entries(value).map(([key, item]) => `${printKey(key)}:${after(item, random, indent + 2)}`);
    return entries.map((entry) => `\n${pad(indent)}${entry}`).join('');
  }
  return JSON.stringify(value);
}

function after(value: Json, random: Random, indent: number): string {
  const text = printYaml(value, random, indent);
  return text.startsWith('\n') ? text : ` ${text}`;
}

function printKey(key: string): string {
  return /^[a-z][\w.-]*$/.test(key) ? key : JSON.stringify(key);
}

function pad(indent: number): string {
  return ' '.repeat(indent);
}
