import type { JsonObject } from '../../blueprint/json.ts';
import { jsonObject } from '../../blueprint/json-object.ts';
import type { CompileContext } from '../context.ts';
import { type MapEntry, rangeOf, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { type FieldRule, inWords, readFields } from '../schema/fields.ts';
import { namedEntries } from '../schema/named.ts';

/** Whose labels they are: those of a deployment may be made by functions, when it is created. */
export type LabelOwner = 'deployment' | 'blueprint';

const fields = { values: { kind: 'list', required: true } } satisfies Record<string, FieldRule>;

/** Reads the section `labels` or `blueprint_labels` (dsl.md section 11): lists of values by key. */
export function readLabels(
  entries: ReadonlyMap<string, MapEntry>,
  owner: LabelOwner,
  context: CompileContext,
): JsonObject {
  const labels = namedEntries(entries, 'a label', context);
  for (const entry of labels) {
    const read = readFields(entry.value, { what: `the label "${entry.key}"`, fields }, context);
    const values = read?.values?.value;
    for (const value of values?.kind === 'list' ? values.items : []) checkValue(value, { entry, owner }, context);
  }
  return jsonObject(labels.map((entry) => [entry.key, toJson(entry.value)]));
}

function checkValue(value: SyntaxNode, at: { entry: MapEntry; owner: LabelOwner }, context: CompileContext): void {
  if (textOf(value) !== null) return;
  const where = `A value of the label "${at.entry.key}"`;
  const report = (detail: string, hint: string) =>
    context.report.error({ code: 9051, detail, range: rangeOf(value), hint });
  if (at.owner === 'blueprint' || value.kind !== 'map') {
    const allowed = at.owner === 'blueprint' ? 'a text' : 'a text or a function';
    report(`${where} must be ${allowed}, and this is ${inWords(value)}.`, 'Put it in quotes.');
  } else if (value.entries.has('get_attribute')) {
    const detail = `${where} uses get_attribute. Labels are made when the deployment is created, before there are attributes.`;
    report(detail, 'Use get_input or get_property.');
  }
}

/** Reads the section `resource_tags`: single values, lists or maps by key. Empty ones stay as they are. */
export function readResourceTags(entries: ReadonlyMap<string, MapEntry>, context: CompileContext): JsonObject {
  const tags = namedEntries(entries, 'a tag', context);
  for (const entry of tags) {
    if (entry.value.kind !== 'scalar' || entry.value.type !== 'timestamp') continue;
    const detail = `The tag "${entry.key}" is a date, which is not a value of the language.`;
    context.report.error({ code: 1, detail, range: rangeOf(entry.value), hint: 'Put it in quotes.' });
  }
  return jsonObject(tags.map((entry) => [entry.key, toJson(entry.value)]));
}
