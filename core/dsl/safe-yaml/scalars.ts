import type { ScalarType } from './syntax.ts';

/** A scalar's meaning. */
export interface ScalarValue {
  type: ScalarType;
  value: null | boolean | number | string;
}

/*
 * How plain (unquoted) scalars of YAML 1.1 are read, in the form the reference's own loader applies (dsl.md, "YAML
 * facts"): `y` and `n` are strings, `1e3` is a string, `010` is octal, `1:30` is sexagesimal.
 */
const boolean = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const anyBoolean = /^(?:yes|true|on|no|false|off)$/i;
const truthy = /^(?:yes|true|on)$/i;
const nothing = /^(?:~|null|Null|NULL|)$/;
const integer = /^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const float =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const date = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const timestamp =
  /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+]([0-9]{1,2})(?::([0-9]{2}))?))?)?$/;

/** Numbers as explicit tags take them, which is more than plain scalars may be. */
const taggedInteger = /^(?:0b[01]+|0x[0-9a-f]+|0o?[0-7]*|[1-9][0-9]*|[0-9]+(?::[0-9]+)+)$/i;
const taggedFloat = /^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?$/;
const taggedSexagesimal = /^[0-9]+(?::[0-9]+)*:[0-9]+(?:\.[0-9]*)?$/;

/** Longer plain scalars are text: no number or date is that long, and matching must not take long. */
const longestNumber = 400;

/** The longest word that means something else than itself: `false`. */
const longestWord = 5;

/**
 * Reads a plain scalar. Null when it has the form of a number or date, and is none: `0x_`, `2015-13-45`; the
 * reference's loader fails on these.
 */
export function readPlainScalar(text: string): ScalarValue | null {
  return isSurelyText(text) ? { type: 'string', value: text } : readSpecial(text);
}

/** Whether the first character and the length suffice to see that a plain scalar is text; most are. */
export function isSurelyText(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first > 0x39) return text.length > longestWord || !wordStarts.has(first);
  // Anything but a digit, a sign or a dot.
  return first === 0x2f || first < 0x2b || first === 0x2c;
}

/** First characters of words that mean a truth value or nothing. */
const wordStarts = new Set([...'yYnNtTfFoO~'].map((letter) => letter.charCodeAt(0)));

function readSpecial(text: string): ScalarValue | null {
  if (nothing.test(text)) return { type: 'null', value: null };
  if (boolean.test(text)) return { type: 'bool', value: truthy.test(text) };
  if (text.length > longestNumber) return { type: 'string', value: text };
  if (integer.test(text)) return readInteger(text);
  if (float.test(text)) return readFloat(text);
  const isTime = date.test(text) || (text.includes(':') && timestamp.test(text));
  return isTime ? readTime(text) : { type: 'string', value: text };
}

/** Reads a scalar with an explicit tag of the YAML core; null when the text does not fit the tag. */
export function readTaggedScalar(tag: string, text: string): ScalarValue | null {
  switch (tag) {
    case 'str':
      return { type: 'string', value: text };
    case 'null':
      return { type: 'null', value: null };
    case 'bool':
      return anyBoolean.test(text) ? { type: 'bool', value: truthy.test(text) } : null;
    case 'int':
      return text.length <= longestNumber && taggedInteger.test(digitsOf(text)) ? readInteger(text) : null;
    case 'float':
      return text.length <= longestNumber ? readTaggedFloat(text) : null;
    case 'timestamp':
      return text.length <= longestNumber && timestamp.test(text) ? readTime(text) : null;
    default:
      return null;
  }
}

function readTaggedFloat(text: string): ScalarValue | null {
  if (float.test(text)) return readFloat(text);
  const digits = digitsOf(text).toLowerCase();
  return taggedFloat.test(digits) || taggedSexagesimal.test(digits) ? readFloat(text) : null;
}

/** Times are kept as text, with a T between date and time. */
function readTime(text: string): ScalarValue | null {
  const [year, month, day, hour, minute, second, zoneHour, zoneMinute] = (timestamp.exec(text) ?? [])
    .slice(1)
    .map((part) => Number(part ?? 0)) as [number, number, number, number, number, number, number, number];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59 || zoneHour * 60 + zoneMinute >= 24 * 60) return null;
  return { type: 'timestamp', value: text.replace(/^([0-9-]+)(?:[ \t]+|t)/, '$1T') };
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** A number's text without its sign and the `_` between digits. */
function digitsOf(text: string): string {
  return text.replace(/^[-+]/, '').replaceAll('_', '');
}

function readInteger(text: string): ScalarValue | null {
  const value = integerOf(digitsOf(text));
  if (Number.isNaN(value)) return null;
  if (value === Number.POSITIVE_INFINITY) return { type: 'string', value: text };
  return { type: 'int', value: text.startsWith('-') && value !== 0 ? -value : value };
}

function integerOf(digits: string): number {
  if (digits.startsWith('0b')) return Number.parseInt(digits.slice(2), 2);
  if (digits.startsWith('0x')) return Number.parseInt(digits.slice(2), 16);
  if (digits.startsWith('0')) return Number.parseInt(digits.replace(/^0o/i, '0'), 8);
  return digits.includes(':') ? sexagesimal(digits) : Number.parseInt(digits, 10);
}

function readFloat(text: string): ScalarValue {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = digitsOf(text).toLowerCase();
  // JSON, and so the database, has no infinity and no "not a number": their text is kept.
  if (digits === '.inf' || digits === '.nan') return { type: 'float', value: text };
  const value = sign * (digits.includes(':') ? sexagesimal(digits) : Number(digits));
  return { type: 'float', value: Number.isFinite(value) ? value : text };
}

function sexagesimal(digits: string): number {
  return digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
