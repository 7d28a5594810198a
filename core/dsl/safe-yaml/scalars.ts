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
const truthy = /^(?:yes|true|on)$/i;
const nothing = /^(?:~|null|Null|NULL|)$/;
const integer = /^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const float =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const date = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const timestamp =
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?$/;

/** Longer plain scalars are text: no number or date is that long, and matching must not take long. */
const longestNumber = 400;

/** Reads a plain scalar. */
export function readPlainScalar(text: string): ScalarValue {
  if (text.length > longestNumber) return { type: 'string', value: text };
  const first = text.charCodeAt(0);
  const numeric = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (!numeric) {
    if (nothing.test(text)) return { type: 'null', value: null };
    return boolean.test(text) ? { type: 'bool', value: truthy.test(text) } : { type: 'string', value: text };
  }
  if (integer.test(text)) return { type: 'int', value: readInteger(text) };
  if (float.test(text)) return readFloat(text);
  const isTime = date.test(text) || timestamp.test(text);
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
      return boolean.test(text) ? { type: 'bool', value: truthy.test(text) } : null;
    case 'int':
      return integer.test(text) ? { type: 'int', value: readInteger(text) } : null;
    case 'float':
      return float.test(text) || integer.test(text) ? { ...readFloat(text), type: 'float' } : null;
    case 'timestamp':
      return date.test(text) || timestamp.test(text) ? readTime(text) : null;
    default:
      return null;
  }
}

/** Times are kept as text, with a T between date and time. */
function readTime(text: string): ScalarValue {
  return { type: 'timestamp', value: text.replace(/^([0-9-]+)(?:[ \t]+|t)/, '$1T') };
}

function readInteger(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '').replaceAll('_', '');
  if (digits === '0') return 0;
  if (digits.startsWith('0b')) return sign * Number.parseInt(digits.slice(2), 2);
  if (digits.startsWith('0x')) return sign * Number.parseInt(digits.slice(2), 16);
  if (digits.includes(':')) return sign * sexagesimal(digits);
  return sign * Number.parseInt(digits, digits.startsWith('0') ? 8 : 10);
}

function readFloat(text: string): ScalarValue {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '').replaceAll('_', '').toLowerCase();
  // JSON, and so the database, has no infinity and no "not a number": their text is kept.
  if (digits === '.inf' || digits === '.nan') return { type: 'float', value: text };
  const value = sign * (digits.includes(':') ? sexagesimal(digits) : Number(digits));
  return { type: 'float', value: Number.isFinite(value) ? value : text };
}

function sexagesimal(digits: string): number {
  return digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
