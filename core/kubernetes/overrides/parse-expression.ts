import type { Expression, Operator, Place, Step } from './statement.ts';
import type { TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';

const words: ReadonlyMap<string, boolean | null> = new Map([
  ['True', true],
  ['False', false],
  ['None', null],
]);

/** Spellings of other languages. */
const misspelt: ReadonlyMap<string, string> = new Map([
  ['true', 'True'],
  ['false', 'False'],
  ['null', 'None'],
]);

/** Sums and differences of products, as in Python. */
export function parseExpression(reader: TokenReader): Expression {
  return reader.deeper(() => parseChain(reader, ['+', '-'], () => parseChain(reader, ['*'], () => parseUnary(reader))));
}

function parseChain(reader: TokenReader, operators: readonly Operator[], operand: () => Expression): Expression {
  let left = operand();
  for (let count = 0; ; count += 1) {
    const { at } = reader.next;
    const operator = operators.find((sign) => reader.takeSign(sign));
    if (operator === undefined) return left;
    if (count > mostOperations) throw reader.unexpected('Write several overrides, one after the other.');
    left = { kind: 'operation', operator, left, right: operand(), at };
  }
}

/** They hold one another, and evaluating goes as deep. */
const mostOperations = 20;

function parseUnary(reader: TokenReader): Expression {
  const { next } = reader;
  const isSigned = next.kind === 'sign' && (next.value === '-' || next.value === '+');
  if (!isSigned) return parsePrimary(reader);
  reader.take();
  const operand = reader.deeper(() => parseUnary(reader));
  return next.value === '-' ? { kind: 'negative', operand, at: next.at } : operand;
}

function parsePrimary(reader: TokenReader): Expression {
  const { next } = reader;
  const { at, source } = next;
  if (next.kind === 'text') return { kind: 'scalar', value: takeText(reader), at };
  if (next.kind === 'number') return { kind: 'scalar', value: readNumber(reader, reader.take()), at };
  if (reader.takeSign('[', source)) return { kind: 'list', items: parseItems(reader, source, ']'), at };
  if (reader.takeSign('{', source)) return parseMap(reader, { at, source });
  if (reader.takeSign('(')) {
    const inside = parseExpression(reader);
    reader.expectSign(')');
    return inside;
  }
  if (next.kind === 'name') return parseName(reader, next);
  throw reader.unexpected('A value must come here: a text in quotes, a number, True, False, None, a list or a map.');
}

/** Texts that stand side by side are one, as in Python; those of one source. */
function takeText(reader: TokenReader): string {
  const first = reader.take();
  let text = first.value;
  while (reader.next.kind === 'text' && reader.next.source === first.source) text += reader.take().value;
  return text;
}

function parseName(reader: TokenReader, token: Token): Expression {
  const { at } = token;
  const word = words.get(token.value);
  if (word !== undefined) {
    reader.take();
    return { kind: 'scalar', value: word, at };
  }
  if (reader.isName('base')) {
    reader.take();
    return { kind: 'place', place: parsePlace(reader, at), at };
  }
  if (token.source !== 0) throw reader.unexpected('');
  const meant = misspelt.get(token.value);
  throw reader.fault(token, {
    kind: 'refused',
    detail: `"${token.value}" means nothing in an override, which is not run as a program.`,
    hint: meant === undefined ? 'Put texts in quotes.' : `Write ${meant}.`,
  });
}

/** The values up to the closing bracket. Commas and brackets must be of the same source as the opening one. */
export function parseItems(reader: TokenReader, source: number, close: string): Expression[] {
  const items: Expression[] = [];
  while (!reader.takeSign(close, source)) {
    items.push(parseExpression(reader));
    if (!reader.isSign(close, source)) reader.expectSign(',', source);
  }
  return items;
}

function parseMap(reader: TokenReader, { at, source }: { at: number; source: number }): Expression {
  const entries: [string, Expression][] = [];
  while (!reader.takeSign('}', source)) {
    if (reader.next.kind !== 'text') throw reader.unexpected('A key in quotes must come here.');
    const key = takeText(reader);
    reader.expectSign(':', source);
    entries.push([key, parseExpression(reader)]);
    if (!reader.isSign('}', source)) reader.expectSign(',', source);
  }
  return { kind: 'map', entries, at };
}

/** Deeper than any object of an API server. */
const longestPlace = 100;

/** The keys and indexes that follow `base`. */
export function parsePlace(reader: TokenReader, at: number): Place {
  const steps: Step[] = [];
  while (reader.isSign('[')) {
    const open = reader.take();
    if (steps.length === longestPlace)
      throw reader.fault(open, {
        kind: 'limit',
        detail: `A place has at most ${longestPlace} keys and indexes.`,
        hint: 'Leave some out.',
      });
    steps.push(parseStep(reader, open.at));
    reader.expectSign(']');
  }
  return { steps, at };
}

function parseStep(reader: TokenReader, at: number): Step {
  if (reader.next.kind === 'text') return { kind: 'key', key: takeText(reader), at };
  const from = parseIndex(reader);
  if (reader.takeSign(':')) return { kind: 'slice', from, to: parseIndex(reader), at };
  if (from !== null) return { kind: 'index', index: from, at };
  throw reader.unexpected('A key in quotes or an index must stand in the brackets.');
}

function parseIndex(reader: TokenReader): number | null {
  const isNegative = reader.takeSign('-');
  const { next } = reader;
  if (next.kind !== 'number') {
    if (isNegative) throw reader.unexpected('A number must come here.');
    return null;
  }
  const index = readNumber(reader, reader.take());
  if (Number.isSafeInteger(index)) return isNegative ? -index : index;
  throw reader.fault(next, { kind: 'type', detail: 'An index is a whole number.', hint: 'Count from 0.' });
}

function readNumber(reader: TokenReader, token: Token): number {
  const { next } = reader;
  const isGlued = next.at === token.at + token.value.length && (next.kind === 'name' || next.kind === 'number');
  if (isGlued)
    throw reader.fault(token, { kind: 'syntax', detail: 'This is not a number.', hint: 'Put texts in quotes.' });
  if (/^0\d/.test(token.value) && !/[.eE]/.test(token.value))
    throw reader.fault(token, {
      kind: 'refused',
      detail: `${token.value} means another number in Python 2 than in Python 3.`,
      hint: `Write 0o${token.value.slice(1)} for the octal number, or leave out the zeros in front.`,
    });
  const value = Number(token.value);
  if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return value;
  throw reader.fault(token, {
    kind: 'limit',
    detail: 'The number is too large to be kept exactly.',
    hint: 'Write it as a text in quotes.',
  });
}
