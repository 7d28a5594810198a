import { expect, test } from 'vitest';
import { formatLabels, parseLabels } from './label-text.ts';

test.each([
  ['', {}],
  ['role=web', { role: ['web'] }],
  ['role=web, zone:north\nrole=proxy', { role: ['web', 'proxy'], zone: ['north'] }],
  ['role=web,role=web', { role: ['web'] }],
  [' url = http://x?a=b ', { url: ['http://x?a=b'] }],
])('%j are labels', (text, labels) => {
  expect(parseLabels(text)).toEqual({ ok: true, labels });
});

test.each(['web', '=web', 'role=', 'role = '])('%j is no label, and is named', (text) => {
  expect(parseLabels(`a=b, ${text}`)).toEqual({ ok: false, problem: expect.stringContaining(`"${text.trim()}"`) });
});

test('a key that objects have by themselves is a key like any other', () => {
  expect(parseLabels('constructor=a, __proto__=b')).toMatchObject({ ok: true });
  expect(formatLabels({ zone: ['n'], role: ['web', 'proxy'] })).toBe('role=web, role=proxy, zone=n');
});
