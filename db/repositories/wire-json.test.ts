import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toWireJson } from './wire-json.ts';

test('NUL and halves of surrogate pairs become the replacement character, in values and keys', () => {
  expect(JSON.parse(toWireJson({ 'a\0': ['x\0y', '\ud800', '\udfff!'] }))).toEqual({
    'a\ufffd': ['x\ufffdy', '\ufffd', '\ufffd!'],
  });
});

test('what only looks like such an escape is left alone', () => {
  for (const text of ['\\u0000', '\\\\ud800', '😀', 'C:\\users\\u0000x', '\n"\u0001']) {
    expect(JSON.parse(toWireJson(text))).toBe(text);
  }
});

test('any text comes back as it was but for what cannot be stored', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }), (units) => {
      const text = String.fromCharCode(...units);
      expect(JSON.parse(toWireJson(text))).toBe(text.toWellFormed().replaceAll('\0', '\ufffd'));
    }),
  );
});
