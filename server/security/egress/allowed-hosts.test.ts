import { expect, test } from 'vitest';
import { readAllowedHosts } from './allowed-hosts.ts';
import { isPublicAddress } from './public-address.ts';

test.each([
  ['8.8.8.8', true],
  ['10.1.2.3', false],
  ['172.31.0.1', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['0.0.0.0', false],
  ['255.255.255.255', false],
  ['2606:4700::1', true],
  ['::1', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['::ffff:10.0.0.1', false],
  ['64:ff9b::a00:1', false],
  ['2002:a00:1::', false],
  ['name', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

test('names, domains, networks and plain http are told apart', () => {
  const hosts = readAllowedHosts(['example.com', '*.example.org', 'http://plain.example', '10.0.0.0/8']);
  const refuse = (text: string) => hosts.refuseUrl(new URL(text));
  expect(refuse('https://example.com/a')).toBeNull();
  expect(refuse('https://a.example.com/')).not.toBeNull();
  expect(refuse('https://a.b.example.org/')).toBeNull();
  expect(refuse('https://example.org/')).not.toBeNull();
  expect(refuse('https://notexample.org/')).not.toBeNull();
  expect(refuse('http://example.com/')).toContain('by https only');
  expect(refuse('http://plain.example/')).toBeNull();
  expect(refuse('https://10.2.3.4/')).toBeNull();
  expect([hosts.allowsAddress('10.2.3.4'), hosts.allowsAddress('192.168.0.1')]).toEqual([true, false]);
});

test('a star is every host with a public address, by https', () => {
  const hosts = readAllowedHosts(['*', 'http://10.0.0.0/8']);
  const refuse = (text: string) => hosts.refuseUrl(new URL(text));
  expect(refuse('https://anything.example/a')).toBeNull();
  expect(refuse('http://anything.example/a')).toContain('by https only');
  expect(refuse('ftp://anything.example/a')).toContain('not a way');
  expect(refuse('http://10.1.1.1/')).toBeNull();
  expect([hosts.refuseHost('anything.example'), readAllowedHosts([]).refuseHost('a.example')]).toEqual([
    null,
    'a.example is not among the hosts that files may be fetched from',
  ]);
  expect(['10.1.1.1', '127.0.0.1', '169.254.169.254', '8.8.8.8'].map(hosts.allowsAddress)).toEqual([
    true,
    false,
    false,
    true,
  ]);
});
