import type { CompileContext } from '../context.ts';
import { isFunctionNode } from '../functions/names.ts';
import { entryFor, type MapEntry, mapNode, rangeOf, type SyntaxNode, stringNode } from '../safe-yaml/syntax.ts';
import type { PropertySchema } from '../types/property-schema.ts';
import type { Interfaces, OperationSettings, TemplateOperation, TypeOperation } from './operation.ts';

/** An operation as a node or relationship ends up with it. */
export interface MergedOperation extends OperationSettings {
  /** Empty: it does nothing. */
  implementation: string;
  at: SyntaxNode;
  inputs: ReadonlyMap<string, MapEntry>;
  /** Declared types of inputs whose values are maps (dsl.md 6.3); null when there are none. */
  inputsTypes: Record<string, string> | null;
}

/** A subtype's interfaces over its parent's: an operation is taken as a whole from the subtype when it has it. */
export function inheritInterfaces(
  own: Interfaces<TypeOperation>,
  inherited: Interfaces<TypeOperation>,
): Interfaces<TypeOperation> {
  const merged = new Map(inherited);
  for (const [name, operations] of own) {
    const below = inherited.get(name);
    merged.set(name, below === undefined ? operations : new Map([...below, ...operations]));
  }
  return merged;
}

/** Merges a template's interfaces with its type's (dsl.md 6.3). Unchanged operations of a type are shared by all its templates. */
export class InterfaceMerger {
  readonly #context: CompileContext;
  /** By operations, interfaces and whole sets of interfaces of types. */
  readonly #inherited = new WeakMap<object, object>();

  constructor(context: CompileContext) {
    this.#context = context;
  }

  merge(
    template: Interfaces<TemplateOperation>,
    type: Interfaces<TypeOperation>,
    owner: { what: string; at: SyntaxNode },
  ): Interfaces<MergedOperation> {
    if (template.size === 0) return this.#shared(type, () => this.#all(template, type, owner));
    return this.#all(template, type, owner);
  }

  #all(
    template: Interfaces<TemplateOperation>,
    type: Interfaces<TypeOperation>,
    owner: { what: string; at: SyntaxNode },
  ): Interfaces<MergedOperation> {
    const merged = new Map<string, ReadonlyMap<string, MergedOperation>>();
    for (const [name, inherited] of type) {
      const own = template.get(name);
      const make = () => this.#interface(own ?? new Map(), inherited, owner);
      merged.set(name, own === undefined ? this.#shared(inherited, make) : make());
    }
    for (const [name, own] of template) {
      if (!type.has(name)) merged.set(name, this.#interface(own, new Map(), owner));
    }
    return merged;
  }

  #interface(
    template: ReadonlyMap<string, TemplateOperation>,
    type: ReadonlyMap<string, TypeOperation>,
    owner: { what: string; at: SyntaxNode },
  ): Map<string, MergedOperation> {
    const operations = new Map<string, MergedOperation>();
    for (const [name, inherited] of type) {
      operations.set(name, this.#operation({ template: template.get(name), type: inherited }, owner));
    }
    for (const [name, own] of template) {
      if (!type.has(name)) operations.set(name, this.#operation({ template: own, type: undefined }, owner));
    }
    return operations;
  }

  /** What every template without anything of its own gets from its type; kept unless something in it is reported. */
  #shared<T extends object>(type: object, make: () => T): T {
    const known = this.#inherited.get(type);
    if (known !== undefined) return known as T;
    const before = this.#context.report.reported;
    const merged = make();
    if (before === this.#context.report.reported) this.#inherited.set(type, merged);
    return merged;
  }

  #operation(
    of: { template: TemplateOperation | undefined; type: TypeOperation | undefined },
    owner: { what: string; at: SyntaxNode },
  ): MergedOperation {
    const { template, type } = of;
    if (template === undefined) return type === undefined ? nothing(owner.at) : this.#fromType(type, owner);
    if (doesNothing(template)) return nothing(template.at);
    const replaced = template.implementation !== '' && template.implementation !== type?.implementation;
    if (type === undefined || doesNothing(type) || replaced) return asWritten(template);
    const inputs = this.#inputs(type, {
      given: template.inputs,
      owner: { what: owner.what, at: template.entry.value },
    });
    return {
      ...inputs,
      implementation: type.implementation,
      at: template.implementation === '' ? type.at : template.at,
      executor: template.executor ?? type.executor,
      maxRetries: template.maxRetries ?? type.maxRetries,
      retryInterval: template.retryInterval ?? type.retryInterval,
      timeout: template.timeout ?? type.timeout,
      timeoutRecoverable: template.timeoutRecoverable ?? type.timeoutRecoverable,
    };
  }

  #fromType(type: TypeOperation, owner: { what: string; at: SyntaxNode }): MergedOperation {
    // What lacks an input is merged anew for each template, so that each is told.
    return this.#shared(type, () => ({ ...type, ...this.#inputs(type, { given: new Map(), owner }) }));
  }

  #inputs(
    type: TypeOperation,
    at: { given: ReadonlyMap<string, MapEntry>; owner: { what: string; at: SyntaxNode } },
  ): Pick<MergedOperation, 'inputs' | 'inputsTypes'> {
    const inputs = new Map<string, MapEntry>();
    const inputsTypes: [string, string][] = [];
    for (const [name, schema] of type.inputs) {
      const entry = at.given.get(name) ?? defaultEntry(schema);
      if (entry === null) this.#reportMissing(name, { type, owner: at.owner });
      else inputs.set(name, withTypeKey(entry, schema, inputsTypes));
    }
    for (const [name, entry] of at.given) if (!type.inputs.has(name)) inputs.set(name, entry);
    return { inputs, inputsTypes: inputsTypes.length === 0 ? null : Object.fromEntries(inputsTypes) };
  }

  #reportMissing(name: string, at: { type: TypeOperation; owner: { what: string; at: SyntaxNode } }): void {
    this.#context.report.error({
      code: 107,
      detail: `The operation "${at.type.entry.key}" of ${at.owner.what} needs a value for its input "${name}".`,
      range: rangeOf(at.owner.at),
    });
  }
}

function doesNothing(operation: TemplateOperation | TypeOperation): boolean {
  const { implementation, inputs, executor, maxRetries, retryInterval, timeout, timeoutRecoverable } = operation;
  const settings = [executor, maxRetries, retryInterval, timeout, timeoutRecoverable];
  return implementation === '' && inputs.size === 0 && settings.every((setting) => setting === null);
}

function nothing(at: SyntaxNode): MergedOperation {
  return {
    implementation: '',
    at,
    inputs: new Map(),
    inputsTypes: null,
    executor: null,
    maxRetries: null,
    retryInterval: null,
    timeout: null,
    timeoutRecoverable: null,
  };
}

function asWritten(template: TemplateOperation): MergedOperation {
  return { ...template, inputsTypes: null };
}

function defaultEntry(schema: PropertySchema): MapEntry | null {
  return schema.defaultValue === null ? null : entryFor(schema.name, schema.defaultValue);
}

/** Maps get the declared type as one more key, which get_input checks its value against; existing plugins see it too. */
function withTypeKey(entry: MapEntry, schema: PropertySchema, types: [string, string][]): MapEntry {
  const { value } = entry;
  if (schema.type === null || value.kind !== 'map') return entry;
  types.push([schema.name, schema.type]);
  if (isFunctionNode(value) && value.entries.has('type')) return entry;
  const type = entryFor('type', stringNode(schema.type, value));
  return { ...entry, value: mapNode(new Map(value.entries).set('type', type), value) };
}
