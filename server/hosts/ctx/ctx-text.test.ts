import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { bindArguments, methodOf } from './call.ts';
import { parseCtxCommandLine } from './command-line.ts';
import { readPath, writePath } from './dict-path.ts';
import { formatMessage } from './message-format.ts';
import { parsePythonJson } from './python-json.ts';
import { dumpJson, printValue, representValue } from './python-text.ts';
import { walk } from './walk.ts';

test.each<[Json, string]>([
  [null, ''],
  [false, ''],
  [0, ''],
  ['', ''],
  [{}, ''],
  [[], ''],
  [true, 'True'],
  [1.5, '1.5'],
  ['text', 'text'],
  [{ a: true, b: [null, 'x'] }, "{'a': True, 'b': [None, 'x']}"],
  [["it's"], `["it's"]`],
  [[`it's "x"`], `['it\\'s "x"']`],
  [['a\nb\\c\u0001\u0085'], "['a\\nb\\\\c\\x01\\x85']"],
])('prints %j as the reference does', (value, text) => {
  expect(printValue(value)).toBe(text);
});

test('JSON has blanks and only ASCII, and means the same', () => {
  expect(dumpJson({ a: 1, b: ['ü', '🍷'] })).toBe('{"a": 1, "b": ["\\u00fc", "\\ud83c\\udf77"]}');
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = dumpJson(value as Json);
      expect(text).toMatch(/^[\x20-\x7e]*$/);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { seed: 6 },
  );
});

test('reads paths through maps and lists', () => {
  const map: JsonObject = { a: { b: [{ c: 1 }, [2, 3]] }, 'x-y': 4, text: 'abc', n: null };
  expect(readPath(map, 'a.b[0].c')).toBe(1);
  expect(readPath(map, 'n')).toBeNull();
  expect(readPath(map, 'x-y')).toBe(4);
  for (const path of ['z', 'a.z', 'a.b.c', 'a[0]', 'a.b[1][1]', 'text.z', '__proto__', 'constructor', 'toString']) {
    expect(() => readPath(map, path)).toThrow(`illegal path: ${path}`);
  }
  expect(() => readPath(map, 'a.b[9]')).toThrow('list index out of range');
  expect(() => readPath(map, 'n.x')).toThrow("argument of type 'NoneType' is not iterable");
  expect(() => readPath(map, 'x-y.x')).toThrow("argument of type 'int' is not iterable");
});

test('writes make maps on the way, never lists, and leave the original alone', () => {
  const map: JsonObject = { l: [{}], m: {}, t: 'text' };
  expect(writePath(map, 'a.b.c', 1)).toEqual({ map: { ...map, a: { b: { c: 1 } } }, touches: true });
  expect(writePath(map, 'l[0].q', 2)).toEqual({ map: { ...map, l: [{ q: 2 }] }, touches: false });
  expect(writePath(map, 'm.q', 2)).toEqual({ map: { ...map, m: { q: 2 } }, touches: false });
  expect(writePath(map, 'x[0]', 3)).toEqual({ map: { ...map, 'x[0]': 3 }, touches: true });
  expect(map).toEqual({ l: [{}], m: {}, t: 'text' });
  expect(() => writePath(map, 'l.a', 1)).toThrow('list indices must be integers or slices, not str');
  expect(() => writePath(map, 't.a', 1)).toThrow("'str' object does not support item assignment");
  expect(() => writePath(map, 'none[0].a', 1)).toThrow('illegal path: none[0]');
});

test('keys named like parts of an object are only keys', () => {
  const written = writePath({}, '__proto__.polluted', 'yes').map;
  expect(({} as JsonObject)['polluted']).toBeUndefined();
  expect(readPath(written, '__proto__.polluted')).toBe('yes');
});

test('reads options and JSON arguments of a command line', () => {
  const read = (...args: string[]) => parseCtxCommandLine(args);
  expect(read('-t', '5', '-j', 'node', 'id')).toEqual({ words: ['node', 'id'], json: true });
  expect(read('-t5', '--socket-url=x', '--json-o', 'a')).toEqual({ words: ['a'], json: true });
  expect(read('a', '@[1]', '@{"b": null}', '-j')).toEqual({ words: ['a', [1], { b: null }], json: true });
  expect(read('a', '--', '-j')).toEqual({ words: ['a', '-j'], json: false });
  expect(read('logger', 'info', '-5', '--unknown', '-')).toEqual({
    words: ['logger', 'info', '-5', '--unknown', '-'],
    json: false,
  });
  expect(read('--json-arg-prefix', '%', '@x', '%1')).toEqual({ words: ['@x', 1], json: false });
  expect(read()).toEqual({ words: [], json: false });
  expect(() => read('a', '-t')).toThrow('argument -t/--timeout: expected one argument');
  expect(() => read('-t', 'x', 'a')).toThrow("argument -t/--timeout: invalid int value: 'x'");
});

test.each([
  ['x', 'Expecting value: line 1 column 1 (char 0)'],
  ['', 'Expecting value: line 1 column 1 (char 0)'],
  ['1 2', 'Extra data: line 1 column 3 (char 2)'],
  ['{', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
  ["{'a': 1}", 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
  ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
  ['{"a": 1', "Expecting ',' delimiter: line 1 column 8 (char 7)"],
  ['[1,\n]', 'Expecting value: line 2 column 1 (char 4)'],
  ['"a', 'Unterminated string starting at: line 1 column 1 (char 0)'],
  ['"\\q"', 'Invalid \\escape: line 1 column 2 (char 1)'],
])('wrong JSON %j is answered as Python does', (text, message) => {
  expect(() => parsePythonJson(text)).toThrow(message);
});

test.each<[Json[], string]>([
  [[], "X.f() missing 1 required positional argument: 'a'"],
  [['1', '2', '3'], 'X.f() takes from 2 to 3 positional arguments but 4 were given'],
  [[{ v: 1 }], "X.f() got an unexpected keyword argument 'v'"],
  [['1', { a: 1 }], "X.f() got multiple values for argument 'a'"],
])('a wrong call with %j is answered as Python does', (args, message) => {
  expect(() => bindArguments(methodOf('X.f', 'a', ['b', null]), args)).toThrow(message);
});

test('arguments come by position and by name', () => {
  const signature = methodOf('X.f', 'a', ['b', 7]);
  expect(bindArguments(signature, ['1'])).toEqual(['1', 7]);
  expect(bindArguments(signature, [{ b: null, a: '1' }])).toEqual(['1', null]);
  expect(bindArguments(signature, [{ deep: 1 }, {}])).toEqual([{ deep: 1 }, 7]);
});

test('messages take values as Python loggers do', () => {
  expect(formatMessage('50%', [])).toBe('50%');
  expect(formatMessage('%s of %r, 5%%', ['a', 'b'])).toBe("a of 'b', 5%");
  expect(formatMessage('a', [1, { b: true }])).toBe("a 1 {'b': True}");
});

test('what cannot be followed says so as the reference does', async () => {
  const root = {
    kind: 'object' as const,
    name: 'Root',
    members: { node: () => ({ kind: 'object' as const, name: 'Node', members: {} }) },
  };
  await expect(walk(root, ['node', 'nosuch'])).rejects.toThrow("nosuch cannot be processed in ['node', 'nosuch']");
  await expect(walk(root, ['node'])).rejects.toThrow('Object of type Node is not JSON serializable');
  expect(representValue(['node'])).toBe("['node']");
});
