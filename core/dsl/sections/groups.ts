import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { CompileContext } from '../context.ts';
import { isNull, keyRangeOf, type MapEntry } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { type FieldRule, readFields } from '../schema/fields.ts';
import { namedEntries } from '../schema/named.ts';
import { readFreeSection } from './free.ts';

const fields = {
  members: { kind: 'list', required: true },
  policies: { kind: 'map' },
} satisfies Record<string, FieldRule>;

/** Reads the section `groups`: members without repetitions, policies as written. */
export function readGroups(entries: ReadonlyMap<string, MapEntry>, context: CompileContext): JsonObject {
  const groups: [string, Json][] = [];
  for (const entry of namedEntries(entries, 'a group', context)) {
    const read = readFields(entry.value, { what: `group "${entry.key}"`, fields }, context);
    if (read?.members === undefined) continue;
    const members = toJson(read.members.value);
    const policies = read.policies === undefined || isNull(read.policies.value) ? {} : toJson(read.policies.value);
    groups.push([entry.key, { members: Array.isArray(members) ? [...new Set(members)] : [], policies }]);
  }
  return Object.fromEntries(groups);
}

/** Reads the section `policies` as written; that nothing acts on them yet is said, and does not stop anyone. */
export function readPolicies(entries: ReadonlyMap<string, MapEntry>, context: CompileContext): JsonObject {
  for (const entry of entries.values()) {
    context.report.warning({
      code: 9020,
      detail: `The policy "${entry.key}" is read and kept, but its groups are not scaled together yet.`,
      range: keyRangeOf(entry),
    });
  }
  return readFreeSection(entries, 'a policy', context);
}
