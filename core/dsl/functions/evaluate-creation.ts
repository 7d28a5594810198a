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
    return hasFunction(value) ? this.#value(value, site, { depth: 1, show: () => undefined }) : value;
  }

  /**
   * Evaluates the members of `container` one after the other, in place: functions of a later member see the values of
   * earlier ones, and not yet those of later ones. Raises FunctionFault.
   */
  members(container: JsonObject | Json[], site: CreationSite): void {
    this.#members(container, site, 1);
  }

  #members(container: JsonObject | Json[], site: CreationSite, depth: number): void {
    for (const [key, value] of Object.entries(container)) {
      const show = (shown: Json) => assign(container, key, shown);
      if (hasFunction(value)) show(this.#value(value, site, { depth, show }));
    }
  }

  /** `show` puts the unfinished value where look-ups can see it. */
  #value(value: Json, site: CreationSite, at: { depth: number; show: (value: Json) => void }): Json {
    if (at.depth > deepest) throw endless(functionOf(value)?.name ?? 'A function');
    const copy = copyOf(value);
    at.show(copy);
    this.#members(copy, site, at.depth + 1);
    return this.#calls(copy, site, at.depth);
  }

  /** The value of a call whose members are evaluated, and of calls that its value is; anything else as it is. */
  #calls(value: Json, site: CreationSite, depth: number): Json {
    let current = value;
    let here = site;
    let call = functionOf(current);
    for (let turn = 0; call !== null; turn += 1) {
      if (turn > deepest) throw endless(call.name);
      const result = this.#apply(call, here);
      // A call whose value is itself stays, as in the reference.
      if (result === null || (turn > 0 && sameJson(result.value, current))) return current;
      here = siteInside(result, here);
      current = this.#inside(result, here, depth + 1);
      call = functionOf(current);
    }
    return current;
  }

  #inside({ value, shared }: Evaluated, site: CreationSite, depth: number): Json {
    if (!hasFunction(value)) return value;
    const own = shared === true ? (value as JsonObject | Json[]) : copyOf(value);
    this.#members(own, site, depth);
    return own;
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

function siteInside({ scope, foreign }: Evaluated, site: CreationSite): CreationSite {
  if (scope === undefined) return site;
  return foreign === true ? { scope } : { ...site, scope };
}

/** The key may be `__proto__`. */
function assign(container: JsonObject | Json[], key: string, value: Json): void {
  Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A copy with the same members. Only for values with functions, which are never single values. */
function copyOf(value: Json): JsonObject | Json[] {
  return Array.isArray(value) ? [...value] : { ...(value as JsonObject) };
}
