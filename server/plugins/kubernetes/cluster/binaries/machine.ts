import { NonRecoverableError, type OperationContext } from '../../../../../core/ports/operation.ts';
import type { HostFiles } from '../../../../hosts/files/host-files.ts';
import type { HostShell } from '../framework/host-shell.ts';
import type { Bundle } from './bundle.ts';

/** Where everything of ours is on a host. Nothing else is written but what a step says. */
export const paths = {
  config: '/etc/gantry/kubernetes',
  keys: '/etc/gantry/kubernetes/pki',
  services: '/etc/gantry/kubernetes/services',
  admin: '/etc/gantry/kubernetes/admin.conf',
  programs: '/opt/gantry/kubernetes',
  data: '/var/lib/gantry-kubernetes',
  run: '/run/gantry-kubernetes',
  logs: '/var/log/gantry-kubernetes',
  kubelet: '/var/lib/kubelet',
} as const;

/** What was decided once for an installation and is kept with its record. */
export interface ClusterSettings {
  role: 'master' | 'node';
  /** Name of the host in the cluster. */
  nodeName: string;
  /** Address by which the other hosts reach this one. */
  address: string;
  /** All its addresses when the installation began, with commas. */
  addresses: string;
  /** Where the API is: the address of the master, and its port. */
  server: string;
  port: string;
  podNetwork: string;
  serviceNetwork: string;
}

/** What is known of a host before anything is done there. */
export interface HostFacts {
  architecture: string;
  hostname: string;
  hasSystemd: boolean;
  addresses: readonly string[];
  /** The one by which it reaches others; null: it has none. */
  defaultAddress: string | null;
  hasUnifiedCgroups: boolean;
  /** The file with the name servers that pods get. */
  resolvConf: string;
  /** Sockets of container runtimes that answer. */
  runtimeSockets: readonly string[];
  /** Programs of a container runtime that are installed, by their names. */
  programs: Readonly<Record<string, string>>;
}

/** One host in the making. */
export interface Machine {
  context: OperationContext;
  shell: HostShell;
  files: HostFiles;
  facts: HostFacts;
  settings: ClusterSettings;
  bundle: Bundle;
  /** The master's shell: its own, or over there. */
  master: Pick<HostShell, 'host' | 'run' | 'holds'>;
  /** Manifests of the pod network; null: the plain bridge. */
  network: string | null;
}

const askFacts = `
echo "architecture=$(uname -m)"
echo "hostname=$(hostname 2>/dev/null || cat /proc/sys/kernel/hostname)"
[ ! -d /run/systemd/system ] || echo systemd=yes
[ "$(stat -fc %T /sys/fs/cgroup)" != cgroup2fs ] || echo unified=yes
[ ! -e /run/systemd/resolve/resolv.conf ] || echo resolv=/run/systemd/resolve/resolv.conf
for tool in ip iptables openssl base64 setsid sha256sum mount umount ss; do
  command -v $tool >/dev/null || echo "missing=$tool"
done
ip -o -4 address show scope global 2>/dev/null | while read -r _ dev _ cidr _; do echo "address=\${cidr%/*}"; done
echo "default=$(ip -4 route get 192.0.2.1 2>/dev/null | sed -n 's/.* src \\([0-9.]*\\).*/\\1/p')"
for socket in /run/containerd/containerd.sock /var/run/containerd/containerd.sock; do
  [ -S $socket ] && ctr -a $socket version >/dev/null 2>&1 && echo "socket=$socket" && break
done
for program in containerd ctr runc; do
  at=$(command -v $program) && echo "program=$program $at"
done
true`;

/** Asks a host. Throws `NonRecoverableError` when it lacks what the installer needs. */
export async function readFacts(shell: HostShell): Promise<HostFacts> {
  const lines = (await shell.run(askFacts, { shown: 'uname, ip, command -v (what the host is)' })).split('\n');
  const all = (key: string): string[] =>
    lines.flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : [])).filter((v) => v !== '');
  const missing = all('missing');
  if (missing.length > 0) {
    throw new NonRecoverableError(
      `${shell.host} lacks ${missing.join(', ')}. Install them (Debian: apt install iproute2 iptables openssl util-linux) and run the workflow again.`,
    );
  }
  return {
    architecture: all('architecture')[0] ?? '',
    hostname: all('hostname')[0] ?? '',
    hasSystemd: all('systemd').length > 0,
    hasUnifiedCgroups: all('unified').length > 0,
    addresses: [...new Set(all('address'))],
    defaultAddress: all('default')[0] ?? null,
    resolvConf: all('resolv')[0] ?? '/etc/resolv.conf',
    runtimeSockets: all('socket'),
    programs: Object.fromEntries(
      all('program').flatMap((line) => {
        const [name, path] = line.split(' ');
        return name && path ? [[name, path]] : [];
      }),
    ),
  };
}
