import { NonRecoverableError } from '../../../../../core/ports/operation.ts';
import { quoteWord } from '../../../../hosts/quote.ts';
import { paths } from '../binaries/machine.ts';
import { recordPath } from '../framework/host-record.ts';
import type { HostShell } from '../framework/host-shell.ts';
import { type ClusterStep, NotYet } from '../framework/steps.ts';
import type { InstallCall, Installer, InstallPlan } from '../installer.ts';

/** What kubectl keeps between two questions. */
const cache = `${paths.run}/kubectl`;

/** Where other installers leave the access of a cluster's administrator. */
const accessFiles = ['/etc/kubernetes/admin.conf', '/etc/rancher/k3s/k3s.yaml'] as const;

/** A cluster that is on a host already. */
interface Found {
  access: string;
  /** Address of its API as its access file says it. */
  server: string;
  version: string;
}

/**
 * Uses the cluster that is on the host: nothing is installed, and nothing is taken away but the note that Gantry uses it.
 * A node must be a node of its master's cluster already.
 */
export const existingInstaller: Installer = {
  name: 'existing',
  whyNot: async ({ shell }) =>
    (await find(shell)) === null
      ? `${shell.host} has no cluster that answers (looked for ${accessFiles.join(' and ')}, with kubectl).`
      : null,
  plan,
  planRemoval: ({ shell }) => Promise.resolve([noteStep(shell)]),
};

async function plan(call: InstallCall): Promise<InstallPlan> {
  const { shell, role, record, master } = call;
  if (role === 'node') {
    if (master === null) throw new Error('A node is planned with its master only.');
    const { server = '', version = '', access = '' } = master.record.installation?.settings ?? {};
    const settings = { server, version, access };
    return {
      installation: { role, installer: 'existing', settings },
      steps: [noteStep(call.shell), memberStep(call, access)],
      told: { kubernetes_api: server, kubernetes_version: version },
    };
  }
  const known = record.installation?.settings;
  const found = (await find(shell)) ?? (known as Found | undefined);
  if (found === undefined) {
    throw new NonRecoverableError(
      `${shell.host} has no cluster that answers (looked for ${accessFiles.join(' and ')}, with kubectl). ` +
        'Start it, or let another installer make one: GANTRY_KUBERNETES_INSTALLER.',
    );
  }
  const { access, server, version } = found;
  return {
    installation: { role, installer: 'existing', settings: { access, server, version } },
    steps: [noteStep(shell), answersStep(shell, access)],
    told: { kubernetes_api: server, kubernetes_version: version },
  };
}

function kubectlWith(access: string): string {
  const words = `--cache-dir=${cache} --kubeconfig=${quoteWord(access)} --request-timeout=10s`;
  return `$(command -v kubectl || echo "$(command -v k3s) kubectl") ${words}`;
}

async function find(shell: HostShell): Promise<Found | null> {
  if (!(await shell.holds('command -v kubectl >/dev/null || command -v k3s >/dev/null'))) return null;
  for (const access of accessFiles) {
    if (!(await shell.holds(`[ -r ${access} ] && [ "$(${kubectlWith(access)} get --raw /readyz)" = ok ]`))) continue;
    const said = await shell.run(
      `grep -m 1 -o 'https://[^ ]*' ${access}\n${kubectlWith(access)} get --raw '/version?pretty=0'`,
    );
    const [server = ''] = said.split('\n');
    return { access, server, version: /"gitVersion"\s*:\s*"([^"]+)"/.exec(said)?.[1] ?? '' };
  }
  return null;
}

/** The host says that Gantry uses its cluster, so that nothing else is installed there. */
function noteStep(shell: HostShell): ClusterStep {
  return {
    name: 'the cluster is used as it is',
    once: true,
    isDone: () => Promise.resolve(true),
    do: () => Promise.resolve(),
    undo: async () => void (await shell.run(`rm -rf ${cache}\nrmdir ${paths.run} 2>/dev/null || true`)),
  };
}

function answersStep(shell: HostShell, access: string): ClusterStep {
  const isReady = `[ "$(${kubectlWith(access)} get --raw /readyz 2>/dev/null)" = ok ]`;
  return {
    name: 'the API answers',
    isDone: () => shell.holds(isReady),
    do: () => Promise.reject(new NotYet(`The cluster on ${shell.host} does not answer (${access}).`)),
    undo: () => Promise.resolve(),
  };
}

/** The cluster has the host among its nodes, by its address or name, and sees it as Ready. */
function memberStep({ shell, master, address }: InstallCall, access: string): ClusterStep {
  const list = `${kubectlWith(access)} get nodes -o 'jsonpath={range .items[*]}{.metadata.name} {.status.addresses[*].address} {.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}'`;
  const find = async (): Promise<string | undefined> => {
    const names = new Set([address, ...(await shell.run('hostname\nhostname -I 2>/dev/null || true')).split(/\s+/)]);
    names.delete('');
    const lines = ((await master?.shell.run(list, { shown: 'kubectl get nodes' })) ?? '').split('\n');
    return lines.find((line) =>
      line
        .split(' ')
        .slice(0, -1)
        .some((word) => names.has(word)),
    );
  };
  return {
    name: 'the host is a node of the cluster',
    isDone: async () => (await find())?.endsWith(' True') === true,
    do: async () => {
      if ((await find()) !== undefined) throw new NotYet(`${shell.host} is a node of the cluster, and not Ready yet.`);
      throw new NonRecoverableError(
        `${shell.host} is no node of the cluster on ${master?.shell.host}, which Gantry did not make (${recordPath} there says: existing). ` +
          'Join it by the means of that cluster, such as kubeadm join, and run the workflow again.',
      );
    },
    undo: () => Promise.resolve(),
  };
}
