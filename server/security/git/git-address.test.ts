import { expect, test } from 'vitest';
import { checkGitRef, readGitAddress } from './git-address.ts';

test.each([
  ['https://git.example/a/b.git', { kind: 'http', user: null }],
  ['https://ada@git.example:8443/a/b', { kind: 'http', user: 'ada' }],
  ['git@git.example:a/b.git', { kind: 'ssh', host: 'git.example', port: 22, user: 'git', path: 'a/b.git' }],
  ['ssh://ada@git.example:2222/a/b', { kind: 'ssh', host: 'git.example', port: 2222, user: 'ada', path: '/a/b' }],
  ['ssh://git.example/~ada/b', { kind: 'ssh', user: 'git', path: '~ada/b' }],
  ['ssh://[::1]:22/b', { kind: 'ssh', host: '::1', path: '/b' }],
])('%s is read', (text, expected) => {
  expect(readGitAddress(text)).toMatchObject(expected);
});

test.each([
  '/etc',
  './here',
  'file:///etc',
  'ext::sh -c id',
  'ext::sh',
  'fd::3',
  'git://git.example/a',
  'ftp://git.example/a',
  '--upload-pack=touch:x',
  '-oProxyCommand=x:y',
  'git@-oProxyCommand=x:y',
  'ssh://-oProxyCommand=x/y',
  'git@git.example:-x',
  'C:\\repo',
  'https://ada:secret@git.example/a',
  'https://git example/a',
  'ssh://git.example/',
  '',
])('%s is refused', (text) => {
  expect(() => readGitAddress(text)).toThrow();
});

test.each(['main', 'v1.2', 'feature/a-b', 'f7eb98c', '0123456789abcdef0123456789abcdef01234567', 'release-1.x'])(
  '%s is a ref',
  (ref) => {
    expect(checkGitRef(ref)).toBe(ref);
  },
);

test.each(['-x', '--upload-pack=x', 'a:b', '+main', 'a..b', 'a b', '^main', 'a~1', '', 'main/', 'x@{1}', '*'])(
  '%s is no ref',
  (ref) => {
    expect(() => checkGitRef(ref)).toThrow('is no name of a branch');
  },
);
