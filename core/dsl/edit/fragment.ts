import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { functionOf } from '../functions/names.ts';
import { sameJson } from '../functions/same-json.ts';
import { namespacedSections } from '../imports/namespaced-sections.ts';
import type { SyntaxNode } from '../safe-yaml/syntax.ts';
import { toJson } from '../safe-yaml/to-json.ts';
import { type EditableBlueprint, type EditableFile, inside, openBlueprint, sectionOf } from './blueprint.ts';
import type { Addition } from './insert.ts';
import { columnOf, nextLine, startsLine } from './lines.ts';
import { placesOf } from './places.ts';
import { printEntry } from './print.ts';
import { attachedFrom, belowOf, keepsBlanks } from './remove.ts';
import { entrySpan, isFlow, writtenEntries } from './spans.ts';
import type { Spot } from './spot.ts';
import type { Style } from './style.ts';

/** How a fragment is written where its text cannot be taken over. */
const plain: Style = {
  step: 2,
  dash: 2,
  quote: "'",
  call: '{ ',
  quotedKeys: false,
  lineBreak: '\n',
  literals: true,
};

/**
 * The text of node templates for the clipboard, as `add-fragment` takes it: as written, comments included, with the
 * inputs that they call. Values of anchors from elsewhere are written out. Empty when none of the nodes is in a file of
 * the blueprint.
 */
export function fragmentOf(blueprint: EditableBlueprint, nodes: readonly string[]): string {
  const templates = entriesOf(blueprint, 'node_templates', nodes);
  if (templates.length === 0) return '';
  const called = new Set<string>();
  for (const { value } of templates) collectInputs(value, called);
  return [
    ...sectionText('inputs', entriesOf(blueprint, 'inputs', [...called])),
    ...sectionText('node_templates', templates),
    '',
  ].join('\n');
}

/** An entry of a section for putting it elsewhere: as it is written, if it can be taken out of its text. */
export function additionOf(spot: Spot): Addition {
  const lines = linesOfEntry(spot);
  const addition = { key: String(spot.step), value: toJson(spot.node) };
  return lines === null ? addition : { ...addition, lines };
}

function sectionText(section: string, entries: readonly Addition[]): string[] {
  if (entries.length === 0) return [];
  const lines = entries.flatMap(
    ({ key, value, lines: written }) => written ?? printEntry([key ?? '', value], 0, plain).split('\n'),
  );
  return [`${section}:`, ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
}

/** Entries by name, in the order of the text. */
function entriesOf(
  blueprint: EditableBlueprint,
  section: 'inputs' | 'node_templates',
  names: readonly string[],
): Addition[] {
  const places = names.flatMap((name) => placesOf(blueprint, section, name).slice(0, 1));
  const files = [...blueprint.files.values()];
  return places
    .toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || keyStart(a) - keyStart(b))
    .map((spot) => inPlan(section, spot));
}

function keyStart({ entry }: Spot): number {
  return entry === null ? 0 : entry.source.offset(entry.keyStart);
}

/** An entry with names as the plan has them: those of a file with a namespace say it. */
function inPlan(section: 'inputs' | 'node_templates', spot: Spot): Addition {
  const namespace = spot.file.namespaces[0] ?? null;
  const rewrite = namespacedSections[section];
  if (namespace === null || rewrite === undefined) return additionOf(spot);
  return { key: inside(namespace, String(spot.step)), value: toJson(rewrite(spot.node, namespace)) };
}

function collectInputs(value: Json, found: Set<string>): void {
  const call = functionOf(value);
  if (call?.name === 'get_input') {
    const [name] = Array.isArray(call.args) ? call.args : [call.args];
    if (typeof name === 'string') found.add(name);
  }
  if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) collectInputs(item ?? null, found);
  }
}

/** The lines of an entry with the comments that belong to it; null when they would not say the same elsewhere. */
function linesOfEntry({ parent, entry, file, node }: Spot): string[] | null {
  if (parent?.node.kind !== 'map' || entry === null || isFlow(file.text, parent.node)) return null;
  const entries = writtenEntries(parent.node);
  const index = entries.indexOf(entry);
  const before = entries[index - 1];
  const { text } = file;
  const item = entrySpan(text, entry);
  if (index === -1 || !startsLine(text, item.start) || keepsBlanks(text, item)) return null;
  const column = columnOf(text, item.start);
  const from = attachedFrom(text, item.start, before === undefined ? 0 : entrySpan(text, before).end);
  const whole = text.slice(from, Math.max(belowOf(text, item.end, column + 1), nextLine(text, item.end)));
  const lines = whole.split(/\r\n|\r|\n/).map((line) => withoutIndent(line, column));
  if (lines.at(-1) === '') lines.pop();
  return saysTheSame(lines, { key: entry.key, node }) ? lines : null;
}

function withoutIndent(line: string, column: number): string {
  let at = 0;
  while (at < column && line.charAt(at) === ' ') at += 1;
  return line.slice(at);
}

/** Anchors would take the place of others of that name, and aliases need theirs. */
const names = /(?:^|[\s,:[{-])[&*][^\s,[\]{}]/;

function saysTheSame(lines: readonly string[], { key, node }: { key: string; node: SyntaxNode }): boolean {
  const text = `${lines.join('\n')}\n`;
  if (names.test(text)) return false;
  const { root, isSound } = fileOf(openBlueprint({ mainFile: 'entry', sources: { entry: text } }));
  return isSound && sameJson(toJson(root), { [key]: toJson(node) });
}

function fileOf({ files, mainFile }: EditableBlueprint): EditableFile {
  const file = files.get(mainFile);
  if (file === undefined) throw new Error('A blueprint has its main file.');
  return file;
}

/** Reads a text as a blueprint of node templates and inputs; null when it holds no templates. */
export function openFragment(text: string): EditableBlueprint | null {
  const whole = openText(text);
  if (whole === null || sectionOf(fileOf(whole).root, 'node_templates') !== null) return whole;
  if (!isBare(toJson(fileOf(whole).root))) return null;
  const wrapped = isFlow(text, fileOf(whole).root)
    ? `node_templates: ${text}`
    : `node_templates:\n${text.replace(/^(?=[^\r\n])/gm, '  ')}`;
  return openText(wrapped);
}

function openText(text: string): EditableBlueprint | null {
  const blueprint = openBlueprint({ mainFile: 'fragment', sources: { fragment: text } });
  return fileOf(blueprint).isSound ? blueprint : null;
}

/** Whether a text is node templates without the section around them. */
function isBare(json: Json): json is JsonObject {
  if (!isJsonObject(json)) return false;
  const templates = Object.values(json);
  return templates.length > 0 && templates.every((each) => isJsonObject(each) && typeof each['type'] === 'string');
}
