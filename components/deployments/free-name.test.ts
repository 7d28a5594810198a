import { expect, test } from 'vitest';
import { freeName } from './free-name.ts';

test('the first name that is not taken', () => {
  expect(freeName('a', [])).toBe('a');
  expect(freeName('a', ['a', 'a-2', 'a-4'])).toBe('a-3');
});
