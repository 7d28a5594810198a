import { didYouMean } from '../../diagnostics/nearest.ts';
import type { CompileContext } from '../context.ts';
import { formatVersion, requireVersion } from '../language-version.ts';
import {
  isNull,
  keyRangeOf,
  type MapEntry,
  type MapNode,
  mapNode,
  rangeOf,
  type SyntaxNode,
} from '../safe-yaml/syntax.ts';
import { inWords, isOfKind } from '../schema/fields.ts';
import { isSectionName, type SectionName, sectionRule, sectionRules } from './sections.ts';

/** Names with this prefix belong to the built-in types: never in conflict, the later file wins. */
const builtInPrefix = 'cloudify.';

/** One file after its text was read. */
export interface ImportedFile {
  location: string;
  root: MapNode;
  main: boolean;
}

/** All files' sections as one blueprint. Entries keep the places they were written at. */
export class MergedSections {
  readonly #context: CompileContext;
  readonly #whole = new Map<SectionName, MapEntry>();
  readonly #entries = new Map<SectionName, Map<string, MapEntry>>();
  readonly #builtIn = new Set<MapEntry>();

  constructor(context: CompileContext) {
    this.#context = context;
  }

  /** Adds a file; files come in the order in which their imports are met, the main file first. */
  add(file: ImportedFile): void {
    const builtIn = isTypesFile(file.root);
    for (const entry of file.root.entries.values()) {
      if (!isSectionName(entry.key)) {
        this.#reportUnknown(entry);
      } else if (this.#accepts(entry, file.main)) {
        this.#addSection(entry, builtIn);
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

  #accepts(entry: MapEntry, main: boolean): boolean {
    const name = entry.key as SectionName;
    const rule = sectionRule(name);
    if (isNull(entry.value) || (rule.merge === 'main-only' && !main)) return false;
    if (isOfKind(entry.value, rule.kind)) {
      return rule.since === undefined || requireVersion(entry, rule.since, this.#context);
    }
    this.#context.report.error({
      code: 1,
      detail: `The section "${name}" must be a ${rule.kind}, and this is ${inWords(entry.value)}.`,
      range: rangeOf(entry.value),
    });
    return false;
  }

  #addSection(entry: MapEntry, builtIn: boolean): void {
    const name = entry.key as SectionName;
    const { merge } = sectionRule(name);
    if (merge === 'main-only' || merge === 'first') {
      if (!this.#whole.has(name)) this.#whole.set(name, entry);
      return;
    }
    const known = this.#entries.get(name);
    if (known === undefined) {
      this.#entries.set(name, new Map());
    } else if (merge === 'never' || (merge !== 'entries' && this.#context.version < 3)) {
      this.#reportNotMergeable(entry, merge === 'never');
      return;
    }
    if (entry.value.kind === 'map') {
      for (const item of entry.value.entries.values()) {
        if (builtIn) this.#builtIn.add(item);
        this.#addEntry(name, item);
      }
    }
  }

  #addEntry(section: SectionName, entry: MapEntry): void {
    const entries = this.#entries.get(section) ?? new Map<string, MapEntry>();
    this.#entries.set(section, entries);
    const former = entries.get(entry.key);
    if (former === undefined || this.#isBuiltIn(entry)) {
      entries.set(entry.key, entry);
      return;
    }
    if (sectionRule(section).merge === 'first-of-each-since-3') return;
    const merged = mergeEntries(section, former, entry);
    if (merged !== null) entries.set(entry.key, merged);
    else this.#reportConflict(section, { former, entry });
  }

  #isBuiltIn(entry: MapEntry): boolean {
    return entry.key.startsWith(builtInPrefix) || this.#builtIn.has(entry);
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

  #reportNotMergeable(entry: MapEntry, never: boolean): void {
    const since = `From ${formatVersion(3)} on it can be; the blueprint declares ${formatVersion(this.#context.version)}.`;
    this.#context.report.error({
      code: 3,
      detail:
        `The section "${entry.key}" is written in more than one file, and it cannot be put together. ${never ? '' : since}`.trim(),
      range: keyRangeOf(entry),
    });
  }

  #reportConflict(section: SectionName, at: { former: MapEntry; entry: MapEntry }): void {
    const where = keyRangeOf(at.former);
    this.#context.report.error({
      code: 4,
      detail: `"${at.entry.key}" in the section "${section}" is already defined in ${where.file}, line ${where.start.line}.`,
      range: keyRangeOf(at.entry),
      hint: 'Rename one of the two.',
    });
  }
}

/** A file that brings the built-in types (dsl.md section 3, "Types file rule"). */
function isTypesFile(root: MapNode): boolean {
  const types = root.entries.get('node_types')?.value;
  return types?.kind === 'map' && types.entries.has('cloudify.nodes.Root');
}

/** Two entries of one name as one, where the language allows it; null where it does not. */
function mergeEntries(section: SectionName, former: MapEntry, later: MapEntry): MapEntry | null {
  if (former.value.kind !== 'map' || later.value.kind !== 'map') return null;
  if (section === 'workflows') return { ...former, value: overlay(later.value, former.value) };
  return section === 'node_templates' ? mergeTemplates(former, later) : null;
}

/** A template with nothing but relationships adds them to the template of the same name in another file. */
function mergeTemplates(former: MapEntry, later: MapEntry): MapEntry | null {
  const first = former.value as MapNode;
  const second = later.value as MapNode;
  if (!onlyRelationships(first) && !onlyRelationships(second)) return null;
  const whole = onlyRelationships(second) ? former : later;
  const relationships = [first, second]
    .map((map) => map.entries.get('relationships'))
    .filter((entry) => entry !== undefined);
  const wholeMap = whole.value as MapNode;
  const [one, two] = relationships;
  if (one === undefined || two === undefined) return { ...whole, value: wholeMap };
  if (one.value.kind !== 'list' || two.value.kind !== 'list') return null;
  const items: SyntaxNode[] = [...one.value.items, ...two.value.items];
  const size = one.value.size + two.value.size;
  const list = { ...one.value, items, size, depth: Math.max(one.value.depth, two.value.depth) };
  return {
    ...whole,
    value: mapNode(new Map(wholeMap.entries).set('relationships', { ...one, value: list }), wholeMap),
  };
}

function onlyRelationships(map: MapNode): boolean {
  return map.entries.size === 1 && map.entries.has('relationships');
}

/** `upper` over `lower`, key by key. */
function overlay(lower: MapNode, upper: MapNode): MapNode {
  return mapNode(new Map([...upper.entries, ...[...lower.entries].filter(([key]) => !upper.entries.has(key))]), upper);
}
