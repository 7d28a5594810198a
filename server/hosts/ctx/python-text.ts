import type { Json } from '../../../core/blueprint/json.ts';

/*
 * How the reference prints values (runtime.md C.3): its tools are written in Python, and scripts compare what they print.
 */

/** `str(value)`, but empty for everything Python calls false. */
export function printValue(value: Json): string {
  if (typeof value === 'string') return value;
  return isFalsy(value) ? '' : representValue(value);
}

/** `repr(value)`. */
export function representValue(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return representString(value);
  if (Array.isArray(value)) return `[${value.map(representValue).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${representString(key)}: ${representValue(item)}`)
    .join(', ')}}`;
}

/** `json.dumps(value)`: blanks after comma and colon, ASCII only. */
export function dumpJson(value: Json): string {
  if (typeof value === 'string') return dumpString(value);
  if (typeof value === 'number') return numberText(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(dumpJson).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${dumpString(key)}: ${dumpJson(item)}`)
    .join(', ')}}`;
}

function isFalsy(value: Json): boolean {
  if (value === null || value === false || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function numberText(value: number): string {
  // Python writes 1e-07 where JavaScript writes 1e-7.
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}

function dumpString(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (char) => `\\u${hex(char, 4)}`);
}

function representString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text.replace(/[\\'"\p{Cc}\u00ad\u2028\u2029]/gu, (char) => escapeChar(char, quote));
  return quote + body + quote;
}

function escapeChar(char: string, quote: string): string {
  if (char === '\\') return '\\\\';
  if (char === '\n') return '\\n';
  if (char === '\r') return '\\r';
  if (char === '\t') return '\\t';
  if (char === "'" || char === '"') return char === quote ? `\\${char}` : char;
  return char < '\u0100' ? `\\x${hex(char, 2)}` : `\\u${hex(char, 4)}`;
}

function hex(char: string, width: number): string {
  return char.charCodeAt(0).toString(16).padStart(width, '0');
}
