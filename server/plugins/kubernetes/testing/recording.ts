import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';

/** A request and its answer, as they are kept. Names of one run (`{{name}}`) stand in the place of their values. */
export interface Exchange {
  method: string;
  /** With its query. */
  path: string;
  body?: Json;
  status: number;
  /** JSON, or text. Absent in streams. */
  answer?: Json;
  /** How often the same answer came in a row; more than once: it was asked until something else changed. */
  times?: number;
  lines?: StreamLine[];
  /** The server ended the stream, and not the client. */
  ended?: boolean;
}

/** A line of a stream, and how many writes of the test had begun before it came. */
export interface StreamLine {
  after: number;
  line: Json;
}

/** What one test asked. */
export interface Recording {
  /** Of the server that was recorded. */
  version: string;
  exchanges: Exchange[];
  /** Where the server told something else of what it serves than what all tests have in common, as after a new definition. */
  discovery?: Record<string, DiscoveryAnswer[]>;
}

/** Null: what all tests have in common. */
export type DiscoveryAnswer = { status: number; answer: Json } | null;

const folder = join(import.meta.dirname, '../recordings');
const fileOf = (name: string): string => join(folder, `${name}.json`);

/** Null: nothing was recorded yet. */
export function readRecording(name: string): Recording | null {
  return existsSync(fileOf(name)) ? (JSON.parse(readFileSync(fileOf(name), 'utf8')) as Recording) : null;
}

export function writeRecording(name: string, recording: Recording): void {
  writeFileSync(fileOf(name), `${show(recording as unknown as Json)}\n`);
}

/** What servers tell of themselves, by its path. */
export function readDiscovery(): JsonObject {
  return existsSync(fileOf('discovery')) ? (JSON.parse(readFileSync(fileOf('discovery'), 'utf8')) as JsonObject) : {};
}

export function writeDiscovery(discovery: JsonObject): void {
  writeFileSync(fileOf('discovery'), `${show(discovery)}\n`);
}

/** `/api`, `/apis`, the lists of resources and `/version`. */
export function isDiscovery(method: string, path: string): boolean {
  return method === 'GET' && /^\/(version|api(\/[^/]+)?|apis(\/[^/]+\/[^/]+)?)$/.test(path);
}

/** JSON with sorted keys; what fits into a line is on one line. */
function show(value: Json, indent = ''): string {
  const flat = JSON.stringify(sorted(value));
  if (indent.length + flat.length <= 140 || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent} `;
  const parts = Array.isArray(value)
    ? value.map((item) => `${inner}${show(item, inner)}`)
    : Object.keys(value)
        .sort()
        .map((key) => `${inner}${JSON.stringify(key)}:${show(value[key] ?? null, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}

/** The same with the keys of all its maps in order. */
export function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] ?? null)]),
  );
}
