import { expect, test } from 'vitest';
import { webAddress } from './web-address.ts';

test.each([
  ['http://127.0.77.1:8080/wines', 'http://127.0.77.1:8080/wines'],
  ['HTTPS://example.org', 'https://example.org/'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['//example.org', null],
  ['http://', null],
  [42, null],
  [{ url: 'http://a' }, null],
])('%j links to %s', (value, link) => {
  expect(webAddress(value)).toBe(link);
});
