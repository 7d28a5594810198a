import type { EffectsTask, EffectTemplate, OperationTask, SubgraphTask, Task } from './task-graph.ts';

/** One entry of a task's line. */
export type Field = number | null | number[];

/** Strings that are written once and named by their position. */
export interface StringTable {
  readonly list: string[];
  add(text: string): number;
}

/** The strings of a graph that is read, and the lists of effects among them that were met. */
export interface DecodingTable {
  strings: readonly string[];
  effectLists: Map<number, readonly EffectTemplate[]>;
}

type Body = Omit<OperationTask, BaseKey> | Omit<EffectsTask, BaseKey> | Omit<SubgraphTask, BaseKey>;
type BaseKey = 'id' | 'dependencies' | 'parent';

const sides = ['source', 'target'] as const;
const ignoresFailure = 1;
const retriesWhileFalsy = 2;

/** What a task has beyond its id, parent and dependencies. */
export function encodeBody(task: Task, strings: StringTable): Field[] {
  if (task.kind === 'subgraph') return [strings.add(task.name)];
  if (task.kind === 'effects') return encodeEffects(task, strings);
  const flags = (task.ignoreFailure ? ignoresFailure : 0) + (task.retryWhileFalsy ? retriesWhileFalsy : 0);
  const names = [task.operation, task.instance, task.name].map((name) => strings.add(name));
  const fields: Field[] = [...names, flags, task.maxRetries ?? null, task.retryInterval ?? null];
  if (task.relationship) {
    const { index, target, side } = task.relationship;
    fields.push([index, strings.add(target), sides.indexOf(side)]);
  }
  return fields;
}

/** The reverse of `encodeBody`. */
export function decodeBody(kind: Task['kind'], fields: readonly Field[], table: DecodingTable): Body {
  const { strings } = table;
  if (kind === 'subgraph') return { kind, name: textOf(fields[0], strings) };
  if (kind === 'effects') return decodeEffects(fields, table);
  const [operation, instance, name, flags, maxRetries, retryInterval, relationship] = fields;
  const task: Omit<OperationTask, BaseKey> = {
    kind,
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
  if (has(flags, ignoresFailure)) task.ignoreFailure = true;
  if (has(flags, retriesWhileFalsy)) task.retryWhileFalsy = true;
  return task;
}

function encodeEffects({ closing, instance, effects }: EffectsTask, strings: StringTable): Field[] {
  const fields = [closing ?? 0, strings.add(JSON.stringify(effects))];
  return instance === undefined ? fields : [...fields, strings.add(instance)];
}

function decodeEffects([closing, list, instance]: readonly Field[], table: DecodingTable): Omit<EffectsTask, BaseKey> {
  const task: Omit<EffectsTask, BaseKey> = { kind: 'effects', effects: effectList(list as number, table) };
  if (instance !== undefined) task.instance = textOf(instance, table.strings);
  if (closing !== 0) task.closing = closing as number;
  return task;
}

/** Equal lists are one list in the decoded graph too. */
function effectList(position: number, { strings, effectLists }: DecodingTable): readonly EffectTemplate[] {
  const known = effectLists.get(position);
  if (known) return known;
  const list: EffectTemplate[] = JSON.parse(textOf(position, strings));
  effectLists.set(position, list);
  return list;
}

function textOf(field: Field | undefined, strings: readonly string[]): string {
  return strings[field as number] as string;
}

function has(flags: Field | undefined, flag: number): boolean {
  return (Number(flags) & flag) !== 0;
}
