import type { FilledText } from './filled-text.ts';
import { parseExpression, parseItems, parsePlace } from './parse-expression.ts';
import { type Expression, type Method, methods, type Operator, type Place, type Statement } from './statement.ts';
import { TokenReader } from './token-reader.ts';

/**
 * Reads an override (systems.md S2, "Overrides: exact syntax"). The old plugin ran the text behind the word `base` as
 * Python; here it is read as what such texts do, and nothing of it is run: `['a'][0]['b'] = VALUE` with `+=`, `-=` and
 * `*=`, `append`, `extend`, `insert` and `update`, `del base[...]`, several of these behind `;`, and comments.
 *
 * @throws OverrideFault for everything else.
 */
export function parseOverride(filled: FilledText): Statement[] {
  const reader = new TokenReader(filled);
  const statements = [...parseAfterBase(reader, 0)];
  while (reader.next.kind !== 'end') {
    if (reader.next.kind !== 'break' && !reader.isSign(';'))
      throw reader.unexpected('An override ends here, or by ; .');
    reader.take();
    statements.push(...parseNext(reader));
  }
  return statements;
}

/** A statement that is not the first: it names what it changes. */
function parseNext(reader: TokenReader): Statement[] {
  const { at } = reader.next;
  if (reader.isName('del')) {
    reader.take();
    return [{ kind: 'delete', places: parseDeleted(reader), at }];
  }
  if (reader.isName('base')) {
    reader.take();
    return parseAfterBase(reader, at);
  }
  if (isEnd(reader)) return [];
  throw reader.unexpected('Begin with base[...] or del base[...].');
}

function parseDeleted(reader: TokenReader): Place[] {
  const places: Place[] = [];
  do {
    const { at } = reader.next;
    if (!reader.isName('base')) throw reader.unexpected('Write del base[...].');
    reader.take();
    places.push(needSteps(reader, parsePlace(reader, at)));
  } while (reader.takeSign(','));
  return places;
}

/** What follows the word `base`, which the first statement has in front of it. */
function parseAfterBase(reader: TokenReader, at: number): Statement[] {
  const place = parsePlace(reader, at);
  if (isEnd(reader)) return [];
  if (reader.takeSign('.')) return [parseCall(reader, place)];
  const operator = takeAssignment(reader);
  if (operator === undefined) throw reader.unexpected("An override has the form ['key'][0]['key'] = VALUE.");
  needSteps(reader, place);
  const value = parseExpression(reader);
  return [{ kind: 'set', place, operator, value, at }];
}

const assignments: readonly [sign: string, operator: Operator | null][] = [
  ['=', null],
  ['+=', '+'],
  ['-=', '-'],
  ['*=', '*'],
];

function takeAssignment(reader: TokenReader): Operator | null | undefined {
  return assignments.find(([sign]) => reader.takeSign(sign))?.[1];
}

function parseCall(reader: TokenReader, place: Place): Statement {
  const { next } = reader;
  const method = methods.find((name) => reader.isName(name));
  if (method === undefined) {
    if (next.kind !== 'name' || next.source !== 0) throw reader.unexpected('The name of a method must come here.');
    throw reader.fault(next, {
      kind: 'refused',
      detail: `"${next.value}" is not done: an override is not run as a program.`,
      hint: `These are: ${methods.join(', ')}.`,
    });
  }
  reader.take();
  reader.expectSign('(');
  const values = parseItems(reader, 0, ')');
  const wanted = method === 'insert' ? 2 : 1;
  if (values.length !== wanted)
    throw reader.fault(next, {
      kind: 'type',
      detail: `${method} takes ${wanted === 2 ? 'an index and a value' : 'one value'}.`,
      hint: 'Write a list in square brackets if you mean several.',
    });
  return callOf(method, { place, values, at: next.at });
}

function callOf(method: Method, call: { place: Place; values: Expression[]; at: number }): Statement {
  return { kind: 'call', method, ...call };
}

function needSteps(reader: TokenReader, place: Place): Place {
  if (place.steps.length > 0) return place;
  throw reader.fault(place, {
    kind: 'refused',
    detail: 'An override changes a part of the descriptor and not the whole.',
    hint: "Begin with a key, as in ['spec'].",
  });
}

function isEnd(reader: TokenReader): boolean {
  return reader.next.kind === 'end' || reader.next.kind === 'break' || reader.isSign(';');
}
