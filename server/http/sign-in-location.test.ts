import { expect, it } from 'vitest';
import { returnLocation, signInLocation } from './sign-in-location.ts';

it.each([
  ['/', '/sign-in'],
  ['/?_rsc=abc', '/sign-in'],
  ['/deployments/1?tab=log&_rsc=x', '/sign-in?next=%2Fdeployments%2F1%3Ftab%3Dlog'],
])('sends %s to %s', (path, location) => {
  expect(signInLocation(new URL(path, 'http://127.0.0.1:8420'))).toBe(location);
});

it.each(['/deployments/1?tab=log#end', '/', '/blueprints'])('comes back to %s', (path) => {
  expect(returnLocation(path)).toBe(path);
});

it.each([
  null,
  '',
  'x',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/sign-in?next=/sign-in',
  'javascript:alert(1)',
])('never leads away to %j', (path) => {
  expect(returnLocation(path)).toBe('/');
});
