import { expect, test } from 'vitest';
import { safeNext } from './safe-next.ts';

const origin = 'http://127.0.0.1:8420';

test.each([
  ['/deployments/1?tab=outputs', '/deployments/1?tab=outputs'],
  [null, '/'],
  ['//evil.example/x', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/\\evil.example', '/'],
  ['/sign-in?next=/', '/'],
  ['/api/auth/sign-out', '/'],
])('%s leads to %s', (next, path) => {
  expect(safeNext(next, origin)).toBe(path);
});
