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
import { capital, inWords } from '../schema/fields.ts';
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

/** A default, and the paths in it that have no value though one is required. */
interface CompletedDefault {
  value: SyntaxNode;
  missing: string[];
  oversize: Oversize | null;
}

/** A value that would grow too large when completed. */
interface Oversize {
  value: MapNode;
  path: string;
}

/** Paths of missing values named for one value; there may be as many as data types can multiply. */
const mostMissing = 50;

/** Values beyond this are refused: data types can multiply defaults without end. */
const largest = 200_000;

/** Completes given values with defaults and checks them against their declarations (dsl.md section 5). */
export class ValueResolver {
  readonly #types: DataTypes;
  readonly #context: CompileContext;
  readonly #defaults = new WeakMap<PropertySchema, CompletedDefault>();
  /** What was found to be too large since somebody asked. */
  #oversize: Oversize | null = null;

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
    const missing: string[] = [];
    const entries = this.#complete(schemas, given?.entries ?? new Map(), { owner, path: '', missing });
    if (owner.complete) for (const path of missing) this.#reportMissing(path, owner);
    return mapNode(entries, given ?? owner.at);
  }

  /** Checks the defaults of declarations, once, where they are declared. */
  checkDefaults(schemas: Iterable<PropertySchema>, what: string): void {
    for (const schema of schemas) {
      if (schema.defaultValue === null) continue;
      const owner = { what, at: schema.entry.value, complete: false };
      this.#fit(schema.defaultValue, schema, { owner, path: schema.name, derived: null, missing: [] });
    }
  }

  /** One value completed from its data type and checked against its declaration. */
  completeValue(value: SyntaxNode, schema: PropertySchema, what: string): SyntaxNode {
    const owner = { what, at: value, complete: true };
    const missing: string[] = [];
    const completed = this.#fit(value, schema, { owner, path: schema.name, derived: null, missing });
    for (const path of missing) this.#reportMissing(path, owner);
    return completed;
  }

  /** The default as plans show it: completed from its data type as far as there are defaults. Null: there is none. */
  shownDefault(schema: PropertySchema): SyntaxNode | null {
    return this.#defaultOf(schema)?.value ?? null;
  }

  /** A default, completed from its data type; its faults were reported where it is declared. Null: there is none. */
  #defaultOf(schema: PropertySchema): CompletedDefault | null {
    const known = this.#defaults.get(schema);
    if (known !== undefined) {
      // Each compilation, and each use in it, is told: what was told nothing may be kept.
      if (known.oversize !== null) this.#reportTooLarge(known.oversize);
      return known;
    }
    const isData = schema.type !== null && this.#types.has(schema.type);
    const written = schema.defaultValue ?? (isData ? mapNode(new Map(), schema.entry.value) : null);
    if (written === null) return null;
    const owner: ValueOwner = { what: '', at: schema.entry.value, complete: false, open: true };
    const missing: string[] = [];
    const outer = this.#oversize;
    this.#oversize = null;
    const value = this.#fit(written, schema, { owner, path: '', derived: null, missing });
    const completed = { value, missing, oversize: this.#oversize };
    this.#oversize ??= outer;
    this.#defaults.set(schema, completed);
    return completed;
  }

  #complete(
    schemas: ReadonlyMap<string, PropertySchema>,
    given: ReadonlyMap<string, MapEntry>,
    at: { owner: ValueOwner; path: string; missing: string[] },
  ): Map<string, MapEntry> {
    const entries = new Map<string, MapEntry>();
    for (const [name, schema] of schemas) {
      const path = joinPath(at.path, name);
      const entry = given.get(name);
      if (entry !== undefined) {
        const derived = schema.defaultValue?.kind === 'map' ? schema.defaultValue : null;
        entries.set(name, withValue(entry, this.#fit(entry.value, schema, { ...at, path, derived })));
        continue;
      }
      const completed = this.#defaultOf(schema);
      if (completed !== null) entries.set(name, entryFor(name, completed.value));
      if (completed !== null)
        addMissing(
          at.missing,
          completed.missing.map((inner) => joinPath(path, inner)),
        );
      else if (schema.required) addMissing(at.missing, [path]);
    }
    return entries;
  }

  #fit(
    value: SyntaxNode,
    schema: PropertySchema,
    at: { owner: ValueOwner; path: string; missing: string[]; derived: SyntaxNode | null },
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
    return built.size > largest ? this.#tooLarge(value, at.path === '' ? schema.name : at.path) : built;
  }

  #tooLarge(value: MapNode, path: string): SyntaxNode {
    this.#oversize = { value, path };
    this.#reportTooLarge(this.#oversize);
    return value;
  }

  #reportTooLarge({ value, path }: Oversize): void {
    const detail = `"${path}" has more than ${largest} values when all defaults of its data type are written out.`;
    this.#context.report.error({ code: 9003, detail, range: rangeOf(value) });
  }

  #reportUndefined(
    schemas: ReadonlyMap<string, PropertySchema>,
    given: MapNode,
    at: { owner: ValueOwner; path: string },
  ): void {
    for (const entry of given.entries.values()) {
      if (schemas.has(entry.key)) continue;
      const path = joinPath(at.path, entry.key);
      this.#context.report.error({
        code: 106,
        detail: `${capital(at.owner.what)} has a value for "${path}", which its type does not define.`,
        range: keyRangeOf(entry),
        hint: () => didYouMean(entry.key, schemas.keys()) ?? definedHint(schemas),
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

function joinPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function addMissing(missing: string[], paths: string[]): void {
  missing.push(...paths.slice(0, Math.max(0, mostMissing - missing.length)));
}

function withValue(entry: MapEntry, value: SyntaxNode): MapEntry {
  return entry.value === value ? entry : { ...entry, value };
}

function definedHint(schemas: ReadonlyMap<string, PropertySchema>): string | undefined {
  if (schemas.size === 0 || schemas.size > 30) return undefined;
  return `It defines: ${[...schemas.keys()].join(', ')}.`;
}
