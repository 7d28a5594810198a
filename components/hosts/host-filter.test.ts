import { expect, test } from 'vitest';
import type { HostView } from '../../server/api/contract.ts';
import { countLabels, filterHosts, type HostChoice } from './host-filter.ts';

type Known = Parameters<typeof filterHosts>[0][number];

function makeHost(name: string, more: Partial<HostView> = {}): Known {
  return {
    name,
    address: '10.0.0.1',
    user: 'ops',
    labels: {},
    notes: '',
    facts: null,
    state: 'free',
    holder: null,
    checkError: null,
    ...more,
  };
}

const holder = {
  deployment: { id: '1', name: 'shop', exists: true },
  instance: 'app_1',
  since: '2030-01-01T00:00:00Z',
};
const hosts = [
  makeHost('web-1', { labels: { role: ['web'], zone: ['north', 'south'] }, state: 'taken', holder }),
  makeHost('web-2', { labels: { role: ['web'] }, address: '2001:db8::7', checkError: 'The connection was refused.' }),
  makeHost('db-1', { labels: { role: ['database'] }, notes: 'Slow disk', state: 'out-of-service' }),
];

test.each<[Partial<HostChoice>, string[]]>([
  [{}, ['web-1', 'web-2', 'db-1']],
  [{ text: 'WEB' }, ['web-1', 'web-2']],
  [{ text: '  2001:db8 ' }, ['web-2']],
  [{ text: 'shop' }, ['web-1']],
  [{ text: 'refused web' }, ['web-2']],
  [{ text: 'slow' }, ['db-1']],
  [{ state: 'out-of-service' }, ['db-1']],
  [{ labels: ['role=web'] }, ['web-1', 'web-2']],
  [{ labels: ['role=web', 'zone=south'] }, ['web-1']],
  [{ labels: ['role=web'], state: 'free', text: 'web' }, ['web-2']],
  [{ text: 'nothing like it' }, []],
])('%j leaves %j', (filter, names) => {
  const found = filterHosts(hosts, { text: '', state: null, labels: [], ...filter });
  expect(found.map(({ name }) => name)).toEqual(names);
});

test('labels are counted over all hosts', () => {
  expect(countLabels(hosts)).toEqual([
    { label: 'role=database', count: 1 },
    { label: 'role=web', count: 2 },
    { label: 'zone=north', count: 1 },
    { label: 'zone=south', count: 1 },
  ]);
});
