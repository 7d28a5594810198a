import type { JsonObject } from '../../blueprint/json.ts';
import { setOwn } from '../../blueprint/json-object.ts';
import type { Report } from '../../diagnostics/report.ts';
import type { Executor, PlanOperation, PlanPlugin } from '../../plan/plan.ts';
import type { CompileContext } from '../context.ts';
import type { ImplementationOwner, ImplementationResolver } from '../interfaces/implementation.ts';
import type { MergedOperation } from '../interfaces/merge.ts';
import type { Interfaces } from '../interfaces/operation.ts';
import { type MapEntry, rangeOf } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { capital } from '../schema/fields.ts';

/** One operation as the plan shows it, in both of its forms. */
interface BuiltOperation {
  /** In `interfaces`: as the merge left it. */
  shown: JsonObject;
  /** In `operations`: with plugin and function found. */
  planned: PlanOperation;
  plugin: PlanPlugin | null;
  /** Values in its inputs, aliases written out. */
  size: number;
}

/** The operations of one node, or of one side of a relationship. */
export interface BuiltInterfaces {
  interfaces: JsonObject;
  operations: Record<string, PlanOperation>;
  /** Plugins used, with the executor each is used with, in order, with repetitions. */
  plugins: PlanPlugin[];
  size: number;
}

/** Whose operations they are: `what` names it in messages. */
interface Owner {
  what: string;
  kind: Exclude<ImplementationOwner, 'workflow'>;
}

/** Turns merged operations into those of the plan. Operations that a type gives to many nodes are built once. */
export class OperationBuilder {
  readonly #implementations: ImplementationResolver;
  readonly #context: CompileContext;
  readonly #built = new WeakMap<MergedOperation, BuiltOperation>();
  readonly #builtInterfaces = new WeakMap<Interfaces<MergedOperation>, BuiltInterfaces>();
  /** Who had an operation first that could not be built; it is reported as theirs. */
  readonly #refused = new WeakMap<MergedOperation, { owner: Owner; report: Report }>();
  readonly #plugins = new Map<string, PlanPlugin>();

  constructor(implementations: ImplementationResolver, context: CompileContext) {
    this.#implementations = implementations;
    this.#context = context;
  }

  build(interfaces: Interfaces<MergedOperation>, owner: Owner): BuiltInterfaces {
    const known = this.#builtInterfaces.get(interfaces);
    if (known !== undefined) return known;
    const { report } = this.#context;
    const before = report.reported;
    const built = this.#buildInterfaces(interfaces, owner);
    if (report.reported === before) this.#builtInterfaces.set(interfaces, built);
    return built;
  }

  #buildInterfaces(interfaces: Interfaces<MergedOperation>, owner: Owner): BuiltInterfaces {
    const shown: JsonObject = {};
    const operations = new Map<string, PlanOperation>();
    const names = new Set<string>();
    const plugins: PlanPlugin[] = [];
    let size = 0;
    for (const [name, members] of interfaces) {
      const shownMembers: JsonObject = {};
      for (const [operation, merged] of members) {
        const built = this.#operation(merged, owner, `${name}.${operation}`);
        setOwn(shownMembers, operation, built.shown);
        if (names.has(operation)) operations.delete(operation);
        else operations.set(operation, built.planned);
        names.add(operation);
        operations.set(`${name}.${operation}`, built.planned);
        if (built.plugin !== null) plugins.push(built.plugin);
        size += built.size;
      }
      setOwn(shown, name, shownMembers);
    }
    return { interfaces: shown, operations: Object.fromEntries(operations), plugins, size };
  }

  #operation(merged: MergedOperation, of: Owner, name: string): BuiltOperation {
    const known = this.#built.get(merged);
    if (known !== undefined) return known;
    const { report } = this.#context;
    const before = report.reported;
    const refused = this.#refused.get(merged);
    const owner: Owner = { what: `the operation "${name}" of ${of.what}`, kind: of.kind };
    const first = refused?.report === report ? refused.owner : owner;
    const built = this.#buildOperation(merged, first);
    if (report.reported === before) this.#built.set(merged, built);
    else this.#refused.set(merged, { owner: first, report });
    return built;
  }

  #buildOperation(merged: MergedOperation, owner: Owner): BuiltOperation {
    const inputs = inputsJson(merged.inputs);
    const shown = {
      implementation: merged.implementation,
      inputs,
      executor: merged.executor,
      max_retries: merged.maxRetries,
      retry_interval: merged.retryInterval,
      timeout: merged.timeout,
      timeout_recoverable: merged.timeoutRecoverable,
    };
    const size = sizeOf(merged.inputs);
    if (merged.implementation === '') return { shown, planned: plannedNothing(), plugin: null, size };
    const at = { node: merged.at, what: owner.what, owner: owner.kind };
    const found = this.#implementations.resolve(merged.implementation, at);
    if (found === null) return { shown, planned: plannedNothing(), plugin: null, size };
    this.#checkClash(merged, found.extraInputs, owner.what);
    const executor = (merged.executor as Executor | null) ?? (found.script ? 'auto' : found.plugin.executor);
    const planned: PlanOperation = {
      plugin: found.plugin.name,
      operation: found.operation,
      executor,
      inputs: found.script ? { ...inputs, ...found.extraInputs } : inputs,
      has_intrinsic_functions: false,
      max_retries: merged.maxRetries,
      retry_interval: merged.retryInterval,
      timeout: merged.timeout,
      timeout_recoverable: merged.timeoutRecoverable,
    };
    if (merged.inputsTypes !== null) planned.inputs_types = merged.inputsTypes;
    return { shown, planned, plugin: this.#used(found.plugin, executor), size };
  }

  /** The plugin as used with an executor; the same object for the same pair. */
  #used(plugin: PlanPlugin, executor: Executor | null): PlanPlugin {
    const key = `${executor} ${plugin.name}`;
    const used = this.#plugins.get(key) ?? { ...plugin, executor };
    this.#plugins.set(key, used);
    return used;
  }

  #checkClash(merged: MergedOperation, extra: JsonObject, what: string): void {
    for (const name of Object.keys(extra)) {
      const entry = merged.inputs.get(name);
      if (entry === undefined) continue;
      const detail = `${capital(what)} runs a script and has an input "${name}", which says where the script is.`;
      this.#context.report.error({ code: 60, detail, range: rangeOf(entry.value), hint: `Rename "${name}".` });
    }
  }
}

function plannedNothing(): PlanOperation {
  return {
    plugin: '',
    operation: '',
    executor: null,
    inputs: {},
    has_intrinsic_functions: false,
    max_retries: null,
    retry_interval: null,
    timeout: null,
    timeout_recoverable: null,
  };
}

function inputsJson(inputs: ReadonlyMap<string, MapEntry>): JsonObject {
  const object: JsonObject = {};
  for (const [name, entry] of inputs) setOwn(object, name, toJson(entry.value));
  return object;
}

function sizeOf(inputs: ReadonlyMap<string, MapEntry>): number {
  let size = 0;
  for (const entry of inputs.values()) size += entry.value.size;
  return size;
}
