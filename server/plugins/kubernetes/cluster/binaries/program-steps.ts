import { readFileSync } from 'node:fs';
import { NonRecoverableError } from '../../../../../core/ports/operation.ts';
import { quoteWord } from '../../../../hosts/quote.ts';
import type { ClusterStep } from '../framework/steps.ts';
import { type BundleFile, clusterPrograms, sumOf } from './bundle.ts';
import { type Machine, paths } from './machine.ts';

export const serviceScript = readFileSync(new URL('./service.sh', import.meta.url), 'utf8');
/** Runs and ends the programs; see service.sh. */
export const servicePath = `${paths.programs}/service.sh`;

/** Ports that must be free, with what uses them. */
const masterPorts = { etcd: 2379, 'etcd peers': 2380, 'controller manager': 10257, scheduler: 10259 };
const nodePorts = { kubelet: 10250, 'kube-proxy': 10256 };

/** The host may become part of a cluster: right architecture, nothing of another cluster, ports free. */
export function suitsStep({ shell, facts, settings, bundle, context }: Machine): ClusterStep {
  const api = settings.role === 'master' ? { ...masterPorts, 'the API': Number(settings.port) } : {};
  const ports = Object.values({ ...nodePorts, ...api });
  return {
    name: 'the host suits',
    once: true,
    isDone: () => Promise.resolve(false),
    do: async () => {
      if (facts.architecture !== bundle.architecture) {
        throw new NonRecoverableError(
          `Wrong bundle: ${bundle.place} is for ${bundle.architecture}, and ${shell.host} is ${facts.architecture}. Set GANTRY_KUBERNETES_BUNDLE (or the property bundle) to one that fits.`,
        );
      }
      const taken = await shell.run(
        ports.map((port) => `ss -Hltnp "sport = :${port}" | sed 's/^/${port} /'`).join('\n'),
      );
      const [first] = taken.split('\n').filter((line) => line !== '');
      if (first !== undefined) throw portTaken(shell.host, first);
      if (await shell.holds('[ "$(wc -l </proc/swaps)" -gt 1 ]')) {
        context.log(
          'warning',
          `${shell.host} has swap; the kubelet is told to bear it. Limits of memory count less there.`,
        );
      }
      if (!(await shell.holds('[ ! -e /var/lib/kubelet ] && [ ! -e /etc/kubernetes/kubelet.conf ]'))) {
        throw new NonRecoverableError(
          `${shell.host} has parts of another cluster: /var/lib/kubelet or /etc/kubernetes/kubelet.conf. ` +
            'Take that cluster away first (kubeadm reset, k3s-uninstall.sh), or set install: false to use it as it is.',
        );
      }
    },
    undo: () => Promise.resolve(),
  };
}

function portTaken(host: string, line: string): NonRecoverableError {
  const port = line.split(' ')[0];
  const [, program, pid] = /users:\(\("([^"]+)",pid=(\d+)/.exec(line) ?? [];
  const who = program === undefined ? 'a program that cannot be seen' : `${program} (process ${pid})`;
  return new NonRecoverableError(
    `Port ${port} on ${host} is taken by ${who}. End it, or move it to another port; the port of the API is master_port of the master.`,
  );
}

/** The bundle's files that a host of that role needs. */
export function filesFor({ bundle, settings, facts }: Machine): BundleFile[] {
  const runtime = facts.runtimeSockets.length > 0 || facts.programs['containerd'] !== undefined;
  const programs: string[] = [
    ...clusterPrograms.node,
    ...(settings.role === 'master' ? clusterPrograms.master : []),
    ...(runtime ? [] : clusterPrograms.runtime),
  ];
  return bundle.files.filter(({ name }) => {
    const [part, file = ''] = name.split('/');
    return part === 'bin' ? programs.includes(file) : true;
  });
}

/** The programs are on the host, each with the right checksum. What is right already is not sent again. */
export function programsStep(machine: Machine, files = filesFor(machine)): ClusterStep {
  const { shell } = machine;
  return {
    name: 'programs of Kubernetes',
    hint: 'Look whether the disk of the host is full, or mounted so that programs cannot run.',
    isDone: async () => {
      const known = await sumsOnHost(machine);
      const wanted = await Promise.all(files.map(async (file) => known.get(file.name) === (await sumOf(file))));
      return wanted.every((right) => right) && (await shell.holds(`[ -x ${servicePath} ]`));
    },
    do: async () => {
      await shell.writeFile(servicePath, serviceScript, '755');
      const known = await sumsOnHost(machine);
      for (const file of files) if (known.get(file.name) !== (await sumOf(file))) await send(machine, file);
    },
    undo: async () => {
      await shell.run(
        // A container that was ended by force leaves the mounts of its runtime behind.
        `awk '{print $2}' /proc/mounts | grep -E '^(${paths.run}|${paths.data})/' | sort -r | while read -r at; do umount -l "$at" || true; done\n` +
          `rm -rf ${paths.programs} ${paths.logs} ${paths.run} ${paths.data}\nrmdir /opt/gantry 2>/dev/null || true\n` +
          `rm -rf ${paths.services} ${paths.keys}\n` +
          // What a transfer left that was cut off.
          // biome-ignore lint/suspicious/noTemplateCurlyInString: it is shell
          'home=$(eval "echo ~${SUDO_USER:-root}")\nrm -f "$home"/.gantry-????????????????????????????????' +
          ' "$home"/..gantry-????????????????????????????????.*.part',
      );
    },
  };
}

/** Which files the host has, by what was measured when they came; size and time of change tell whether they still are those. */
async function sumsOnHost({ shell }: Machine): Promise<Map<string, string>> {
  const lines = await shell.run(
    [
      `cd ${paths.programs} 2>/dev/null && [ -e sums ] || exit 0`,
      'while read -r sum size time name; do',
      '  [ "$(stat -c "%s %Y" "$name" 2>/dev/null)" != "$size $time" ] || echo "$sum $name"',
      'done <sums',
    ].join('\n'),
    { shown: `stat the programs in ${paths.programs}` },
  );
  return new Map(
    lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(65), line.slice(0, 64)]),
  );
}

async function send({ shell, files, context }: Machine, file: BundleFile): Promise<void> {
  const sum = await sumOf(file);
  // The account that signs in need not be root; root takes the file from its hands when it has come whole.
  const { path } = await files.putFile(file.path, `.gantry-${sum.slice(0, 32)}`, { mode: 0o600 });
  const place = `${paths.programs}/${file.name}`;
  const mode = file.name.startsWith('images/') ? '644' : '755';
  const at = path.startsWith('/') ? quoteWord(path) : `"$home"/${quoteWord(path)}`;
  await shell.run(
    [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is shell
      'home=$(eval "echo ~${SUDO_USER:-root}")',
      `from=${at}`,
      `mkdir -p ${paths.programs}/bin ${paths.programs}/cni ${paths.programs}/images`,
      `install -m ${mode} "$from" ${place}.new`,
      'rm -f "$from"',
      `[ "$(sha256sum <${place}.new | cut -c1-64)" = ${sum} ] || { echo "${file.name} came damaged" >&2; exit 1; }`,
      `mv -f ${place}.new ${place}`,
      `cd ${paths.programs}`,
      'touch sums',
      `{ grep -v ' ${file.name}$' sums || true; echo "${sum} $(stat -c '%s %Y' ${file.name}) ${file.name}"; } >sums.new`,
      'mv -f sums.new sums',
    ].join('\n'),
    { shown: `install ${place}` },
  );
  context.log('debug', `Sent ${file.name} (${Math.ceil(file.size / 1e6)} MB) to ${shell.host}.`);
}

const settingNames = [
  ...['net/ipv4/ip_forward', 'net/bridge/bridge-nf-call-iptables', 'net/ipv4/conf/all/route_localnet'],
  ...['vm/overcommit_memory', 'vm/panic_on_oom', 'kernel/panic', 'kernel/panic_on_oops'],
  ...['kernel/keys/root_maxkeys', 'kernel/keys/root_maxbytes'],
];

/** Packets are passed on; what the kubelet and kube-proxy change beside that is kept for the way back. */
export function kernelStep({ shell, context }: Machine): ClusterStep {
  return {
    name: 'settings of the kernel',
    prepare: async () => {
      const lines = await shell.run(
        `modprobe br_netfilter 2>/dev/null || true\nmodprobe overlay 2>/dev/null || true\n${settingNames
          .map((name) => `[ ! -e /proc/sys/${name} ] || echo "${name} $(cat /proc/sys/${name})"`)
          .join('\n')}\ntrue`,
        { shown: 'read the settings of the kernel' },
      );
      return Object.fromEntries(
        lines
          .split('\n')
          .filter((line) => line.includes(' '))
          .map((line): [string, string] => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']),
      );
    },
    isDone: () =>
      shell.holds(
        '[ "$(cat /proc/sys/net/ipv4/ip_forward)" = 1 ] && { [ ! -e /proc/sys/net/bridge ] || [ "$(cat /proc/sys/net/bridge/bridge-nf-call-iptables)" = 1 ]; }',
      ),
    do: async () => {
      await shell.run('echo 1 >/proc/sys/net/ipv4/ip_forward');
      const sees = await shell.holds(
        '[ -e /proc/sys/net/bridge ] && echo 1 >/proc/sys/net/bridge/bridge-nf-call-iptables',
      );
      if (sees) return;
      context.log(
        'warning',
        `${shell.host} has no br_netfilter: services may not be reached from pods of the same host.`,
      );
    },
    undo: async (kept) => {
      const back = Object.entries(kept).map(
        ([name, value]) => `[ ! -w /proc/sys/${name} ] || echo ${quoteWord(String(value))} >/proc/sys/${name} || true`,
      );
      await shell.run(`${back.join('\n')}\ntrue`, { shown: 'put back the settings of the kernel' });
    },
  };
}
