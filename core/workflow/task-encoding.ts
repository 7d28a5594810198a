import {
  type Effect,
  type EffectsTask,
  type EventType,
  type NodeInstanceState,
  nodeInstanceStates,
  type OperationTask,
  type SubgraphTask,
  type Task,
} from './task-graph.ts';

/** One entry of a task's line. */
export type Field = number | null | number[];

/** Strings that are written once and named by their position. */
export interface StringTable {
  readonly list: string[];
  add(text: string): number;
}

type Body = Omit<OperationTask, BaseKey> | Omit<EffectsTask, BaseKey> | Omit<SubgraphTask, BaseKey>;
type BaseKey = 'id' | 'dependencies' | 'parent';

const sides = ['source', 'target'] as const;
const ignoresFailure = 1;
const retriesWhileFalsy = 2;

/** What a task has beyond its id, parent and dependencies. */
export function encodeBody(task: Task, strings: StringTable): Field[] {
  if (task.kind === 'subgraph') return [strings.add(task.name)];
  if (task.kind === 'effects')
    return [task.closing ?? 0, ...task.effects.map((effect) => encodeEffect(effect, strings))];
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
export function decodeBody(kind: Task['kind'], fields: readonly Field[], strings: readonly string[]): Body {
  if (kind === 'subgraph') return { kind, name: textOf(fields[0], strings) };
  if (kind === 'effects') return decodeEffects(fields, strings);
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

/** A state change is its state and instance; an event is its type, text and, when it has one, instance. */
function encodeEffect(effect: Effect, strings: StringTable): number[] {
  if (effect.kind === 'set-state') {
    return [nodeInstanceStates.indexOf(effect.state), strings.add(effect.instance)];
  }
  const start = [-1, strings.add(effect.type), strings.add(effect.text)];
  return effect.instance === undefined ? start : [...start, strings.add(effect.instance)];
}

function decodeEffects(fields: readonly Field[], strings: readonly string[]): Omit<EffectsTask, BaseKey> {
  const [closing, ...encoded] = fields;
  const effects = encoded.map((fields) => decodeEffect(fields as number[], strings));
  return closing === 0 ? { kind: 'effects', effects } : { kind: 'effects', effects, closing: closing as number };
}

function decodeEffect(fields: readonly number[], strings: readonly string[]): Effect {
  const [state = 0, first, second, third] = fields;
  if (state >= 0) {
    return {
      kind: 'set-state',
      instance: textOf(first, strings),
      state: nodeInstanceStates[state] as NodeInstanceState,
    };
  }
  const event = { kind: 'event', type: textOf(first, strings) as EventType, text: textOf(second, strings) } as const;
  return third === undefined ? event : { ...event, instance: textOf(third, strings) };
}

function textOf(field: Field | undefined, strings: readonly string[]): string {
  return strings[field as number] as string;
}

function has(flags: Field | undefined, flag: number): boolean {
  return (Number(flags) & flag) !== 0;
}
