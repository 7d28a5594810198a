import { expect, test } from 'vitest';
import { emptySource, kindOfAddress, nameFromAddress, toSource } from './import-form.ts';

test.each([
  ['https://git.example/team/shop.git', 'shop', 'git'],
  ['git@git.example:team/shop', 'shop', 'git'],
  ['ssh://git@git.example:2222/team/shop/', 'shop', 'git'],
  ['https://github.com/team/shop', 'shop', 'git'],
  ['https://example.org/files/shop-1.2.tar.gz', 'shop-1.2', 'url'],
  ['https://example.org/shop.zip?token=a', 'shop', 'url'],
  ['https://example.org/blue/shop.yaml', 'shop', 'url'],
  ['https://example.org/', 'example.org', null],
  ['', '', null],
])('%s', (url, name, kind) => {
  expect([nameFromAddress(url), kindOfAddress(url)]).toEqual([name, kind]);
});

test('only what was given is sent', () => {
  const typed = { ...emptySource, url: ' https://git.example/a ', folder: './deep/', secret: 'token' };
  expect(toSource(typed)).toEqual({ kind: 'git', url: 'https://git.example/a', folder: 'deep', secret: 'token' });
  expect(toSource({ ...typed, kind: 'url', ref: 'main' })).toEqual({
    kind: 'url',
    url: 'https://git.example/a',
    secret: 'token',
  });
});
