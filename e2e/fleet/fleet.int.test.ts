import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fleet, openFleet } from './fleet.ts';

let fleet: Fleet;
beforeAll(async () => {
  fleet = await openFleet({ network: '127.0.83', port: 7722, count: 5 }, { fleet_name: "Anna's", report_seconds: 1 });
});
afterAll(() => fleet?.close());

test('the fleet is prepared, checked and removed, each machine from its own address', async () => {
  await fleet.run('install');
  const { machines, reports } = await fleet.outputs();
  expect([...(machines as string[])].sort()).toEqual(fleet.hosts.map(({ address }) => address).sort());
  expect(reports).toHaveLength(5);
  for (const report of reports as string[]) expect(report).toMatch(/^Anna's: load [\d.]+, disk \d+% full$/);
  const greetings = fleet.hosts.map(({ home }) => readFileSync(join(home, 'fleet/welcome.txt'), 'utf8'));
  expect(new Set(greetings).size).toBe(5);
  for (const greeting of greetings) expect(greeting).toMatch(/^files_\w+ of the fleet Anna's, deployed as fleet\.\n$/);

  await fleet.run('check_status');
  const pids = fleet.hosts.map(({ home }) => readFileSync(join(home, 'fleet/pid'), 'utf8').trim());
  await fleet.run('uninstall');
  for (const pid of pids) expect(existsSync(`/proc/${pid}`)).toBe(false);
  for (const { home } of fleet.hosts) expect(readdirSync(home).filter((name) => name !== '.gantry')).toEqual([]);
});
