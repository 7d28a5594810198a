import type { Json, JsonObject } from '../../blueprint/json.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import type { CompileContext } from '../context.ts';
import { keyRangeOf, type MapEntry, rangeOf, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { type FieldRule, inWords, readFields } from '../schema/fields.ts';
import { namedEntries } from '../schema/named.ts';
import { missingImportHint } from '../types/inheritance.ts';
import type { ValueResolver } from '../types/values.ts';
import type { Reactions } from './reactions.ts';

/** What groups refer to. */
export interface GroupParts {
  /** Names of all node templates. */
  nodes: ReadonlyMap<string, unknown>;
  policyTypes: Reactions;
  policyTriggers: Reactions;
  values: ValueResolver;
  context: CompileContext;
}

const groupFields = {
  members: { kind: 'list', required: true },
  policies: { kind: 'map' },
} satisfies Record<string, FieldRule>;

const policyFields = {
  type: { kind: 'text', required: true },
  properties: { kind: 'map' },
  triggers: { kind: 'map' },
} satisfies Record<string, FieldRule>;

const triggerFields = {
  type: { kind: 'text', required: true },
  parameters: { kind: 'map' },
} satisfies Record<string, FieldRule>;

/** A member of a group, and where it is written. */
export interface GroupMember {
  name: string;
  at: SyntaxNode;
}

export interface Groups {
  /** Members by group, once each, in the order of writing; a group that cannot be read has no entry. */
  members: ReadonlyMap<string, readonly GroupMember[]>;
  inPlan: JsonObject;
}

/** Reads the section `groups` (dsl.md section 8): members once each, policies with their defaults. */
export function readGroups(entries: ReadonlyMap<string, MapEntry>, parts: GroupParts): Groups {
  const inPlan: [string, Json][] = [];
  const members = new Map<string, GroupMember[]>();
  for (const entry of namedEntries(entries, 'a group', parts.context)) {
    const read = readFields(entry.value, { what: `group "${entry.key}"`, fields: groupFields }, parts.context);
    checkName(entry, parts);
    if (read?.members === undefined) continue;
    const own = readMembers(read.members.value, { group: entry.key, groups: entries }, parts);
    const policies = mapEntries(read.policies?.value).map((policy): [string, Json] => [
      policy.key,
      readPolicy(policy, `policy "${policy.key}" of group "${entry.key}"`, parts),
    ]);
    members.set(entry.key, own);
    inPlan.push([entry.key, { members: own.map(({ name }) => name), policies: Object.fromEntries(policies) }]);
  }
  return { members, inPlan: Object.fromEntries(inPlan) };
}

function checkName(entry: MapEntry, parts: GroupParts): void {
  if (!parts.nodes.has(entry.key)) return;
  const detail = `"${entry.key}" is the name of a group and of a node template.`;
  parts.context.report.error({ code: 211, detail, range: keyRangeOf(entry), hint: 'Rename one of the two.' });
}

function readMembers(
  node: SyntaxNode,
  at: { group: string; groups: ReadonlyMap<string, MapEntry> },
  parts: GroupParts,
): GroupMember[] {
  const { report } = parts.context;
  const items = node.kind === 'list' ? node.items : [];
  const members = new Map<string, GroupMember>();
  if (items.length === 0) {
    report.error({ code: 1, detail: `The group "${at.group}" needs at least one member.`, range: rangeOf(node) });
  }
  for (const item of items) {
    const name = textOf(item);
    const range = rangeOf(item);
    if (name === null) {
      const detail = `A member of the group "${at.group}" must be a name, and this is ${inWords(item)}.`;
      report.error({ code: 1, detail, range });
    } else if (parts.nodes.has(name) || at.groups.has(name)) {
      if (!members.has(name)) members.set(name, { name, at: item });
    } else {
      const detail = `"${name}", a member of the group "${at.group}", is neither a node template nor a group.`;
      const hint = () => didYouMean(name, [...parts.nodes.keys(), ...at.groups.keys()]);
      report.error({ code: 40, detail, range, hint });
    }
  }
  return [...members.values()];
}

function readPolicy(entry: MapEntry, what: string, parts: GroupParts): JsonObject {
  const read = readFields(entry.value, { what, fields: policyFields }, parts.context);
  const triggers = mapEntries(read?.triggers?.value).map((trigger): [string, Json] => [
    trigger.key,
    readTrigger(trigger, `trigger "${trigger.key}" of ${what}`, parts),
  ]);
  const use = { what, code: 41, kind: 'policy type', known: parts.policyTypes } as const;
  return {
    type: textOf(read?.type?.value),
    properties: readValues({ type: read?.type, given: read?.properties, entry }, use, parts),
    triggers: Object.fromEntries(triggers),
  };
}

function readTrigger(entry: MapEntry, what: string, parts: GroupParts): JsonObject {
  const read = readFields(entry.value, { what, fields: triggerFields }, parts.context);
  const use = { what, code: 42, kind: 'policy trigger', known: parts.policyTriggers } as const;
  return {
    type: textOf(read?.type?.value),
    parameters: readValues({ type: read?.type, given: read?.parameters, entry }, use, parts),
  };
}

function readValues(
  written: { type: MapEntry | undefined; given: MapEntry | undefined; entry: MapEntry },
  use: { what: string; code: 41 | 42; kind: string; known: Reactions },
  parts: GroupParts,
): Json {
  const name = textOf(written.type?.value);
  if (name === null || written.type === undefined) return {};
  const schemas = use.known.schemas.get(name);
  if (schemas === undefined) {
    parts.context.report.error({
      code: use.code,
      detail: `The type "${name}" of ${use.what} is not a known ${use.kind}.`,
      range: rangeOf(written.type.value),
      hint: () => didYouMean(name, use.known.schemas.keys()) ?? missingImportHint(name),
    });
    return {};
  }
  const given = written.given?.value.kind === 'map' ? written.given.value : null;
  return toJson(parts.values.resolve(schemas, given, { what: use.what, at: written.entry.value, complete: true }));
}

function mapEntries(node: SyntaxNode | undefined): MapEntry[] {
  return node?.kind === 'map' ? [...node.entries.values()] : [];
}
