import type { Json, JsonObject } from '../../core/blueprint/json.ts';

/** What became of a property since somebody looked. */
export type PropertyChange = { kind: 'added' } | { kind: 'changed'; was: Json } | { kind: 'removed'; was: Json };

/** A property as a line of a tree. */
export interface PropertyRow {
  /** The keys from the top, joined by dots; unique. */
  path: string;
  name: string;
  depth: number;
  /** Of a removed one what it was. */
  value: Json;
  /** How many entries stand below it; null for a plain value. */
  entries: number | null;
  change: PropertyChange | null;
}

/**
 * The properties of `now` as lines, each branch before its entries, with what differs from `before`. What `before` had
 * and `now` has not follows at its place. Linear but for the depth of nesting.
 */
export function propertyRows(now: JsonObject, before: JsonObject | null): PropertyRow[] {
  const rows: PropertyRow[] = [];
  addRows(rows, { now, before, prefix: '', depth: 0 });
  return rows;
}

interface Level {
  now: JsonObject;
  /** Null: nothing is compared at this level. */
  before: JsonObject | null;
  prefix: string;
  depth: number;
}

function addRows(rows: PropertyRow[], level: Level): void {
  const { now, before } = level;
  for (const name of Object.keys(now)) addRow(rows, name, level);
  for (const [name, was] of Object.entries(before ?? {})) {
    if (Object.hasOwn(now, name)) continue;
    const { prefix, depth } = level;
    rows.push({ path: `${prefix}${name}`, name, depth, value: was, entries: null, change: { kind: 'removed', was } });
  }
}

function addRow(rows: PropertyRow[], name: string, { now, before, prefix, depth }: Level): void {
  const path = `${prefix}${name}`;
  const value = now[name] ?? null;
  const was = before !== null && Object.hasOwn(before, name) ? before[name] : undefined;
  const inner = branchOf(value);
  const innerBefore = branchOf(was ?? null);
  const isCompared = inner !== null && innerBefore !== null;
  const change = before === null || isCompared ? null : changeOf(value, was);
  rows.push({ path, name, depth, value, entries: inner === null ? null : Object.keys(inner).length, change });
  if (inner) addRows(rows, { now: inner, before: innerBefore, prefix: `${path}.`, depth: depth + 1 });
}

function changeOf(value: Json, was: Json | undefined): PropertyChange | null {
  if (was === undefined) return { kind: 'added' };
  return JSON.stringify(value) === JSON.stringify(was) ? null : { kind: 'changed', was };
}

/** Maps and lists that have entries, as maps. */
function branchOf(value: Json): JsonObject | null {
  if (typeof value !== 'object' || value === null) return null;
  const map = Array.isArray(value) ? Object.fromEntries(value.map((each, at) => [String(at), each])) : value;
  return Object.keys(map).length > 0 ? map : null;
}

/** The lines whose name or value has a text, whatever the case, with what leads to them and what stands below them. */
export function searchRows(rows: readonly PropertyRow[], text: string): PropertyRow[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [...rows];
  const kept = new Set<PropertyRow>();
  let below = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    if (row.depth <= below) below = hasText(row, wanted) ? row.depth : Number.POSITIVE_INFINITY;
    if (row.depth >= below) kept.add(row);
  }
  let above = 0;
  for (const row of rows.toReversed()) {
    if (row.depth < above) kept.add(row);
    if (kept.has(row)) above = row.depth;
  }
  return rows.filter((row) => kept.has(row));
}

function hasText({ name, value, entries }: PropertyRow, wanted: string): boolean {
  return name.toLowerCase().includes(wanted) || (entries === null && valueText(value).toLowerCase().includes(wanted));
}

/** The lines without those that stand below a closed branch. */
export function openRows(rows: readonly PropertyRow[], closed: ReadonlySet<string>): PropertyRow[] {
  const open: PropertyRow[] = [];
  let closedDepth = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    if (row.depth > closedDepth) continue;
    closedDepth = closed.has(row.path) ? row.depth : Number.POSITIVE_INFINITY;
    open.push(row);
  }
  return open;
}

/** A value as people copy it: text as it is, the rest as JSON. */
export function valueText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
