import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import { startSshHosts } from '../../../e2e/hosts/ssh-hosts.ts';
import { MemoryHostKeys, makeHosts, type TestHost } from '../../hosts/testing/rig.ts';
import { SequentialRun } from '../../hosts/testing/sequential-run.ts';
import { startLab } from '../../lab/lab.ts';
import { createCatalogueReader } from '../catalogue.ts';
import { scriptOperations } from './operations.ts';

const folder = new URL('../../../examples/wine-cellar/', import.meta.url).pathname;
const data = mkdtempSync(join(tmpdir(), 'gantry-cellar-'));
const catalogue = createCatalogueReader();

afterAll(() => rmSync(data, { recursive: true }));

type Machine = Omit<TestHost, 'privateKey'> & { keyType: string; publicKey: string };

async function tryOut(machines: Machine[], privateKey: string, inputs: JsonObject): Promise<void> {
  const hostKeys = new MemoryHostKeys();
  for (const { address, port, fingerprint, keyType, publicKey } of machines) {
    hostKeys.keys.push({
      tenant: 'default_tenant',
      address,
      port,
      fingerprint,
      keyType,
      publicKey,
      status: 'accepted',
    });
  }
  const hosts = makeHosts({ hostKeys });
  const [balancer, app1, app2, database] = machines.map(({ address }) => address);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const run = await SequentialRun.prepare({
    files: new Map(files.map((file) => [relative(folder, file), readFileSync(file)])),
    readImport: (location) => catalogue.read(location),
    inputs: {
      load_balancer_ip: balancer ?? '',
      app_1_ip: app1 ?? '',
      app_2_ip: app2 ?? '',
      database_ip: database ?? '',
      ssh_user: machines[0]?.user ?? '',
      ssh_port: machines[0]?.port ?? 22,
      ssh_key_secret: 'cellar_key',
      ...inputs,
    },
    secrets: { cellar_key: privateKey },
    operation: scriptOperations(hosts).get('script.script_runner.tasks.run')!,
  });
  try {
    await run.install().catch((error: unknown) => {
      throw new Error(`${String(error)}\n${run.printed()}`);
    });
    const url = String(await run.output('url'));
    expect(url).toBe(`http://${balancer}:18080/`);
    const servedBy = new Set<string>();
    for (let i = 0; i < 4; i += 1) {
      const answer = (await (await fetch(url)).json()) as {
        title: string;
        servedBy: string;
        wines: { name: string }[];
      };
      expect(answer.title).toBe('The wine cellar of Old Town');
      expect(answer.wines.map(({ name }) => name)).toContain('Mavrud');
      servedBy.add(answer.servedBy.replace(/_[a-z0-9]{6}$/, ''));
    }
    expect([...servedBy].sort()).toEqual(['app_1', 'app_2']);
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
    expect(page).toContain('Tokaji Aszú');
  } finally {
    await run.uninstall();
    await hosts.close();
  }
}

test('the wine cellar comes up on lab hosts, serves wines and leaves nothing', async () => {
  const lab = await startLab({
    dataFolder: data,
    network: '127.0.80',
    port: 7722,
    path: `${dirname(process.execPath)}:/usr/bin:/bin`,
  });
  try {
    await tryOut(lab.hosts, lab.clientKey, { step_seconds: 0.01 });
    for (const { home } of lab.hosts) expect(readdirSync(home)).toEqual(['.gantry']);
  } finally {
    await lab.close();
  }
});

test('the wine cellar comes up on real sshd hosts with sudo', async ({ skip }) => {
  const machines = await startSshHosts(4);
  try {
    if (!machines.isolated) return skip('only root can make machines that allow sudo');
    const privateKey = machines.hosts[0]?.privateKey ?? '';
    await tryOut(machines.hosts, privateKey, {
      use_sudo: true,
      install_dir: '/opt/wine-cellar',
      marker_file: '/tmp/marks',
      step_seconds: 0.01,
    });
    for (const host of machines.hosts) {
      expect(await host.inside('ls /opt')).toBe('host\nnode\n');
      expect(await host.inside('ps -eo args | grep -c "[w]ine-cellar" || true')).toBe('0\n');
      const marks = (await host.inside('cat /tmp/marks')).trim().split('\n');
      expect(new Set(marks).size).toBe(marks.length);
    }
  } finally {
    await machines.close();
  }
});
