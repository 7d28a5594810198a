import type { Json, JsonObject } from '../../blueprint/json.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import type { CompileContext } from '../context.ts';
import { readScalableProperties } from '../nodes/scalable.ts';
import { type MapEntry, rangeOf, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { type FieldRule, inWords, readFields } from '../schema/fields.ts';
import { namedEntries } from '../schema/named.ts';

const scalingPolicy = 'cloudify.policies.scaling';

const policyFields = {
  type: { kind: 'text', required: true },
  targets: { kind: 'list', required: true },
  properties: { kind: 'map' },
} satisfies Record<string, FieldRule>;

export interface Policies {
  /** The numbers of instances of every group that a scaling policy targets; of several policies the last counts. */
  scaled: ReadonlyMap<string, JsonObject>;
  inPlan: JsonObject;
}

/** Reads the section `policies` (dsl.md section 8), which knows scaling policies only. `groups`: names of all groups. */
export function readPolicies(
  entries: ReadonlyMap<string, MapEntry>,
  groups: ReadonlyMap<string, unknown>,
  context: CompileContext,
): Policies {
  const scaled = new Map<string, JsonObject>();
  const inPlan: [string, Json][] = [];
  for (const entry of namedEntries(entries, 'a policy', context)) {
    const what = `policy "${entry.key}"`;
    const read = readFields(entry.value, { what, fields: policyFields }, context);
    if (read === null) continue;
    checkType(read.type?.value, what, context);
    const targets = readTargets(read.targets?.value, { what, groups }, context);
    const properties = readScalableProperties(read.properties?.value, what, context);
    for (const target of targets) scaled.set(target, properties);
    inPlan.push([entry.key, { type: textOf(read.type?.value), properties, targets }]);
  }
  return { scaled, inPlan: Object.fromEntries(inPlan) };
}

function checkType(node: SyntaxNode | undefined, what: string, context: CompileContext): void {
  const type = textOf(node);
  if (node === undefined || type === null || type === scalingPolicy) return;
  context.report.error({
    code: 204,
    detail: `The type "${type}" of ${what} is not supported; the only type of policy is ${scalingPolicy}.`,
    range: rangeOf(node),
    hint: `Write "type: ${scalingPolicy}". Policies that watch and react are written in a group.`,
  });
}

function readTargets(
  node: SyntaxNode | undefined,
  at: { what: string; groups: ReadonlyMap<string, unknown> },
  context: CompileContext,
): string[] {
  if (node?.kind !== 'list') return [];
  if (node.items.length === 0) {
    context.report.error({ code: 206, detail: `The targets of ${at.what} are empty.`, range: rangeOf(node) });
  }
  const targets: string[] = [];
  for (const item of node.items) {
    const name = textOf(item);
    if (name !== null && at.groups.has(name)) {
      targets.push(name);
      continue;
    }
    const range = rangeOf(item);
    const detail =
      name === null
        ? `A target of ${at.what} must be the name of a group, and this is ${inWords(item)}.`
        : `"${name}", a target of ${at.what}, is not a group.`;
    context.report.error({
      code: name === null ? 1 : 205,
      detail,
      range,
      hint: name === null ? undefined : () => didYouMean(name, at.groups.keys()),
    });
  }
  return targets;
}
