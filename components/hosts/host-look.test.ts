import { expect, test } from 'vitest';
import { describeClock, describeHosts, placeOf, shortSystem } from './host-look.ts';

test.each([
  ['10.0.0.5', '10.0.0.5:22'],
  ['db.example.org', 'db.example.org:22'],
  ['2001:db8::1', '[2001:db8::1]:22'],
])('%s is written %s', (address, place) => {
  expect(placeOf({ address, port: 22 })).toBe(place);
});

test.each([
  ['Debian GNU/Linux 13 (trixie)', 'Debian 13'],
  ['Ubuntu 24.04.3 LTS', 'Ubuntu 24.04.3 LTS'],
  ['Alpine Linux v3.22', 'Alpine Linux v3.22'],
])('%s in few words is %s', (os, short) => {
  expect(shortSystem(os)).toBe(short);
});

test.each([
  [null, null],
  [-1.4, 'agrees'],
  [41, '41 s ahead'],
  [-600, '10 min behind'],
])('a clock that is off by %s seconds: %s', (seconds, text) => {
  expect(describeClock(seconds)).toBe(text);
});

test('of many hosts the first six are named', () => {
  const hosts = Array.from({ length: 9 }, (_, at) => ({ name: `web-${at}` }));
  expect(describeHosts(hosts)).toBe('web-0, web-1, web-2, web-3, web-4, web-5 and 3 more');
  expect(describeHosts(hosts.slice(0, 2))).toBe('web-0, web-1');
});
