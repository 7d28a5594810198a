import type { Json } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { functionOf } from '../functions/names.ts';
import { readPlainScalar } from '../safe-yaml/scalars.ts';
import type { Style } from './style.ts';

/** Where a value is printed. */
export interface PrintPlace {
  /** Column of the key or dash in front of the value. */
  column: number;
  /** Whether a list there may be indented like its key; behind a dash it must not. */
  afterKey: boolean;
}

/**
 * A value as it stands behind a colon or a dash, with the space or line break in front. Its lines after the first are
 * indented for its place.
 */
export function printBlock(value: Json, { column, afterKey }: PrintPlace, style: Style): string {
  if (typeof value === 'string' && style.literals && isLiteral(value)) return printLiteral(value, column, style);
  if (!isBlock(value, style)) return ` ${printFlow(value, style)}`;
  const indent = column + (Array.isArray(value) && afterKey ? style.dash : Math.max(style.step, 1));
  const lines = Array.isArray(value)
    ? value.map((item) => printItem(item, indent, style))
    : Object.entries(value as Record<string, Json>).map((entry) => printEntry(entry, indent, style));
  const separator = style.lineBreak + ' '.repeat(indent);
  return separator + lines.join(separator);
}

/** `key: value` for a block whose keys are in this column, without what is in front of the key. */
export function printEntry([key, value]: readonly [string, Json], column: number, style: Style): string {
  return `${printKey(key, style)}:${printBlock(value, { column, afterKey: true }, style)}`;
}

/** `- value` for a list whose dashes are in this column, without what is in front of the dash. */
export function printItem(value: Json, column: number, style: Style): string {
  const inner = { ...style, step: 2 };
  const text = printBlock(value, { column, afterKey: false }, isJsonObject(value) ? inner : style);
  const lineStart = style.lineBreak + ' '.repeat(column + 2);
  // The first key may stand behind the dash.
  return `-${isBlock(value, style) && text.startsWith(lineStart) ? ` ${text.slice(lineStart.length)}` : text}`;
}

/** A value in one line. */
export function printFlow(value: Json, style: Style): string {
  if (Array.isArray(value)) return `[${value.map((item) => printFlow(item, style)).join(', ')}]`;
  if (!isJsonObject(value)) return printScalar(value, style, true);
  const entries = Object.entries(value).map(([key, item]) => `${printKey(key, style)}: ${printFlow(item, style)}`);
  if (entries.length === 0) return '{}';
  return style.call === '{' ? `{${entries.join(', ')}}` : `{ ${entries.join(', ')} }`;
}

/** A single value in one line. `flow`: inside brackets or braces. */
export function printScalar(value: Json, style: Pick<Style, 'quote' | 'quotedKeys'>, flow: boolean): string {
  if (typeof value === 'number') return printNumber(value);
  if (typeof value !== 'string') return String(value);
  if (!style.quotedKeys && isPlain(value, flow)) return value;
  return quoted(value, style.quotedKeys ? '"' : style.quote);
}

/** A text in quotes; what single quotes cannot hold is put in double ones. */
export function quoted(value: string, quote: "'" | '"'): string {
  const canBeSingle = /^[\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/.test(value);
  if (quote === "'" && canBeSingle) return `'${value.replaceAll("'", "''")}'`;
  if (quote === '"' && canBeSingle && /["\\]/.test(value) && !value.includes("'")) return `'${value}'`;
  return JSON.stringify(value).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, escaped);
}

/** A key of a map. */
export function printKey(key: string, style: Pick<Style, 'quote' | 'quotedKeys'>): string {
  return printScalar(key, style, true);
}

/** Whether a text can be written without quotes and means itself. */
export function isPlain(value: string, flow: boolean): boolean {
  if (!/^[\w./$(+@%~^;=<>\\-]/.test(value) || /^[-?:=%@]|^<<$|^[yYnN]$|^\.\.\./.test(value)) return false;
  // Anything that could end the text, or could be something else.
  if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value) || /: |:$| #/.test(value)) return false;
  if (flow && /[,[\]{}]|:(?=[,[\]{}])|[:?]/.test(value)) return false;
  return readPlainScalar(value)?.type === 'string';
}

/** Whether a text of several lines can be written below `|` as it is. */
export function isLiteral(value: string): boolean {
  return (
    /^[\x21-\x7e][\x20-\x7e]*(?:\n(?:[\x20-\x7e]*[\x21-\x7e])?)*\n?$/.test(value) &&
    /\n./.test(value) &&
    !/\n\n$/.test(value)
  );
}

function printLiteral(value: string, column: number, style: Style): string {
  const indent = ' '.repeat(column + Math.max(style.step, 1));
  const body = value.endsWith('\n') ? value.slice(0, -1) : value;
  const lines = body.split('\n').map((line) => (line === '' ? '' : indent + line));
  return ` ${value.endsWith('\n') ? '|' : '|-'}${style.lineBreak}${lines.join(style.lineBreak)}`;
}

function isBlock(value: Json, style: Style): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (!isJsonObject(value) || Object.keys(value).length === 0) return false;
  return style.call === 'block' || functionOf(value) === null || hasLongText(value);
}

/** Whether a value holds a text that needs lines of its own. */
function hasLongText(value: Json): boolean {
  if (typeof value === 'string') return value.includes('\n');
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((item) => hasLongText(item ?? null));
}

function printNumber(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  const text = String(value);
  // 1e21 would be a text: the language wants a point and a sign.
  const [mantissa = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${/^[-+]/.test(exponent) ? '' : '+'}${exponent}`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
