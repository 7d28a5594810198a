import { didYouMean } from '../../diagnostics/nearest.ts';
import type { CompileContext } from '../context.ts';
import { formatVersion, requireVersion } from '../language-version.ts';
import {
  entryFor,
  isNull,
  keyRangeOf,
  type MapEntry,
  type MapNode,
  mapNode,
  rangeOf,
  type SyntaxNode,
  textOf,
} from '../safe-yaml/syntax.ts';
import { inWords, isOfKind } from '../schema/fields.ts';
import { mergeEntries } from './merge-entries.ts';
import { builtInPrefix, type Rewrite, renamed } from './namespace.ts';
import { namespacedSections } from './namespaced-sections.ts';
import { isSectionName, type SectionName, sectionRule, sectionRules } from './sections.ts';

/** The reference looks at these sections before it imports anything. */
const readEarly: ReadonlySet<string> = new Set(['dsl_definitions', 'imports']);

/** One file after its text was read. */
export interface ImportedFile {
  location: string;
  root: MapNode;
  main: boolean;
  /** Put before the names of all that the file defines. */
  namespace: string | null;
  /** Whether an entry belongs to the built-in types, which keep their names and are never in conflict. */
  isBuiltIn(entry: MapEntry): boolean;
}

/** All files' sections as one blueprint. Entries keep the places they were written at. */
export class MergedSections {
  readonly #context: CompileContext;
  readonly #whole = new Map<SectionName, MapEntry>();
  readonly #entries = new Map<SectionName, Map<string, MapEntry>>();
  readonly #items = new Map<SectionName, SyntaxNode[]>();
  readonly #builtIn = new Set<MapEntry>();

  constructor(context: CompileContext) {
    this.#context = context;
  }

  /** Notes that a blueprint is imported under a namespace. */
  addBlueprint(id: SyntaxNode, namespace: string): void {
    this.#itemsOf('imported_blueprints').push(id);
    this.#entriesOf('namespaces_mapping').set(namespace, entryFor(namespace, id));
  }

  /** Adds a file; files come in the order in which their imports are met, the main file first. */
  add(file: ImportedFile): void {
    for (const entry of file.root.entries.values()) {
      if (!isSectionName(entry.key)) {
        this.#reportUnknown(entry);
      } else if (this.#accepts(entry, file.main)) {
        this.#addSection(entry.key, entry, file);
      }
    }
  }

  /** The entries of a section of named things; empty when there is none. */
  entries(section: SectionName): ReadonlyMap<string, MapEntry> {
    return this.#entries.get(section) ?? new Map();
  }

  /** A section that is taken as a whole. */
  whole(section: SectionName): MapEntry | null {
    return this.#whole.get(section) ?? null;
  }

  /** The texts of a section that is a list. */
  texts(section: SectionName): string[] {
    return (this.#items.get(section) ?? []).map((item) => textOf(item) ?? '');
  }

  /** All sections as one file to be imported by another blueprint; places stay those of the files they come from. */
  asFile(at: MapNode, namespace: string | null): ImportedFile {
    const whole = [...this.#whole].filter(([name]) => sectionRule(name).merge === 'first');
    const sections = new Map<string, MapEntry>(whole);
    for (const [name, entries] of this.#entries) sections.set(name, entryFor(name, mapNode(entries, at)));
    for (const [name, list] of this.#items) {
      const { source, start, end } = at;
      sections.set(
        name,
        entryFor(name, { kind: 'list', items: list, source, start, end, size: list.length + 1, depth: 2 }),
      );
    }
    const isBuiltIn = (entry: MapEntry) => this.#builtIn.has(entry);
    return { location: at.source.file, root: mapNode(sections, at), main: false, namespace, isBuiltIn };
  }

  #accepts(entry: MapEntry, main: boolean): boolean {
    const name = entry.key as SectionName;
    const rule = sectionRule(name);
    if (name === 'upload_resources' && !isNull(entry.value)) this.#reportWithoutEffect(entry);
    if (rule.merge === 'main-only' && !main) return false;
    // Nothing can be looked up in an empty `node_types`; the reference fails on it too.
    if (isNull(entry.value) && name !== 'node_types') return rule.merge === 'first';
    const like = readEarly.has(name) ? { like: 27 as const } : {};
    if (isOfKind(entry.value, rule.kind) || (rule.or !== undefined && isOfKind(entry.value, rule.or))) {
      if (rule.since !== undefined) requireVersion(entry, rule.since, { ...this.#context, ...like });
      return true;
    }
    this.#context.report.error({
      code: 1,
      ...like,
      detail: `The section "${name}" must be a ${rule.kind}${rule.or === undefined ? '' : ` or a ${rule.or}`}, and this is ${inWords(entry.value)}.`,
      range: isNull(entry.value) ? keyRangeOf(entry) : rangeOf(entry.value),
    });
    return false;
  }

  #addSection(name: SectionName, entry: MapEntry, file: ImportedFile): void {
    const { merge } = sectionRule(name);
    if (merge === 'main-only' || merge === 'first') {
      if (!this.#whole.has(name)) this.#whole.set(name, wholeInNamespace(entry, file.namespace));
    } else if (merge === 'items') {
      this.#addItems(name, entry.value);
    } else if (this.#entries.has(name) && (merge === 'never' || (merge !== 'entries' && this.#context.version < 3))) {
      this.#reportNotMergeable(entry, merge === 'never');
    } else if (entry.value.kind === 'map') {
      this.#entriesOf(name);
      for (const item of entry.value.entries.values()) this.#addEntry(name, item, file);
    }
  }

  #addEntry(section: SectionName, written: MapEntry, file: ImportedFile): void {
    const entries = this.#entriesOf(section);
    const builtIn = file.isBuiltIn(written);
    const entry = file.namespace === null || builtIn ? written : entryInNamespace(section, written, file.namespace);
    if (builtIn) this.#builtIn.add(entry);
    const former = entries.get(entry.key);
    if (former === undefined || builtIn || entry.key.startsWith(builtInPrefix)) {
      entries.set(entry.key, entry);
      return;
    }
    if (sectionRule(section).merge === 'first-of-each-since-3') return;
    const merged = mergeEntries(section, former, entry);
    if (merged === null) {
      this.#reportConflict(section, { former, entry });
      return;
    }
    if (this.#builtIn.has(former)) this.#builtIn.add(merged);
    entries.set(entry.key, merged);
  }

  #addItems(section: SectionName, list: SyntaxNode): void {
    if (list.kind !== 'list') return;
    const known = this.#itemsOf(section);
    for (const item of list.items) {
      const text = textOf(item);
      if (text === null) {
        const detail = `An item of "${section}" must be a text, and this is ${inWords(item)}.`;
        this.#context.report.error({ code: 1, detail, range: rangeOf(item) });
      } else if (!known.some((other) => textOf(other) === text)) {
        known.push(item);
      }
    }
  }

  #entriesOf(section: SectionName): Map<string, MapEntry> {
    const entries = this.#entries.get(section) ?? new Map<string, MapEntry>();
    this.#entries.set(section, entries);
    return entries;
  }

  #itemsOf(section: SectionName): SyntaxNode[] {
    const known = this.#items.get(section) ?? [];
    this.#items.set(section, known);
    return known;
  }

  #reportUnknown(entry: MapEntry): void {
    const names = Object.keys(sectionRules);
    this.#context.report.error({
      code: 1,
      detail: `There is no section "${entry.key}" in a blueprint.`,
      range: keyRangeOf(entry),
      hint: () => didYouMean(entry.key, names) ?? `The sections are: ${names.join(', ')}.`,
    });
  }

  #reportWithoutEffect(entry: MapEntry): void {
    this.#context.report.notice({
      code: 9021,
      detail: `The section "${entry.key}" is ignored: every file of the blueprint can be read while it is compiled and run.`,
      range: keyRangeOf(entry),
      hint: 'Remove it when the blueprint is only used here.',
    });
  }

  #reportNotMergeable(entry: MapEntry, never: boolean): void {
    const since = `From ${formatVersion(3)} on it can be; the blueprint declares ${formatVersion(this.#context.version)}.`;
    this.#context.report.error({
      code: 3,
      detail:
        `The section "${entry.key}" is written in more than one file, and it cannot be put together. ${never ? '' : since}`.trim(),
      range: keyRangeOf(entry),
      hint: never
        ? 'Write the whole section in one file.'
        : `Write "tosca_definitions_version: ${formatVersion(3)}" in the main file, or the section in one file.`,
    });
  }

  #reportConflict(section: SectionName, at: { former: MapEntry; entry: MapEntry }): void {
    const where = keyRangeOf(at.former);
    this.#context.report.error({
      code: 4,
      detail: `"${at.entry.key}" in the section "${section}" is already defined in ${where.file}, line ${where.start.line}.`,
      range: keyRangeOf(at.entry),
      hint: 'Rename one of the two, or import one of the files under a namespace: "ns--file.yaml".',
    });
  }
}

/** So that an entry which is read again is the same one again, and what was made from it can be kept. */
const rewritten = new WeakMap<MapEntry, Map<string, MapEntry>>();

function entryInNamespace(section: SectionName, entry: MapEntry, namespace: string): MapEntry {
  const known = rewritten.get(entry) ?? new Map<string, MapEntry>();
  rewritten.set(entry, known);
  const place = `${section} ${namespace}`;
  const rewrite = namespacedSections[section];
  const found =
    known.get(place) ??
    renamed(rewrite === undefined ? entry : withRewritten(entry, { rewrite, namespace }), namespace);
  known.set(place, found);
  return found;
}

function withRewritten(entry: MapEntry, { rewrite, namespace }: { rewrite: Rewrite; namespace: string }): MapEntry {
  return { ...entry, value: rewrite(entry.value, namespace) };
}

/** Of a section that is taken as a whole, only the names are put into the namespace. */
function wholeInNamespace(entry: MapEntry, namespace: string | null): MapEntry {
  if (namespace === null || entry.value.kind !== 'map') return entry;
  const names = [...entry.value.entries.values()].map((item): [string, MapEntry] => {
    const { key } = renamed(item, namespace);
    return [key, { ...item, key }];
  });
  return { ...entry, value: mapNode(new Map(names), entry.value) };
}
