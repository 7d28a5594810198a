import { didYouMean } from '../../diagnostics/nearest.ts';
import type { CompileContext } from '../context.ts';
import { isFunctionNode } from '../functions/names.ts';
import {
  entryFor,
  keyRangeOf,
  type MapEntry,
  type MapNode,
  mapNode,
  rangeOf,
  type SyntaxNode,
} from '../safe-yaml/syntax.ts';
import { inWords } from '../schema/fields.ts';
import type { DataTypes } from './data-types.ts';
import { overlayDeep } from './merge-schemas.ts';
import { fitsPrimitive, nounOfType } from './primitives.ts';
import type { PropertySchema } from './property-schema.ts';

/** Whose values are being completed. */
export interface ValueOwner {
  /** Named in messages: `node template "web"`. */
  what: string;
  /** What something that is missing should have been part of. */
  at: SyntaxNode;
  /** Missing required values are an error. */
  complete: boolean;
  /** Undefined and unfit values are no news: they were reported elsewhere, or not all declarations are known. */
  open?: boolean;
}

/** Values beyond this are refused: data types can multiply defaults without end. */
const largest = 200_000;

/** Completes given values with defaults and checks them against their declarations (dsl.md section 5). */
export class ValueResolver {
  readonly #types: DataTypes;
  readonly #context: CompileContext;
  readonly #defaults = new WeakMap<PropertySchema, SyntaxNode>();

  constructor(types: DataTypes, context: CompileContext) {
    this.#types = types;
    this.#context = context;
  }

  /**
   * Every declared property that has a value: the given one, or the default. Reports undefined (106), missing (107)
   * and unfit (105) ones. In the order of the declarations.
   */
  resolve(schemas: ReadonlyMap<string, PropertySchema>, given: MapNode | null, owner: ValueOwner): MapNode {
    if (given !== null && owner.open !== true) this.#reportUndefined(schemas, given, { owner, path: '' });
    const entries = this.#complete(schemas, given?.entries ?? new Map(), { owner, path: '' });
    return mapNode(entries, given ?? owner.at);
  }

  /** Checks the defaults of declarations, once, where they are declared. */
  checkDefaults(schemas: Iterable<PropertySchema>, what: string): void {
    for (const schema of schemas) {
      if (schema.defaultValue === null) continue;
      const owner = { what, at: schema.entry.value, complete: false };
      this.#fit(schema.defaultValue, schema, { owner, path: schema.name, derived: null });
    }
  }

  /** One value completed from its data type and checked against its declaration. */
  completeValue(value: SyntaxNode, schema: PropertySchema, what: string): SyntaxNode {
    const owner = { what, at: value, complete: true };
    return this.#fit(value, schema, { owner, path: schema.name, derived: null });
  }

  /** The default as plans show it: completed from its data type as far as there are defaults. Null: there is none. */
  shownDefault(schema: PropertySchema): SyntaxNode | null {
    const owner = { what: '', at: schema.entry.value, complete: false, open: true };
    return this.#defaultOf(schema, { owner, path: schema.name });
  }

  /** A default, completed from its data type; its faults were reported where it is declared. Null: there is none. */
  #defaultOf(schema: PropertySchema, at: { owner: ValueOwner; path: string }): SyntaxNode | null {
    const known = this.#defaults.get(schema);
    if (known !== undefined) return known;
    const isData = schema.type !== null && this.#types.has(schema.type);
    const written = schema.defaultValue ?? (isData ? mapNode(new Map(), schema.entry.value) : null);
    if (written === null) return null;
    const value = this.#fit(written, schema, { owner: { ...at.owner, open: true }, path: at.path, derived: null });
    if (!this.#lacksSomething(value, schema)) this.#defaults.set(schema, value);
    return value;
  }

  #complete(
    schemas: ReadonlyMap<string, PropertySchema>,
    given: ReadonlyMap<string, MapEntry>,
    at: { owner: ValueOwner; path: string },
  ): Map<string, MapEntry> {
    const entries = new Map<string, MapEntry>();
    for (const [name, schema] of schemas) {
      const path = at.path === '' ? name : `${at.path}.${name}`;
      const entry = given.get(name);
      const value =
        entry === undefined
          ? this.#defaultOf(schema, { owner: at.owner, path })
          : this.#fit(entry.value, schema, { owner: at.owner, path, derived: this.#derivedDefault(schema) });
      if (value !== null) entries.set(name, entry === undefined ? entryFor(name, value) : withValue(entry, value));
      else if (schema.required && at.owner.complete) this.#reportMissing(path, at.owner);
    }
    return entries;
  }

  #derivedDefault(schema: PropertySchema): SyntaxNode | null {
    return schema.defaultValue?.kind === 'map' ? schema.defaultValue : null;
  }

  #fit(
    value: SyntaxNode,
    schema: PropertySchema,
    at: { owner: ValueOwner; path: string; derived: SyntaxNode | null },
  ): SyntaxNode {
    if (schema.type === null || isFunctionNode(value)) return value;
    const fits = fitsPrimitive(value, schema.type);
    if (fits === true) return value;
    const type = this.#types.get(schema.type);
    // An unknown type was reported where it stands.
    if (fits === null && type === undefined) return value;
    if (type === undefined || value.kind !== 'map') {
      if (at.owner.open !== true) this.#reportUnfit(value, schema, at);
      return value;
    }
    if (at.owner.open !== true) this.#reportUndefined(type.properties, value, at);
    const laid = at.derived === null ? value : overlayDeep(at.derived, value);
    const given = laid.kind === 'map' ? laid.entries : value.entries;
    const built = mapNode(this.#complete(type.properties, given, at), value);
    return built.size > largest ? this.#tooLarge(value, at.path) : built;
  }

  #tooLarge(value: MapNode, path: string): SyntaxNode {
    const detail = `"${path}" has more than ${largest} values when all defaults of its data type are written out.`;
    this.#context.report.error({ code: 9003, detail, range: rangeOf(value) });
    return value;
  }

  /** Defaults that lack a required member are completed anew for each owner, so that each is told about it. */
  #lacksSomething(value: SyntaxNode, schema: PropertySchema): boolean {
    const type = schema.type === null ? undefined : this.#types.get(schema.type);
    if (type === undefined || value.kind !== 'map') return false;
    for (const [name, member] of type.properties) {
      const entry = value.entries.get(name);
      if (entry === undefined ? member.required : this.#lacksSomething(entry.value, member)) return true;
    }
    return false;
  }

  #reportUndefined(
    schemas: ReadonlyMap<string, PropertySchema>,
    given: MapNode,
    at: { owner: ValueOwner; path: string },
  ): void {
    for (const entry of given.entries.values()) {
      if (schemas.has(entry.key)) continue;
      const path = at.path === '' ? entry.key : `${at.path}.${entry.key}`;
      this.#context.report.error({
        code: 106,
        detail: `${capital(at.owner.what)} has a value for "${path}", which its type does not define.`,
        range: keyRangeOf(entry),
        hint: didYouMean(entry.key, schemas.keys()) ?? definedHint(schemas),
      });
    }
  }

  #reportMissing(path: string, owner: ValueOwner): void {
    this.#context.report.error({
      code: 107,
      detail: `${capital(owner.what)} needs a value for "${path}", and its type has no default for it.`,
      range: rangeOf(owner.at),
    });
  }

  #reportUnfit(value: SyntaxNode, schema: PropertySchema, at: { owner: ValueOwner; path: string }): void {
    const type = schema.type ?? '';
    this.#context.report.error({
      code: 105,
      detail: `"${at.path}" of ${at.owner.what} must be ${nounOfType(type)} (type ${type}), and it is ${inWords(value)}.`,
      range: rangeOf(value),
    });
  }
}

function withValue(entry: MapEntry, value: SyntaxNode): MapEntry {
  return entry.value === value ? entry : { ...entry, value };
}

function definedHint(schemas: ReadonlyMap<string, PropertySchema>): string | undefined {
  if (schemas.size === 0 || schemas.size > 30) return undefined;
  return `It defines: ${[...schemas.keys()].join(', ')}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
