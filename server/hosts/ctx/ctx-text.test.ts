import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { parseCtxCommandLine } from './command-line.ts';
import { readPath, writePath } from './json-path.ts';
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
  const map: JsonObject = { a: { b: [{ c: 1 }, [2, 3]] }, 'x-y': 4 };
  expect(readPath(map, 'a.b[0].c')).toBe(1);
  expect(readPath(map, 'a.b[1][1]')).toBe(3);
  expect(readPath(map, 'x-y')).toBe(4);
  for (const path of ['z', 'a.z', 'a.b[9]', 'a.b.c', 'a[0]', '__proto__', 'constructor', 'toString']) {
    expect(() => readPath(map, path)).toThrow(`illegal path: ${path}`);
  }
});

test('writes make maps on the way, never lists, and leave the original alone', () => {
  const map: JsonObject = { l: [{}] };
  expect(writePath(map, 'a.b.c', 1)).toEqual({ l: [{}], a: { b: { c: 1 } } });
  expect(writePath(map, 'l[0].q', 2)).toEqual({ l: [{ q: 2 }] });
  expect(writePath(map, 'x[0]', 3)).toEqual({ l: [{}], 'x[0]': 3 });
  expect(map).toEqual({ l: [{}] });
  expect(() => writePath(map, 'l.a', 1)).toThrow('illegal path: l.a');
  expect(() => writePath(map, 'none[0].a', 1)).toThrow('illegal path');
});

test('keys named like parts of an object are only keys', () => {
  const written = writePath({}, '__proto__.polluted', 'yes');
  expect(({} as JsonObject)['polluted']).toBeUndefined();
  expect(readPath(written, '__proto__.polluted')).toBe('yes');
});

test('reads options and JSON arguments of a command line', () => {
  expect(parseCtxCommandLine(['-t', '5', '-j', 'node', 'id'])).toEqual({ words: ['node', 'id'], json: true });
  expect(parseCtxCommandLine(['a', '@[1]', '@{"b": null}', '-j'])).toEqual({
    words: ['a', [1], { b: null }, '-j'],
    json: false,
  });
  expect(parseCtxCommandLine(['--json-arg-prefix', '%', '@x', '%1'])).toEqual({ words: ['@x', 1], json: false });
  expect(() => parseCtxCommandLine(['a', '@{'])).toThrow('this argument is not JSON: {');
  expect(() => parseCtxCommandLine([])).toThrow('nothing was asked');
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
