import { expect, test } from 'vitest';
import { inNamespaceOf } from './namespaced-name.ts';

test('a bare name is one of the namespace that the thing is in, however it is written', () => {
  expect(inNamespaceOf('web', 'shop')).toBe('shop');
  expect(inNamespaceOf('ns--web', 'shop')).toBe('ns--shop');
  expect(inNamespaceOf('ns--web', 'ns--shop')).toBe('ns--shop');
  expect(inNamespaceOf('a--b--web', 'shop')).toBe('a--b--shop');
});
