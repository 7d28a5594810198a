import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { answers, endProcess, waitUntil } from './commands.ts';
import type { HostPlan, SshHost, SshHosts } from './host.ts';
import { describeKey, makeKey } from './keys.ts';

/** Several sshd on loopback addresses, as the current user; no root needed, and no sudo to be had. */
export async function startLoopbackHosts(plan: HostPlan): Promise<SshHosts> {
  const hosts: SshHost[] = [];
  const close = async () => {
    await Promise.all(hosts.map((host) => host.kill()));
  };
  try {
    for (let number = 1; number <= plan.count; number += 1) hosts.push(await startHost(plan, number));
  } catch (error) {
    await close();
    throw error;
  }
  return { isolated: false, hosts, close };
}

async function startHost(plan: HostPlan, number: number): Promise<SshHost> {
  const folder = join(plan.folder, `${number}`);
  const hostKey = makeKey();
  const address = `127.0.79.${number}`;
  const port = await freePort(address);
  await mkdir(join(folder, 'state'));
  await writeFile(join(folder, 'host_key'), hostKey.private, { mode: 0o600 });
  await writeFile(join(folder, 'authorized_keys'), `${plan.client.public}\n`);
  await writeFile(join(folder, 'sshd_config'), configOf({ folder, address, port }));
  const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', join(folder, 'sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = collectErrors(child);
  await waitUntil(() => answers(address, port), { text: `sshd on ${address}:${port} does not answer` }).catch(() => {
    throw new Error(`sshd on ${address}:${port} does not answer: ${said()}`);
  });
  return {
    name: `cellar-${number}`,
    address,
    port,
    user: userInfo().username,
    privateKey: plan.client.private,
    ...describeKey(hostKey.private),
    kill: () => (child.pid ? endProcess(child.pid) : Promise.resolve()),
  };
}

function configOf({ folder, address, port }: { folder: string; address: string; port: number }): string {
  return [
    `ListenAddress ${address}`,
    `Port ${port}`,
    `HostKey ${folder}/host_key`,
    `AuthorizedKeysFile ${folder}/authorized_keys`,
    'PidFile none',
    'StrictModes no',
    'UsePAM no',
    'UseDNS no',
    'PasswordAuthentication no',
    `SetEnv GANTRY_STATE=${folder}/state PATH=${process.env.PATH ?? '/usr/bin:/bin'}`,
    '',
  ].join('\n');
}

function collectErrors(child: ChildProcess): () => string {
  let said = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    said = (said + bytes.toString()).slice(-2000);
  });
  return () => said;
}

function freePort(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, address, () => {
      const bound = probe.address();
      probe.close(() => resolve(typeof bound === 'object' && bound ? bound.port : 0));
    });
  });
}
