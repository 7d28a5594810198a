import type { Json, JsonObject } from '../../../../../core/blueprint/json.ts';
import type { HostShell } from '../framework/host-shell.ts';
import { paths } from './machine.ts';
import type { ContainerRuntime } from './runtime-steps.ts';

/** Folders that the kubelet and network plugins make by themselves. */
const folders = [
  ...[paths.kubelet, '/var/log/pods', '/var/log/containers', '/var/lib/cni', '/var/lib/dockershim'],
  ...['/etc/cni/net.d', '/etc/cni', '/opt/cni/bin', '/opt/cni', '/usr/libexec/kubernetes', '/run/netns', '/run/calico'],
  ...[
    '/run/flannel',
    '/var/lib/calico',
    '/etc/kubernetes/manifests',
    '/etc/kubernetes',
    '/run/nodeagent',
    '/run/xtables.lock',
  ],
];
/** Interfaces of the bridge and of pod networks that sites use. */
const interfaces = /^(cni0|flannel\.\d+|cilium_\w+|vxlan\.calico|kube-bridge|kube-ipvs0|nodelocaldns)$/;

/** What of that is there before: it stays when the rest is taken away. */
export async function readTraces(shell: HostShell): Promise<JsonObject> {
  const there = await shell.run(`for f in ${folders.join(' ')}; do [ ! -e "$f" ] || echo "$f"; done`);
  const links = await shell.run("ls /sys/class/net; ls /run/netns 2>/dev/null | sed 's/^/netns /' || true");
  const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
  return { folders: lines(there), links: lines(links) };
}

/** Ends what still runs in pods, and the processes' groups that held them. */
export async function clearContainers(shell: HostShell, { ctr, socket }: ContainerRuntime): Promise<void> {
  const c = `${ctr} -a ${socket} -n k8s.io`;
  await shell.run(
    [
      `if [ -S ${socket} ] && ${ctr} -a ${socket} version >/dev/null 2>&1; then`,
      `  for id in $(${c} tasks list -q); do ${c} tasks kill -s SIGKILL "$id" >/dev/null 2>&1 || true; done`,
      `  left=20; while [ -n "$(${c} tasks list -q)" ] && [ "$left" -gt 0 ]; do`,
      `    for id in $(${c} tasks list -q); do ${c} tasks delete -f "$id" >/dev/null 2>&1 || true; done`,
      '    left=$((left - 1)); sleep 0.2',
      '  done',
      `  for id in $(${c} containers list -q); do ${c} containers delete "$id" >/dev/null 2>&1 || true; done`,
      'fi',
      'if [ -d /run/systemd/system ]; then systemctl stop kubepods.slice 2>/dev/null || true; fi',
      "find /sys/fs/cgroup -depth -type d -path '*kubepods*' -exec rmdir {} \\; 2>/dev/null || true",
    ].join('\n'),
    { shown: 'end the containers of Kubernetes' },
  );
}

/** Unmounts and removes what was made since `readTraces`. */
export async function removeTraces(shell: HostShell, before: JsonObject): Promise<void> {
  const known = new Set([...textsOf(before['folders']), ...textsOf(before['links'])]);
  const names = (await shell.run("ls /sys/class/net; ls /run/netns 2>/dev/null | sed 's/^/netns /' || true")).split(
    '\n',
  );
  const isNew = (name: string): boolean => name !== '' && !known.has(name);
  const spaces = names.filter((name) => name.startsWith('netns cni-') && isNew(name)).map((name) => name.slice(6));
  const links = names.filter((name) => interfaces.test(name) && isNew(name));
  await shell.run(
    [
      // Deepest first; a folder that is still busy is let go of and vanishes with its last user.
      `awk '{print $2}' /proc/mounts | grep -E '^${paths.kubelet}(/|$)' | sort -r | while read -r at; do umount -l "$(printf '%b' "$at")" || true; done`,
      ...spaces.map((name) => `umount -l /run/netns/${name} 2>/dev/null || true\nrm -f /run/netns/${name}`),
      ...links.map((name) => `ip link delete ${name} 2>/dev/null || true`),
      `if grep -q ' ${paths.kubelet}/' /proc/mounts; then echo "something is still mounted below ${paths.kubelet}" >&2; exit 1; fi`,
      ...folders.filter((folder) => !known.has(folder)).map((folder) => removal(folder)),
    ].join('\n'),
    { shown: `unmount and remove ${paths.kubelet}, network namespaces and interfaces of pods` },
  );
}

function removal(folder: string): string {
  // Others may use them meanwhile.
  const shared = ['/run/netns', '/etc/cni', '/opt/cni', '/opt/cni/bin', '/etc/kubernetes'].includes(folder);
  if (folder === '/run/netns') return 'umount /run/netns 2>/dev/null || true\nrmdir /run/netns 2>/dev/null || true';
  return shared ? `rmdir ${folder} 2>/dev/null || true` : `rm -rf ${folder}`;
}

/** Takes the chains of kube-proxy, the kubelet and network plugins out of the firewall; all other rules stay. */
export async function removeRules(shell: HostShell): Promise<void> {
  const ours = '(KUBE|CNI|FLANNEL)-';
  await shell.run(
    `for tool in iptables ip6tables; do
  command -v $tool-save >/dev/null || continue
  for table in nat filter mangle raw; do
    $tool-save -t $table 2>/dev/null >/run/gantry-rules || continue
    grep -qE -- '(${ours}|--comment gantry-pods)' /run/gantry-rules || continue
    {
      echo "*$table"
      grep -E -- '^-A' /run/gantry-rules | grep -vE -- '^-A ${ours}' | grep -E -- '(-j ${ours}|--comment "?gantry-pods)' | sed 's/^-A/-D/' || true
      sed -nE 's/^:(${ours}[^ ]*) .*/-F \\1/p' /run/gantry-rules
      sed -nE 's/^:(${ours}[^ ]*) .*/-X \\1/p' /run/gantry-rules
      echo COMMIT
    } | $tool-restore --noflush
  done
done
rm -f /run/gantry-rules`,
    { shown: 'iptables-restore (without the rules of Kubernetes)' },
  );
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
