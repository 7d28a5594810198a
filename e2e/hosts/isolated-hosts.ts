import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answers, endProcess, runProgram, waitUntil } from './commands.ts';
import type { HostPlan, IsolatedHost, SshHosts } from './host.ts';
import { describeKey, makeKey } from './keys.ts';

const script = new URL('./host.sh', import.meta.url).pathname;

export interface Network {
  bridge: string;
  /** The first three numbers. */
  prefix: string;
  tag: string;
}

/** One machine per host, in namespaces; needs root. */
export async function startIsolatedHosts(plan: HostPlan): Promise<SshHosts> {
  const network = await makeNetwork();
  const hosts: IsolatedHost[] = [];
  const close = async () => {
    await Promise.all(hosts.map((host) => host.kill()));
    await runProgram('ip', 'link', 'delete', network.bridge);
  };
  try {
    for (let number = 1; number <= plan.count; number += 1) hosts.push(await startHost(plan, network, number));
    await Promise.all(hosts.map(waitForHost));
  } catch (error) {
    await close();
    throw error;
  }
  return { isolated: true, hosts, close };
}

async function waitForHost(host: IsolatedHost): Promise<void> {
  await waitUntil(() => answers(host.address, host.port), { text: `${host.name} does not answer` });
}

let networks = 0;

/** A bridge of its own. Names carry the process's number, so that what a killed run left behind can be told from what is in use. */
export async function makeNetwork(): Promise<Network> {
  await removeOrphans();
  networks += 1;
  const tag = `${process.pid}-${networks}`;
  const bridge = `gtb${tag}`;
  await runProgram('ip', 'link', 'add', bridge, 'type', 'bridge');
  const prefix = await takePrefix(bridge);
  await runProgram('ip', 'link', 'set', bridge, 'up');
  return { bridge, prefix, tag };
}

/** Addresses that no other network on this machine has. Of two that take the same at once, both look for others. */
async function takePrefix(bridge: string): Promise<string> {
  for (let tries = 0; tries < 50; tries += 1) {
    const prefix = `10.${200 + ((randomBytes(1)[0] ?? 0) % 50)}.${randomBytes(1)[0] ?? 0}`;
    const address = `${prefix}.1/24`;
    await runProgram('ip', 'address', 'add', address, 'dev', bridge);
    const taken = await runProgram('ip', '-oneline', 'address', 'show', 'to', address);
    if (taken.trim().split('\n').length === 1) return prefix;
    await runProgram('ip', 'address', 'delete', address, 'dev', bridge);
  }
  throw new Error('No free addresses for a network of test hosts. Remove bridges gtb* that nothing uses.');
}

async function removeOrphans(): Promise<void> {
  for (const name of await readdir('/sys/class/net')) {
    const owner = /^gtb(\d+)-\d+$/.exec(name)?.[1];
    if (owner === undefined || existsSync(`/proc/${owner}`)) continue;
    // Another run may be doing the same.
    await runProgram('ip', 'link', 'delete', name).catch(() => undefined);
  }
}

async function startHost(plan: HostPlan, network: Network, number: number): Promise<IsolatedHost> {
  const name = `cellar-${number}`;
  const folder = join(plan.folder, `${number}`);
  const hostKey = makeKey();
  await writeFiles(folder, { name, hostKey: hostKey.private, clientKey: plan.client.public });
  const address = `${network.prefix}.${10 + number}`;
  // Whatever becomes of the test, its machines end with it.
  const child = spawn(
    'setpriv',
    [
      '--pdeathsig',
      'KILL',
      'unshare',
      '--net',
      '--mount',
      '--pid',
      '--uts',
      '--ipc',
      '--fork',
      '--kill-child',
      '--mount-proc',
      'sh',
      script,
      folder,
      process.execPath,
      `${address}/24`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const pid = await waitForSetup(child, name);
  const link = `gtv${network.tag}.${number}`;
  await runProgram(
    'ip',
    'link',
    'add',
    link,
    'master',
    network.bridge,
    'type',
    'veth',
    'peer',
    'name',
    'eth0',
    'netns',
    `${pid}`,
  );
  await runProgram('ip', 'link', 'set', link, 'up');
  return {
    name,
    address,
    port: 22,
    user: 'cellar',
    privateKey: plan.client.private,
    ...describeKey(hostKey.private),
    kill: () => endProcess(pid),
    cut: async () => void (await runProgram('ip', 'link', 'set', link, 'down')),
    mend: async () => void (await runProgram('ip', 'link', 'set', link, 'up')),
    inside: (command) => insideOf(pid, command),
  };
}

async function insideOf(pid: number, command: string): Promise<string> {
  const [init = ''] = (await runProgram('cat', `/proc/${pid}/task/${pid}/children`)).trim().split(' ');
  return runProgram('nsenter', '--target', init, '--net', '--mount', '--pid', '--uts', '--ipc', 'sh', '-c', command);
}

function waitForSetup(child: ChildProcess, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      said = (said + bytes.toString()).slice(-2000);
    });
    child.stdout?.once('data', () => resolve(child.pid ?? 0));
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${name} could not be set up: ${said}`)));
  });
}

async function writeFiles(
  folder: string,
  { name, hostKey, clientKey }: { name: string; hostKey: string; clientKey: string },
) {
  const path = '/opt/node/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const files: Record<string, string> = {
    name,
    hosts: `127.0.0.1 localhost ${name}\n::1 localhost\n`,
    host_key: hostKey,
    authorized_keys: `${clientKey}\n`,
    passwd:
      'root:x:0:0:root:/root:/bin/bash\nsshd:x:101:65534::/run/sshd:/usr/sbin/nologin\ncellar:x:1500:1500::/home/cellar:/bin/bash\nnobody:x:65534:65534::/:/usr/sbin/nologin\n',
    group: 'root:x:0:\ncellar:x:1500:\nnogroup:x:65534:\n',
    shadow:
      'root:*:19000:0:99999:7:::\nsshd:*:19000:0:99999:7:::\ncellar:*:19000:0:99999:7:::\nnobody:*:19000:0:99999:7:::\n',
    sudoers: `Defaults secure_path="${path}"\nroot ALL=(ALL:ALL) ALL\ncellar ALL=(ALL:ALL) NOPASSWD: ALL\n`,
    sshd_config: [
      'Port 22',
      'HostKey /opt/host/host_key',
      'AuthorizedKeysFile /opt/host/authorized_keys',
      'StrictModes no',
      'UsePAM no',
      'UseDNS no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      `SetEnv PATH=${path}`,
      '',
    ].join('\n'),
  };
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text, { mode: 0o644 });
}
