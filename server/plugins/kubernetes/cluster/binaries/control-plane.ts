import { readFileSync } from 'node:fs';
import { quoteWord } from '../../../../hosts/quote.ts';
import type { HostShell } from '../framework/host-shell.ts';
import { type ClusterStep, NotYet } from '../framework/steps.ts';
import { type Machine, paths } from './machine.ts';
import { listens, serviceStep } from './services.ts';

const makeKeys = readFileSync(new URL('./pki.sh', import.meta.url), 'utf8');
const { keys, data, programs } = paths;

/** Shell: `kubectl` as the administrator of the cluster; only on its master. */
export const kubectl = `${programs}/bin/kubectl --cache-dir=${paths.run}/kubectl --kubeconfig=${paths.admin} --request-timeout=10s`;

/** The first address of the network of services, by which pods find the API. */
function serviceAddress({ serviceNetwork }: Machine['settings']): string {
  return serviceNetwork.replace(/\.\d+\/\d+$/, '.1');
}

/** Authorities, certificates and kubeconfigs; `admin.conf` among them, for root only. */
export function keysStep({ shell, settings }: Machine): ClusterStep {
  const addresses = new Set([
    '127.0.0.1',
    serviceAddress(settings),
    settings.server,
    settings.address,
    ...settings.addresses.split(','),
  ]);
  const isAddress = (text: string): boolean => /^[\d.]+$|:/.test(text);
  const names = [
    ...[
      'kubernetes',
      'kubernetes.default',
      'kubernetes.default.svc',
      'kubernetes.default.svc.cluster.local',
      'localhost',
    ],
    ...[settings.nodeName, ...[...addresses].filter((text) => !isAddress(text))],
  ];
  const all = [
    ...[...new Set(names)].map((name) => `DNS:${name}`),
    ...[...addresses].filter(isAddress).map((address) => `IP:${address}`),
  ].join(',');
  const words = [keys, all, `https://${settings.server}:${settings.port}`, paths.admin].map(quoteWord).join(' ');
  return {
    name: 'keys and certificates',
    isDone: () =>
      shell.holds(
        `[ -e ${paths.admin} ] && [ -e ${keys}/scheduler.conf ] && [ "$(cat ${keys}/apiserver.names)" = ${quoteWord(all)} ] && openssl x509 -checkend 2592000 -noout -in ${keys}/apiserver.crt >/dev/null`,
      ),
    do: async () => {
      await shell.run(`rm -f ${keys}/apiserver.names\nset -- ${words}\n${makeKeys}`, {
        shown: `openssl (make the keys in ${keys})`,
      });
    },
    undo: async () => {
      await shell.run(`rm -rf ${keys} ${paths.admin}`);
    },
  };
}

/** etcd, for this machine only, with keys of its own. */
export function etcdStep(machine: Machine): ClusterStep {
  const peer = 'https://127.0.0.1:2380';
  const client = 'https://127.0.0.1:2379';
  const step = serviceStep(machine, {
    name: 'etcd',
    command: () => [
      ...[`${programs}/bin/etcd`, '--name=master', `--data-dir=${data}/etcd`],
      ...[`--listen-client-urls=${client}`, `--advertise-client-urls=${client}`],
      ...[`--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`, `--initial-cluster=master=${peer}`],
      ...['--client-cert-auth', `--trusted-ca-file=${keys}/etcd/ca.crt`],
      ...[`--cert-file=${keys}/etcd/server.crt`, `--key-file=${keys}/etcd/server.key`],
      ...['--peer-client-cert-auth', `--peer-trusted-ca-file=${keys}/etcd/ca.crt`],
      ...[`--peer-cert-file=${keys}/etcd/server.crt`, `--peer-key-file=${keys}/etcd/server.key`],
    ],
    isWell: listens(2379),
    condition: 'etcd on port 2379',
  });
  return {
    ...step,
    undo: async (kept) => {
      await step.undo(kept);
      await machine.shell.run(`rm -rf ${data}/etcd`);
    },
  };
}

/** The API: by TLS only, for those who are known only. */
export function apiStep(machine: Machine): ClusterStep {
  const { address, port, serviceNetwork } = machine.settings;
  return serviceStep(machine, {
    name: 'kube-apiserver',
    command: () => [
      ...[`${programs}/bin/kube-apiserver`, `--advertise-address=${address}`, `--secure-port=${port}`],
      ...['--etcd-servers=https://127.0.0.1:2379', `--etcd-cafile=${keys}/etcd/ca.crt`],
      ...[`--etcd-certfile=${keys}/etcd/client.crt`, `--etcd-keyfile=${keys}/etcd/client.key`],
      ...[`--client-ca-file=${keys}/ca.crt`, '--anonymous-auth=false', '--profiling=false', '--allow-privileged=true'],
      ...[`--tls-cert-file=${keys}/apiserver.crt`, `--tls-private-key-file=${keys}/apiserver.key`],
      ...['--authorization-mode=Node,RBAC', '--enable-admission-plugins=NodeRestriction'],
      ...['--enable-bootstrap-token-auth=true', `--service-cluster-ip-range=${serviceNetwork}`],
      ...['--service-account-issuer=https://kubernetes.default.svc.cluster.local'],
      ...[`--service-account-key-file=${keys}/sa.pub`, `--service-account-signing-key-file=${keys}/sa.key`],
      ...[`--kubelet-client-certificate=${keys}/kubelet-client.crt`, `--kubelet-client-key=${keys}/kubelet-client.key`],
      '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
    ],
    isWell: `[ "$(${kubectl} get --raw /readyz 2>/dev/null)" = ok ]`,
    condition: `The API server on ${machine.shell.host}, port ${port},`,
  });
}

export function controllerStep(machine: Machine): ClusterStep {
  const { podNetwork, serviceNetwork } = machine.settings;
  const config = `${keys}/controller-manager.conf`;
  return serviceStep(machine, {
    name: 'kube-controller-manager',
    command: () => [
      ...[`${programs}/bin/kube-controller-manager`, '--bind-address=127.0.0.1', '--profiling=false'],
      ...[`--kubeconfig=${config}`, `--authentication-kubeconfig=${config}`, `--authorization-kubeconfig=${config}`],
      ...['--allocate-node-cidrs=true', `--cluster-cidr=${podNetwork}`, `--service-cluster-ip-range=${serviceNetwork}`],
      ...[`--cluster-signing-cert-file=${keys}/ca.crt`, `--cluster-signing-key-file=${keys}/ca.key`],
      ...[`--root-ca-file=${keys}/ca.crt`, `--service-account-private-key-file=${keys}/sa.key`],
      ...[
        // It makes this folder, and makes it anew.
        `--flex-volume-plugin-dir=${data}/volume-plugins`,
        '--use-service-account-credentials=true',
        '--leader-elect=false',
        '--controllers=*,bootstrapsigner,tokencleaner',
      ],
    ],
    isWell: listens(10257),
    condition: 'The controller manager on port 10257',
  });
}

export function schedulerStep(machine: Machine): ClusterStep {
  const config = `${keys}/scheduler.conf`;
  return serviceStep(machine, {
    name: 'kube-scheduler',
    command: () => [
      ...[`${programs}/bin/kube-scheduler`, '--bind-address=127.0.0.1', '--profiling=false', '--leader-elect=false'],
      ...[`--kubeconfig=${config}`, `--authentication-kubeconfig=${config}`, `--authorization-kubeconfig=${config}`],
    ],
    isWell: listens(10259),
    condition: 'The scheduler on port 10259',
  });
}

const bindings: readonly { name: string; role: string; group: string }[] = [
  { name: 'gantry:bootstrap', role: 'system:node-bootstrapper', group: 'system:bootstrappers' },
  {
    name: 'gantry:first-certificate',
    role: 'system:certificates.k8s.io:certificatesigningrequests:nodeclient',
    group: 'system:bootstrappers',
  },
  {
    name: 'gantry:next-certificate',
    role: 'system:certificates.k8s.io:certificatesigningrequests:selfnodeclient',
    group: 'system:nodes',
  },
  // kube-proxy and the routes of pods sign in as their node, so that no second key is needed there.
  { name: 'gantry:node-proxier', role: 'system:node-proxier', group: 'system:nodes' },
];

/** Nodes may join with a token, and get certificates of their own. */
export function rightsStep({ shell }: Machine): ClusterStep {
  const items = bindings.map(({ name, role, group }) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group }],
  }));
  const names = bindings.map(({ name }) => name).join(' ');
  return {
    name: 'rights of nodes',
    isDone: () => shell.holds(`${kubectl} get clusterrolebinding ${names} >/dev/null 2>&1`),
    do: async () => {
      // The roles themselves are made by the API server a moment after it is ready.
      const roles = bindings.map(({ role }) => role).join(' ');
      if (!(await shell.holds(`${kubectl} get clusterrole ${roles} >/dev/null 2>&1`))) {
        throw new NotYet('The API server has not made its own roles yet.', 2);
      }
      await applyJson(shell, { apiVersion: 'v1', kind: 'List', items });
    },
    // They end with the cluster.
    undo: () => Promise.resolve(),
  };
}

/** Applies objects as the administrator, by standard input: nothing of them is in a list of processes. */
export async function applyJson(shell: Pick<HostShell, 'run'>, object: object, shown = 'kubectl apply'): Promise<void> {
  await shell.run(`${kubectl} apply -f - >/dev/null <<'END_OF_OBJECTS'\n${JSON.stringify(object)}\nEND_OF_OBJECTS`, {
    shown,
  });
}
