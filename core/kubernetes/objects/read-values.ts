import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject, ownValue } from '../../blueprint/json-object.ts';
import { KubernetesFault } from '../kubernetes-fault.ts';

/* Values of properties and parameters as old blueprints write them: numbers as texts, and '' or -1 for "none". */

/** A text; '' when it is absent. @throws KubernetesFault */
export function textOf(values: JsonObject, name: string): string {
  const value = ownValue(values, name) ?? '';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new KubernetesFault(`"${name}" is not a text.`, 'Write a text.');
}

/** A text that must be there. @throws KubernetesFault */
export function neededText(values: JsonObject, name: string): string {
  const text = textOf(values, name);
  if (text !== '') return text;
  throw new KubernetesFault(`"${name}" is not given.`, 'Give it.');
}

const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The name of an object, which becomes a label and part of addresses. @throws KubernetesFault */
export function objectName(values: JsonObject, name: string): string {
  const text = neededText(values, name);
  if (dnsLabel.test(text)) return text;
  throw new KubernetesFault(
    `"${text}" is no name of an object.`,
    'Use small letters, digits and -, at most 63, with a letter or digit at both ends.',
  );
}

/** A number from 1 to 65535; null for '' and -1, which mean none. @throws KubernetesFault */
export function portOf(values: JsonObject, name: string): number | null {
  const value = ownValue(values, name) ?? '';
  if (value === '' || value === '-1' || value === -1) return null;
  const port = wholeNumber(value);
  if (port !== null && port >= 1 && port <= 65_535) return port;
  throw new KubernetesFault(
    `"${name}" is ${JSON.stringify(value)}, which is no port.`,
    'Give a number from 1 to 65535.',
  );
}

/** The most that the API takes. */
export const mostReplicas = 2_147_483_647;

/** A number of replicas; 1 when it is absent. @throws KubernetesFault */
export function replicasOf(values: JsonObject, name: string): number {
  const value = ownValue(values, name) ?? '';
  if (value === '') return 1;
  const replicas = wholeNumber(value);
  if (replicas !== null && replicas >= 0 && replicas <= mostReplicas) return replicas;
  throw new KubernetesFault(`"${name}" is ${JSON.stringify(value)}.`, `Give a number from 0 to ${mostReplicas}.`);
}

const protocols = ['TCP', 'UDP', 'SCTP'];

/** A protocol; TCP when it is absent. @throws KubernetesFault */
export function protocolOf(values: JsonObject, name: string): string {
  const protocol = textOf(values, name).toUpperCase() || 'TCP';
  if (protocols.includes(protocol)) return protocol;
  throw new KubernetesFault(`"${name}" is "${protocol}".`, `Give one of ${protocols.join(', ')}.`);
}

/** Yes or no, as a value or as a text; no when it is absent. @throws KubernetesFault */
export function flagOf(values: JsonObject, name: string): boolean {
  const value = ownValue(values, name) ?? '';
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.toLowerCase() : null;
  if (text === 'true' || text === 'false' || text === '') return text === 'true';
  throw new KubernetesFault(`"${name}" is ${JSON.stringify(value)}.`, 'Give true or false.');
}

/** A map, or the JSON of one; null when there is none. @throws KubernetesFault */
export function jsonMapOf(values: JsonObject, name: string): JsonObject | null {
  const value = ownValue(values, name) ?? '';
  if (value === '') return null;
  const map = typeof value === 'string' ? parsed(value) : value;
  if (isJsonObject(map)) return map;
  throw new KubernetesFault(`"${name}" is not JSON of an object.`, 'Write it as {"spec": {...}}.');
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function wholeNumber(value: Json): number | null {
  if (typeof value === 'number') return Number.isInteger(value) ? value : null;
  return typeof value === 'string' && /^\d{1,10}$/.test(value.trim()) ? Number(value) : null;
}
