import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { CreationContext, Evaluated, NodeScope } from './definition.ts';
import { endless, refuse } from './fault.ts';
import { type FunctionCall, functionOf, hasFunction } from './names.ts';
import { functions } from './registry.ts';
import { sameJson } from './same-json.ts';

/** Values inside values, and calls whose values are calls: beyond this it is taken for a circle (dsl.md section 9). */
const deepest = 50;

/** Where a value stands, and who wants to know that a call in it has to wait for run time. */
export interface CreationSite {
  scope: NodeScope;
  waits?: () => void;
}

/**
 * Evaluates what can be known when a deployment is created, inside out, until results are no calls any more. What
 * must wait for run time stays as it is.
 */
export class CreationEvaluation {
  readonly #context: CreationContext;
  /** Only look for calls that wait: nothing is evaluated before run time. */
  readonly #runtimeOnly: boolean;

  constructor(context: CreationContext, options: { runtimeOnly?: boolean } = {}) {
    this.#context = context;
    this.#runtimeOnly = options.runtimeOnly ?? false;
  }

  /** The evaluated value. Parts without functions are the same objects; `value` is not changed. Raises FunctionFault. */
  value(value: Json, site: CreationSite): Json {
    return this.#value(value, site, { depth: 1, show: () => undefined });
  }

  /**
   * Evaluates the members of `object` one after the other, in place: functions of a later member see the values of
   * earlier ones, and not yet those of later ones. Raises FunctionFault.
   */
  members(object: JsonObject, site: CreationSite): void {
    for (const key of Object.keys(object)) {
      const show = (value: Json) => assign(object, key, value);
      show(this.#value(object[key] ?? null, site, { depth: 1, show }));
    }
  }

  /** `show` puts the unfinished value where look-ups can see it. */
  #value(value: Json, site: CreationSite, at: { depth: number; show: (value: Json) => void }): Json {
    if (!hasFunction(value)) return value;
    if (at.depth > deepest) throw endless(functionOf(value)?.name ?? 'A function');
    let current = this.#members(value, site, at);
    let here = site;
    let call = functionOf(current);
    for (let turn = 0; call !== null; turn += 1) {
      if (turn > deepest) throw endless(call.name);
      const result = this.#apply(call, here);
      if (result === null) return current;
      if (turn > 0 && sameJson(result.value, current)) return current;
      if (result.scope !== undefined)
        here = result.foreign ? { scope: result.scope } : { ...here, scope: result.scope };
      current = this.#members(result.value, here, { depth: at.depth, show: () => undefined });
      call = functionOf(current);
    }
    return current;
  }

  #members(value: Json, site: CreationSite, at: { depth: number; show: (value: Json) => void }): Json {
    if (!hasFunction(value)) return value;
    const depth = at.depth + 1;
    if (Array.isArray(value)) {
      const items = [...value];
      at.show(items);
      for (const index of items.keys()) {
        const show = (item: Json) => {
          items[index] = item;
        };
        show(this.#value(items[index] ?? null, site, { depth, show }));
      }
      return items;
    }
    const object = { ...(value as JsonObject) };
    at.show(object);
    for (const key of Object.keys(object)) {
      const show = (item: Json) => assign(object, key, item);
      show(this.#value(object[key] ?? null, site, { depth, show }));
    }
    return object;
  }

  /** Null: the call waits for run time. */
  #apply(call: FunctionCall, site: CreationSite): Evaluated | null {
    const definition = functions[call.name];
    refuse(definition.unfit(call.args));
    if (this.#runtimeOnly || definition.atCreation === undefined) {
      site.waits?.();
      return null;
    }
    return definition.atCreation(call, { scope: site.scope, context: this.#context });
  }
}

/** The key may be `__proto__`. */
function assign(object: JsonObject, key: string, value: Json): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
