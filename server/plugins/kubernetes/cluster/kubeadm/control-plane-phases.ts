import { quoteWord } from '../../../../hosts/quote.ts';
import { kubectl } from '../binaries/control-plane.ts';
import { type Machine, paths } from '../binaries/machine.ts';
import { untilScript } from '../framework/host-shell.ts';
import { type ClusterStep, NotYet } from '../framework/steps.ts';
import { imageList, initFile, kubeadmFolder, programPath } from './places.ts';

const adminOfKubeadm = `${kubeadmFolder}/admin.conf`;

/** One phase of `kubeadm init`. Each may be run again. */
interface Phase {
  name: string;
  /** The words after `kubeadm init phase`. */
  words: string;
  /** Shell that ends with 0 when the phase has done its work. */
  isDone: string;
}

const phases: readonly Phase[] = [
  {
    name: 'keys and certificates',
    words: 'certs all',
    isDone: filesAre('pki', ['ca.key', 'apiserver.key', 'apiserver-etcd-client.key', 'etcd/server.key', 'sa.key']),
  },
  {
    name: 'access of the programs',
    words: 'kubeconfig all',
    isDone: filesAre('.', ['admin.conf', 'kubelet.conf', 'controller-manager.conf', 'scheduler.conf']),
  },
  {
    name: 'settings of the kubelet',
    words: 'kubelet-start',
    isDone: `[ -e ${paths.kubelet}/config.yaml ] && [ -e ${paths.kubelet}/kubeadm-flags.env ]`,
  },
  {
    name: 'etcd',
    words: 'etcd local',
    isDone: filesAre('manifests', ['etcd.yaml']),
  },
  {
    name: 'control plane',
    words: 'control-plane all',
    isDone: filesAre('manifests', ['kube-apiserver.yaml', 'kube-controller-manager.yaml', 'kube-scheduler.yaml']),
  },
];

/** What kubeadm does when the API answers. */
const laterPhases: readonly Phase[] = [
  {
    name: 'configuration in the cluster',
    words: 'upload-config all',
    isDone: `${kubectl} -n kube-system get configmap kubeadm-config >/dev/null 2>&1`,
  },
  {
    name: 'rights of nodes',
    words: 'bootstrap-token',
    isDone: `${kubectl} -n kube-public get configmap cluster-info >/dev/null 2>&1`,
  },
  {
    name: 'own key of the kubelet',
    words: 'kubelet-finalize all',
    isDone: `grep -q kubelet-client-current.pem ${kubeadmFolder}/kubelet.conf`,
  },
  {
    name: 'kube-proxy',
    words: 'addon kube-proxy',
    isDone: `${kubectl} -n kube-system get daemonset kube-proxy >/dev/null 2>&1`,
  },
];

/** The steps that bring the API up, on a host whose kubelet waits for its settings. */
export function controlPlaneSteps(machine: Machine): ClusterStep[] {
  return [
    ...phases.map((phase) => phaseStep(machine, phase)),
    apiStep(machine),
    ...laterPhases.map((phase) => phaseStep(machine, phase)),
    namesStep(machine),
  ];
}

function phaseStep({ shell }: Machine, { name, words, isDone }: Phase): ClusterStep {
  return {
    name,
    hint: 'kubeadm says above what it misses. The log of the kubelet is below /var/log/gantry-kubernetes on the host.',
    isDone: () => shell.holds(isDone),
    do: async () => {
      await shell.run(`${programPath}\nkubeadm init phase ${words} --config ${initFile} 2>&1`, {
        shown: `kubeadm init phase ${words}`,
      });
    },
    // What it makes is below the folder of kubeadm, and in the cluster.
    undo: () => Promise.resolve(),
  };
}

/** The API answers, and the administrator's access is where it is looked for. */
function apiStep({ shell, settings }: Machine): ClusterStep {
  const isReady = `[ "$(${kubectl} get --raw /readyz 2>/dev/null)" = ok ]`;
  return {
    name: 'kube-apiserver',
    isDone: () => shell.holds(`cmp -s ${adminOfKubeadm} ${paths.admin} && ${isReady}`),
    do: async () => {
      await shell.run(`install -m 600 ${adminOfKubeadm} ${paths.admin}`);
      if (await shell.holds(untilScript(isReady, 15))) return;
      const log = await shell.run(
        'tail -n 4 /var/log/pods/kube-system_kube-apiserver-*/*/*.log /var/log/pods/kube-system_etcd-*/*/*.log 2>/dev/null || true',
      );
      throw new NotYet(
        `The API server on ${shell.host}, port ${settings.port}, is waited for. ${lastOf(log) || `Its container was not started yet: see ${paths.logs}/kubelet.log on the host.`}`,
      );
    },
    undo: async () => {
      // The kubelet ends what has no manifest any more.
      await shell.run(`rm -f ${kubeadmFolder}/manifests/*.yaml ${paths.admin}`);
    },
  };
}

function lastOf(log: string): string {
  return log.trim() === '' ? '' : `Its log ends with:\n${log.trim().slice(-1500)}`;
}

/** Names of services, where the image of a name server is there. */
function namesStep({ shell, context }: Machine): ClusterStep {
  const isDone = `${kubectl} -n kube-system get deployment coredns >/dev/null 2>&1`;
  return {
    name: 'names of services',
    once: true,
    isDone: () => shell.holds(isDone),
    do: async () => {
      const [image] = (
        await shell.run(
          `${programPath}\nkubeadm config images list --config ${initFile} 2>/dev/null | grep coredns || true`,
        )
      ).split('\n');
      if (image !== undefined && image !== '' && (await shell.holds(`grep -qxF ${quoteWord(image)} ${imageList}`))) {
        await shell.run(`${programPath}\nkubeadm init phase addon coredns --config ${initFile} 2>&1`, {
          shown: 'kubeadm init phase addon coredns',
        });
        return;
      }
      context.log(
        'warning',
        `There is no image ${image || 'of CoreDNS'} on ${shell.host}, so pods do not find services by their names. Put it into images/ of the bundle.`,
      );
    },
    undo: () => Promise.resolve(),
  };
}

function filesAre(folder: string, names: readonly string[]): string {
  return names.map((name) => `[ -s ${kubeadmFolder}/${folder}/${name} ]`).join(' && ');
}
