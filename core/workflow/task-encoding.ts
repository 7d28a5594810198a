import type { JsonObject } from '../blueprint/json.ts';
import type { EffectsTask, EffectTemplate, OperationTask, SubgraphTask, Task } from './task-graph.ts';

/** One entry of a task's line. */
export type Field = number | null | number[];

/** What is written once and named by its position: strings, and JSON as text. */
export interface StringTable {
  readonly list: string[];
  add(text: string): number;
  addJson(value: object): number;
}

/** The strings of a graph that is read, and the JSON among them that was met: equal values are one value. */
export interface DecodingTable {
  strings: readonly string[];
  values: Map<number, unknown>;
}

type Body = Omit<OperationTask, BaseKey> | Omit<EffectsTask, BaseKey> | Omit<SubgraphTask, BaseKey | 'fallback'>;
type BaseKey = 'id' | 'dependencies' | 'parent';

const sides = ['source', 'target'] as const;
const flagsOfOperations = { ignoreFailure: 1, retryWhileFalsy: 2, status: 4, drift: 8, isUnderWay: 16 } as const;
const isDormant = 1;

/** What a task has beyond its id, parent, dependencies and fallback. Fields at the end that say nothing are left out. */
export function encodeBody(task: Task, strings: StringTable): Field[] {
  if (task.kind === 'subgraph') return withoutEnd(encodeSubgraph(task, strings));
  if (task.kind === 'effects') return encodeEffects(task, strings);
  return withoutEnd(encodeOperation(task, strings));
}

/** The reverse of `encodeBody`. */
export function decodeBody(kind: Task['kind'], fields: readonly Field[], table: DecodingTable): Body {
  if (kind === 'subgraph') return decodeSubgraph(fields, table);
  if (kind === 'effects') return decodeEffects(fields, table);
  return decodeOperation(fields, table);
}

function withoutEnd(fields: Field[]): Field[] {
  while (fields.at(-1) === null) fields.pop();
  return fields;
}

function encodeOperation(task: OperationTask, strings: StringTable): Field[] {
  const { operation, instance, name, relationship, maxRetries, retryInterval, inputs, attemptsBefore, native } = task;
  const flags = task.keeps === undefined ? 0 : flagsOfOperations[task.keeps.kind];
  return [
    ...[operation, instance, name].map((text) => strings.add(text)),
    flags + sumOf(task, 'ignoreFailure') + sumOf(task, 'retryWhileFalsy') + sumOf(task, 'isUnderWay'),
    maxRetries ?? null,
    retryInterval ?? null,
    relationship ? [relationship.index, strings.add(relationship.target), sides.indexOf(relationship.side)] : null,
    inputs === undefined ? null : strings.addJson(inputs),
    attemptsBefore ?? null,
    native === undefined ? null : strings.add(native),
  ];
}

function sumOf(task: OperationTask, flag: 'ignoreFailure' | 'retryWhileFalsy' | 'isUnderWay'): number {
  return task[flag] === true ? flagsOfOperations[flag] : 0;
}

function decodeOperation(fields: readonly Field[], table: DecodingTable): Omit<OperationTask, BaseKey> {
  const { strings } = table;
  const [operation, instance, name, flags, maxRetries, retryInterval, relationship, inputs, ...rest] = fields;
  const [attemptsBefore, native] = rest;
  const task: Omit<OperationTask, BaseKey> = {
    kind: 'operation',
    operation: textOf(operation, strings),
    instance: textOf(instance, strings),
    name: textOf(name, strings),
  };
  if (Array.isArray(relationship)) {
    const [index = 0, target, side = 0] = relationship;
    task.relationship = { index, target: textOf(target, strings), side: sides[side] ?? 'source' };
  }
  if (typeof maxRetries === 'number') task.maxRetries = maxRetries;
  if (typeof retryInterval === 'number') task.retryInterval = retryInterval;
  if (typeof inputs === 'number') task.inputs = jsonAt<JsonObject>(inputs, table);
  if (typeof attemptsBefore === 'number') task.attemptsBefore = attemptsBefore;
  if (typeof native === 'number') task.native = textOf(native, strings);
  if (flags !== 0) addFlags(task, Number(flags));
  return task;
}

function addFlags(task: Omit<OperationTask, BaseKey>, flags: number): void {
  if (flags & flagsOfOperations.ignoreFailure) task.ignoreFailure = true;
  if (flags & flagsOfOperations.retryWhileFalsy) task.retryWhileFalsy = true;
  if (flags & flagsOfOperations.isUnderWay) task.isUnderWay = true;
  if (flags & flagsOfOperations.status) task.keeps = { kind: 'status' };
  if (flags & flagsOfOperations.drift) task.keeps = { kind: 'drift' };
}

function encodeSubgraph({ name, onFailure, instance, ...task }: SubgraphTask, strings: StringTable): Field[] {
  return [
    strings.add(name),
    task.isDormant === true ? isDormant : null,
    onFailure === undefined ? null : strings.addJson(onFailure),
    instance === undefined ? null : strings.add(instance),
  ];
}

function decodeSubgraph(fields: readonly Field[], table: DecodingTable): Omit<SubgraphTask, BaseKey | 'fallback'> {
  const [name, flags, onFailure, instance] = fields;
  const task: Omit<SubgraphTask, BaseKey> = { kind: 'subgraph', name: textOf(name, table.strings) };
  if (flags === isDormant) task.isDormant = true;
  if (typeof onFailure === 'number') task.onFailure = jsonAt<EffectTemplate[]>(onFailure, table);
  if (typeof instance === 'number') task.instance = textOf(instance, table.strings);
  return task;
}

function encodeEffects({ closing, instance, effects }: EffectsTask, strings: StringTable): Field[] {
  const fields = [closing ?? 0, strings.addJson(effects)];
  return instance === undefined ? fields : [...fields, strings.add(instance)];
}

function decodeEffects([closing, list, instance]: readonly Field[], table: DecodingTable): Omit<EffectsTask, BaseKey> {
  const task: Omit<EffectsTask, BaseKey> = {
    kind: 'effects',
    effects: jsonAt<EffectTemplate[]>(list as number, table),
  };
  if (instance !== undefined) task.instance = textOf(instance, table.strings);
  if (closing !== 0) task.closing = closing as number;
  return task;
}

function jsonAt<T>(position: number, { strings, values }: DecodingTable): T {
  const known = values.get(position);
  if (known !== undefined) return known as T;
  const value: T = JSON.parse(textOf(position, strings));
  values.set(position, value);
  return value;
}

function textOf(field: Field | undefined, strings: readonly string[]): string {
  return strings[field as number] as string;
}
