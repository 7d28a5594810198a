import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fleet, openFleet } from './fleet.ts';

let fleet: Fleet;
beforeAll(async () => {
  fleet = await openFleet({ network: '127.0.83', port: 7722, count: 5 });
});
afterAll(() => fleet?.close());

test('the fleet is prepared, checked and removed, each machine from its own address', async () => {
  const deployment = await fleet.deploy('addresses', { fleet_name: "Anna's", report_seconds: 1 });
  await deployment.run('install');
  const { machines, reports } = await deployment.outputs();
  expect([...(machines as string[])].sort()).toEqual(fleet.hosts.map(({ address }) => address).sort());
  expect(reports).toHaveLength(5);
  for (const report of reports as string[]) expect(report).toMatch(/^Anna's: load [\d.]+, disk \d+% full$/);
  for (const { home, address } of fleet.hosts) {
    const greeting = readFileSync(join(home, 'fleet/welcome.txt'), 'utf8');
    expect(greeting).toBe(`${address} of the fleet Anna's, prepared by Gantry.`);
  }

  await deployment.run('check_status');
  const pids = fleet.hosts.map(({ home }) => readFileSync(join(home, 'fleet/pid'), 'utf8').trim());
  await deployment.run('uninstall');
  for (const pid of pids) expect(existsSync(`/proc/${pid}`)).toBe(false);
  for (const { home } of fleet.hosts) expect(readdirSync(home).filter((name) => name !== '.gantry')).toEqual([]);
});

test('the fleet takes free hosts of the pool and gives them back', async () => {
  const deployment = await fleet.deploy('pool', { machines: 3, report_seconds: 1 });
  await deployment.run('install');
  const { machines } = await deployment.outputs();
  const known = fleet.hosts.map(({ address }) => address);
  expect(new Set(machines as string[]).size).toBe(3);
  for (const address of machines as string[]) expect(known).toContain(address);
  await deployment.run('uninstall');
  expect((await deployment.outputs())['machines']).toEqual(['', '', '']);
});
