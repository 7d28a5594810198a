import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answers, endProcess, runProgram, waitUntil } from '../hosts/commands.ts';
import type { IsolatedHost } from '../hosts/host.ts';
import { makeNetwork, type Network } from '../hosts/isolated-hosts.ts';
import { describeKey, makeKey } from '../hosts/keys.ts';
import { baseSystem, cacheFolder, containerLayer } from './base-system.ts';
import { makeCgroups, removeCgroups } from './cgroups.ts';

const script = new URL('./machine.sh', import.meta.url).pathname;

export interface ClusterHosts {
  hosts: IsolatedHost[];
  /** The gateway of all of them: this machine. */
  gateway: string;
  /** Ends the machines and removes everything that they were made of. */
  close(): Promise<void>;
}

export interface ClusterHostsWish {
  count: number;
  /** True when containerd, runc and the network plugins are installed (not started); false when the host has none. */
  containers: boolean;
}

/** Why no such machines can be started here; null when they can. */
export function whyNoClusterHosts(): string | null {
  if (process.getuid?.() !== 0) return 'machines that run containers need root';
  if (!existsSync('/sys/fs/cgroup')) return 'machines that run containers need cgroups at /sys/fs/cgroup';
  const kept = existsSync(join(cacheFolder(), 'base'));
  if (!kept && !existsSync('/usr/sbin/debootstrap')) return 'the base system of the machines needs debootstrap';
  return null;
}

/**
 * Starts Debian machines that can run containerd, the kubelet and kube-proxy for real: each has its own network, root file
 * system, processes, host name and cgroups, sshd on port 22 and a user `cellar` who may sudo. They lie in one network and
 * reach each other and this machine, nothing else. Needs root.
 */
export async function startClusterHosts(wish: ClusterHostsWish): Promise<ClusterHosts> {
  const lower = wish.containers ? `${await containerLayer()}:${await baseSystem()}` : await baseSystem();
  await removeOrphans();
  const folder = await mkdtemp(join(cacheFolder(), `machines-${process.pid}-`));
  const network = await makeNetwork();
  const hosts: Machine[] = [];
  const close = async () => {
    await Promise.all(hosts.map((host) => host.kill()));
    for (const host of hosts) await removeCgroups(host.cgroups);
    await runProgram('ip', 'link', 'delete', network.bridge);
    await rm(folder, { recursive: true, force: true });
  };
  const client = makeKey();
  try {
    for (let number = 1; number <= wish.count; number += 1) {
      hosts.push(await startMachine({ folder: join(folder, `${number}`), lower, network, client, number }));
    }
    for (const host of hosts) {
      await waitUntil(() => answers(host.address, host.port), { text: `${host.name} does not answer` });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { hosts, gateway: `${network.prefix}.1`, close };
}

/** Disks of machines whose test was killed. */
async function removeOrphans(): Promise<void> {
  for (const name of await readdir(cacheFolder())) {
    const owner = /^machines-(\d+)-/.exec(name)?.[1];
    if (owner === undefined || existsSync(`/proc/${owner}`)) continue;
    await rm(join(cacheFolder(), name), { recursive: true, force: true });
  }
}

interface Machine extends IsolatedHost {
  cgroups: string[];
}

interface MachinePlan {
  folder: string;
  lower: string;
  network: Network;
  client: { private: string; public: string };
  number: number;
}

async function startMachine(plan: MachinePlan): Promise<Machine> {
  const { folder, network, number } = plan;
  const name = `oak-${number}`;
  const address = `${network.prefix}.${10 + number}`;
  const hostKey = makeKey();
  await writeFiles(plan, { name, address, hostKey: hostKey.private });
  const cgroups = await makeCgroups(`${network.tag}.${number}`);
  await writeFile(join(folder, 'cgroups'), `${cgroups.join('\n')}\n`);
  // Whatever becomes of the test, its machines end with it.
  const namespaces = ['--net', '--mount', '--pid', '--uts', '--ipc', '--fork', '--kill-child', '--mount-proc'];
  const machine = ['sh', script, folder, plan.lower, `${address}/24`, `${network.prefix}.1`];
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'unshare', ...namespaces, ...machine], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = await waitForSetup(child, name).catch(async (error: unknown) => {
    await removeCgroups(cgroups);
    throw error;
  });
  const link = `gtv${network.tag}.${number}`;
  const peer = ['type', 'veth', 'peer', 'name', 'eth0', 'netns', `${pid}`];
  await runProgram('ip', 'link', 'add', link, 'master', network.bridge, ...peer);
  await runProgram('ip', 'link', 'set', link, 'up');
  return {
    name,
    address,
    port: 22,
    user: 'cellar',
    privateKey: plan.client.private,
    ...describeKey(hostKey.private),
    cgroups,
    kill: () => endProcess(pid),
    cut: async () => void (await runProgram('ip', 'link', 'set', link, 'down')),
    mend: async () => void (await runProgram('ip', 'link', 'set', link, 'up')),
    inside: (command) => insideOf(pid, command),
  };
}

async function insideOf(pid: number, command: string): Promise<string> {
  const [init = ''] = (await runProgram('cat', `/proc/${pid}/task/${pid}/children`)).trim().split(' ');
  const namespaces = ['--net', '--mount', '--pid', '--uts', '--ipc', '--cgroup', '--root', '--wd'];
  // The namespace alone does not move a process into the machine's cgroups.
  const enter = 'for cgroup in /sys/fs/cgroup/*/cgroup.procs; do echo 0 >$cgroup; done';
  const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const shell = ['env', '-i', path, 'HOME=/root', 'sh', '-c', `${enter}\n${command}`];
  return runProgram('nsenter', '--target', init, ...namespaces, ...shell);
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
  { folder, client }: MachinePlan,
  { name, address, hostKey }: { name: string; address: string; hostKey: string },
): Promise<void> {
  for (const part of ['root', 'disk/upper', 'disk/work', 'disk/var', 'etc/ssh', 'etc/sudoers.d']) {
    await mkdir(join(folder, part), { recursive: true });
  }
  const files: Record<string, string> = {
    hostname: `${name}\n`,
    hosts: `127.0.0.1 localhost\n${address} ${name}\n::1 localhost\n`,
    'resolv.conf': '',
    'ssh/host_key': hostKey,
    'ssh/authorized_keys': `${client.public}\n`,
    'sudoers.d/cellar': 'cellar ALL=(ALL:ALL) NOPASSWD: ALL\n',
    'ssh/sshd_config': [
      'Port 22',
      'HostKey /etc/ssh/host_key',
      'AuthorizedKeysFile /etc/ssh/authorized_keys',
      'StrictModes no',
      'UsePAM no',
      'UseDNS no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'MaxSessions 50',
      'Subsystem sftp internal-sftp',
      'SetEnv PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      '',
    ].join('\n'),
  };
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, 'etc', file), text);
}
