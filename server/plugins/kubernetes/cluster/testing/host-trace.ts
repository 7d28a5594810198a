import type { IsolatedHost } from '../../../../../e2e/hosts/host.ts';

/** What an installation may leave on a host, as sorted lines. */
export type HostTrace = ReadonlyMap<string, readonly string[]>;

const questions: Readonly<Record<string, string>> = {
  // sshd's own children come and go.
  process: "ps -eo args= | grep -vE '^(ps |grep |sshd|sh -c|sort|sleep 2$)' || true",
  file: "find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path '*/.gantry' -o -path /var/log/lastlog -o -path /var/log/wtmp \\) -prune -o -print",
  'file below /run': "find /run /var -not -path '/var/log/*tmp' -not -path '/run/sudo*' -not -path '/run/systemd*'",
  mount: "awk '{print $2, $3}' /proc/mounts",
  interface: "ip -o link | awk -F': ' '{print $2}'",
  address: "ip -o address | awk '{print $2, $3, $4}'",
  route: 'ip route',
  // Empty chains of the tables themselves are what reading them makes.
  'rule of the firewall':
    "for t in iptables ip6tables; do $t-save 2>/dev/null | grep -E '^(-A|:[^ ]* -)' || true; done",
  'setting of the kernel':
    'cd /proc/sys; for f in net/ipv4/ip_forward net/bridge/bridge-nf-call-iptables net/ipv4/conf/all/route_localnet vm/overcommit_memory kernel/panic; do [ ! -e $f ] || echo "$f $(cat $f)"; done',
  cgroup: "find /sys/fs/cgroup -type d -path '*kube*'",
};

/** Looks at a machine from inside of it. */
export async function traceOf(host: IsolatedHost): Promise<HostTrace> {
  const trace = new Map<string, readonly string[]>();
  for (const [what, command] of Object.entries(questions)) {
    const lines = (await host.inside(command)).split('\n').filter((line) => line !== '');
    trace.set(what, lines.sort());
  }
  return trace;
}

/** What is there more or less than before, in words; empty: nothing is. */
export function differences(before: HostTrace, after: HostTrace): string[] {
  return [...before.keys()].flatMap((what) => {
    const was = before.get(what) ?? [];
    const is = after.get(what) ?? [];
    return [
      ...is.filter((line) => !was.includes(line)).map((line) => `more: ${what} ${line}`),
      ...was.filter((line) => !is.includes(line)).map((line) => `less: ${what} ${line}`),
    ];
  });
}
