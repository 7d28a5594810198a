import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject, setOwn } from '../../blueprint/json-object.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import type { FilledText } from './filled-text.ts';
import { faultAt, type OverrideFault, type OverrideProblem } from './override-fault.ts';
import type { Place, Step } from './statement.ts';

/** A descriptor while overrides change it, as Python's maps and lists are changed. */
export class Descriptor {
  /** Changed in place; the caller gives a copy. */
  readonly root: Json;
  #filled: FilledText;

  constructor(root: Json, filled: FilledText) {
    this.root = root;
    this.#filled = filled;
  }

  /** What follows is of this override. */
  set filled(filled: FilledText) {
    this.#filled = filled;
  }

  fault(at: number, problem: OverrideProblem): OverrideFault {
    return faultAt(this.#filled, at, problem);
  }

  /** What is at a place; of a slice, a new list. */
  read(place: Place): Json {
    return place.steps.reduce<Json>((value, step) => this.#step(value, step), this.root);
  }

  /** Puts a value at a place; a key that is not there is made, what leads to it must be there. */
  write(place: Place, value: Json): void {
    const [parent, last] = this.#parent(place);
    if (last.kind === 'key') {
      setOwn(this.#map(parent, last), last.key, value);
      return;
    }
    const list = this.#list(parent, last);
    if (last.kind === 'index') {
      list[this.#index(list, last)] = value;
      return;
    }
    if (!Array.isArray(value))
      throw this.fault(last.at, { kind: 'type', detail: 'A slice can only be given a list.', hint: 'Write [VALUE].' });
    const { from, length } = bounds(list, last);
    // Not by spread arguments, of which there may be too many.
    const rest = list.splice(from).slice(length);
    for (const item of [...value, ...rest]) list.push(item);
  }

  /** Takes what is at a place away. */
  remove(place: Place): void {
    const [parent, last] = this.#parent(place);
    if (last.kind === 'key') {
      const map = this.#map(parent, last);
      this.#has(map, last);
      delete map[last.key];
      return;
    }
    const list = this.#list(parent, last);
    const { from, length } = last.kind === 'index' ? { from: this.#index(list, last), length: 1 } : bounds(list, last);
    list.splice(from, length);
  }

  #parent({ steps, at }: Place): [Json, Step] {
    const last = steps.at(-1);
    if (last === undefined)
      throw this.fault(at, { kind: 'refused', detail: 'This is the whole descriptor.', hint: 'Name a part of it.' });
    return [this.read({ steps: steps.slice(0, -1), at }), last];
  }

  #step(value: Json, step: Step): Json {
    if (step.kind === 'key') {
      const map = this.#map(value, step);
      this.#has(map, step);
      return map[step.key] ?? null;
    }
    const list = this.#list(value, step);
    if (step.kind === 'index') return list[this.#index(list, step)] ?? null;
    const { from, length } = bounds(list, step);
    return list.slice(from, from + length);
  }

  #map(value: Json, step: Step & { kind: 'key' }): JsonObject {
    if (isJsonObject(value)) return value;
    const isList = Array.isArray(value);
    throw this.fault(step.at, {
      kind: 'type',
      detail: `"${step.key}" is a key, and ${isList ? 'a list' : 'what is there'} has none.`,
      hint: isList ? 'Write the number of the item, from 0.' : 'Name a key of a map.',
    });
  }

  #list(value: Json, step: Step): Json[] {
    if (Array.isArray(value)) return value;
    throw this.fault(step.at, {
      kind: typeof value === 'object' && value !== null ? 'missing' : 'type',
      detail: 'There is no list here to take items of.',
      hint: 'Write a key in quotes.',
    });
  }

  #has(map: JsonObject, { key, at }: Step & { kind: 'key' }): void {
    if (Object.hasOwn(map, key)) return;
    const hint = didYouMean(key, Object.keys(map)) ?? 'Set the key above it first, to a map: {}.';
    throw this.fault(at, { kind: 'missing', detail: `The descriptor has no key "${key}" here.`, hint });
  }

  #index(list: readonly Json[], { index, at }: Step & { kind: 'index' }): number {
    const from0 = index < 0 ? list.length + index : index;
    if (from0 >= 0 && from0 < list.length) return from0;
    throw this.fault(at, {
      kind: 'missing',
      detail: `There is no item ${index}: the list has ${list.length}.`,
      hint:
        list.length === 0 ? 'Add items by .append(...).' : `Take 0 to ${list.length - 1}, or add one by .append(...).`,
    });
  }
}

/** Where a slice begins and how many items it has; what lies outside the list is left out, as in Python. */
function bounds(list: readonly Json[], { from, to }: Step & { kind: 'slice' }): { from: number; length: number } {
  const place = (index: number | null, otherwise: number): number => {
    if (index === null) return otherwise;
    return Math.min(Math.max(index < 0 ? list.length + index : index, 0), list.length);
  };
  const start = place(from, 0);
  return { from: start, length: Math.max(place(to, list.length) - start, 0) };
}
