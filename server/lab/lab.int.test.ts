import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { endProcess, waitUntil } from '../../e2e/hosts/commands.ts';
import { MemoryContext } from '../hosts/testing/memory-context.ts';
import { aim, makeHosts } from '../hosts/testing/rig.ts';
import { scriptOperations } from '../plugins/script/operations.ts';
import { type Lab, type LabHost, startLab } from './lab.ts';

const data = mkdtempSync(join(tmpdir(), 'gantry-lab-'));
const options = {
  dataFolder: data,
  network: '127.0.81',
  port: 7722,
  path: `${dirname(process.execPath)}:/usr/bin:/bin`,
};
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
afterAll(() => rmSync(data, { recursive: true }));

async function lab(): Promise<Lab> {
  const started = await startLab(options);
  open.push(() => started.close());
  return started;
}

function hosts(): ReturnType<typeof makeHosts> {
  const made = makeHosts({ reattachSeconds: 20 });
  open.push(() => made.close());
  return made;
}

const mapping = 'script.script_runner.tasks.run';
const aimAt = (host: LabHost, clientKey: string, script: string) =>
  aim(new MemoryContext(), { ...host, privateKey: clientKey }, script);

test('each host is an SSH server with a home and a host key that stays', async () => {
  const first = await lab();
  expect(first.hosts.map(({ address }) => address)).toEqual(['127.0.81.1', '127.0.81.2', '127.0.81.3', '127.0.81.4']);
  expect(new Set(first.hosts.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  expect(statSync(join(data, 'lab', 'client_key')).mode & 0o777).toBe(0o600);
  const context = aimAt(first.hosts[1]!, first.clientKey, '#!/bin/sh\npwd\necho "$HOME $USER"\n');
  await scriptOperations(hosts()).get(mapping)!(context);
  expect(context.textOf('stdout')).toEqual([first.hosts[1]!.home, `${first.hosts[1]!.home} lab`]);
  await first.close();
  const second = await lab();
  expect(second.hosts).toEqual(first.hosts);
  expect(second.clientKey).toBe(first.clientKey);
});

test('only the lab key and the lab user may sign in', async () => {
  const { hosts: machines, clientKey } = await lab();
  const run = scriptOperations(hosts()).get(mapping)!;
  const stranger = aimAt(machines[0]!, clientKey, '#!/bin/sh\n');
  stranger.host!.node.properties['agent_config'] = { user: 'root', port: 7722, key: clientKey };
  await expect(run(stranger)).rejects.toThrow(/refused the key/);
  const hostKey = readFileSync(join(data, 'lab', 'lab-1_host_key'), 'utf8');
  await expect(run(aimAt(machines[0]!, hostKey, '#!/bin/sh\n'))).rejects.toThrow(/refused the key/);
});

test('a taken address is a clear error', async () => {
  await lab();
  await expect(startLab(options)).rejects.toThrow(/EADDRINUSE.*127\.0\.81\.1:7722/);
});

test('commands survive the death of the lab, and are found again when it is back', async () => {
  const start = async (): Promise<ChildProcess> => {
    const args = ['--data', data, '--network', '127.0.81', '--path', options.path];
    const child = spawn(process.execPath, [new URL('./main.ts', import.meta.url).pathname, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    open.push(() => endProcess(child.pid ?? 0));
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    return child;
  };
  const keys = await startLab(options);
  await keys.close();
  const server = await start();
  const context = aimAt(
    keys.hosts[0]!,
    keys.clientKey,
    '#!/bin/sh\nfor i in $(seq 1 30); do echo "line $i"; sleep 0.05; done\n',
  );
  const running = scriptOperations(hosts()).get(mapping)!(context);
  running.catch(() => undefined);
  await waitUntil(() => context.lines.length >= 5, { text: 'some lines' });
  await endProcess(server.pid ?? 0);
  await start();
  await running;
  expect(context.textOf('stdout')).toEqual(Array.from({ length: 30 }, (_, i) => `line ${i + 1}`));
});

test('a client that goes away leaves no follower behind', async () => {
  const { hosts: machines, clientKey } = await lab();
  const made = makeHosts();
  const context = aimAt(machines[2]!, clientKey, '#!/bin/sh\necho $$\nsleep 30\n');
  const running = scriptOperations(made).get(mapping)!(context);
  running.catch(() => undefined);
  await waitUntil(() => context.lines.length > 0, { text: 'the first line' });
  context.letGo.abort();
  await expect(running).rejects.toMatchObject({ name: 'Detached' });
  await made.close();
  const runFolder = join(machines[2]!.home, '.gantry', 'run');
  const followers = () =>
    readdirSync(runFolder, { recursive: true }).filter((name) => String(name).includes('/events.'));
  await waitUntil(() => followers().length === 0, { text: 'the follower is gone' });
  expect(existsSync(`/proc/${context.lines[0]!.line}`)).toBe(true);
  process.kill(Number(context.lines[0]!.line), 'SIGKILL');
});
