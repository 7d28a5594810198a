import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import { NonRecoverableError } from '../../../../../core/ports/operation.ts';
import { quoteWord } from '../../../../hosts/quote.ts';
import { clearContainers, readTraces, removeRules, removeTraces } from '../binaries/clear-host.ts';
import { kubectl } from '../binaries/control-plane.ts';
import { authority, nodeAccess } from '../binaries/kubelet.ts';
import { type Machine, paths } from '../binaries/machine.ts';
import { checkServer } from '../binaries/node-steps.ts';
import { runtimeOf } from '../binaries/runtime-steps.ts';
import { listens, serviceStep } from '../binaries/services.ts';
import type { ClusterStep } from '../framework/steps.ts';
import { initConfig, joinConfig, type KubeadmPlan, readImages, repositoryIn } from './kubeadm-config.ts';
import { imageList, initFile, kubeadmFolder, programPath } from './places.ts';

type Kept = () => JsonObject;

const joinFile = `${paths.config}/kubeadm-join.yaml`;
const signedKey = `${paths.kubelet}/pki/kubelet-client-current.pem`;

function planOf({ bundle, settings, facts }: Machine, kept: JsonObject, imageRepository: string | null): KubeadmPlan {
  const { socket, hasSystemdCgroup } = runtimeOf(kept);
  return {
    ...{ minor: bundle.minor, version: bundle.version, settings, socket, hasSystemdCgroup, imageRepository },
    knowsAddress: settings.addresses.split(',').includes(settings.address),
    resolvConf: facts.resolvConf,
  };
}

/** What kubeadm shall do is written down, and the host has the images for it. */
export function kubeadmFileStep(machine: Machine, kept: Kept, mayDownload: boolean): ClusterStep {
  const { shell, settings, bundle } = machine;
  const isMaster = settings.role === 'master';
  return {
    name: 'settings and images of kubeadm',
    prepare: async () => ({
      hadFolder: await shell.holds(`[ -e ${kubeadmFolder} ]`),
      hadData: await shell.holds('[ -e /var/lib/etcd ]'),
      // The pods of kube-proxy have it made where it is missing.
      hadModules: await shell.holds('[ -e /lib/modules ]'),
    }),
    isDone: () => shell.holds(`[ -s ${initFile} ] && [ -s ${imageList} ]`),
    do: async (was) => {
      if (isMaster && was['hadData'] === true && (await shell.holds('[ -n "$(ls -A /var/lib/etcd)" ]'))) {
        throw new NonRecoverableError(
          `/var/lib/etcd on ${shell.host} holds the data of another etcd. Move it away, or take another host for the master.`,
        );
      }
      const { ctr, socket } = runtimeOf(kept());
      const images = (await shell.run(`${ctr} -a ${socket} -n k8s.io images list -q`)).split('\n').filter(Boolean);
      await shell.writeFile(initFile, initConfig(planOf(machine, kept(), repositoryIn(images, bundle.version))));
      const list = await shell.run(`${programPath}\nkubeadm config images list --config ${initFile} 2>/dev/null`, {
        shown: 'kubeadm config images list',
      });
      const wanted = readImages(list).filter((name) =>
        isMaster ? !/\/coredns:/.test(name) : /\/kube-proxy:/.test(name),
      );
      const missing = wanted.filter((name) => !images.includes(name));
      if (missing.length > 0 && !mayDownload) throw imagesMissing(machine, missing);
      for (const name of missing) {
        await shell.run(`${ctr} -a ${socket} -n k8s.io images pull ${quoteWord(name)} >/dev/null`);
      }
      await shell.writeFile(imageList, `${[...images, ...missing].join('\n')}\n`, '644');
    },
    undo: async (was) => {
      await shell.run(
        [
          `rm -f ${initFile} ${imageList}`,
          was['hadFolder'] === true
            ? `rm -rf ${kubeadmFolder}/pki ${kubeadmFolder}/*.conf ${kubeadmFolder}/tmp`
            : `rm -rf ${kubeadmFolder}`,
          was['hadModules'] === true ? '' : 'rmdir /lib/modules 2>/dev/null || true',
          was['hadData'] === true ? 'rm -rf /var/lib/etcd/member' : 'rm -rf /var/lib/etcd',
        ].join('\n'),
      );
    },
  };
}

function imagesMissing({ shell, bundle }: Machine, missing: readonly string[]): NonRecoverableError {
  return new NonRecoverableError(
    `${shell.host} has no image ${missing.join(', ')}, which kubeadm ${bundle.version} needs, and nothing may be downloaded. ` +
      'Put their archives (docker save, ctr images export) into images/ of the bundle, or import them on the host with ' +
      '"ctr -n k8s.io images import"; or let hosts download: GANTRY_KUBERNETES_DOWNLOADS=1.',
  );
}

/** The kubelet is kept running, and waits for the settings that kubeadm gives it. Its undo empties the host of pods. */
export function waitingKubeletStep(machine: Machine, kept: Kept): ClusterStep {
  const { shell, master, settings } = machine;
  const flags = `${paths.kubelet}/kubeadm-flags.env`;
  const access = ['kubelet.conf', 'bootstrap-kubelet.conf'].map((name) => `[ -s ${kubeadmFolder}/${name} ]`);
  const script = [
    `until [ -s ${paths.kubelet}/config.yaml ] && [ -s ${flags} ] && { ${access.join(' || ')}; }; do sleep 1; done`,
    `. ${flags}`,
    `exec ${paths.programs}/bin/kubelet --config=${paths.kubelet}/config.yaml --kubeconfig=${kubeadmFolder}/kubelet.conf ` +
      `--bootstrap-kubeconfig=${kubeadmFolder}/bootstrap-kubelet.conf $KUBELET_KUBEADM_ARGS`,
  ].join('\n');
  const step = serviceStep(machine, {
    name: 'kubelet',
    command: () => ['sh', '-c', script],
    isWell: 'true',
    condition: `The kubelet on ${shell.host}`,
  });
  return {
    ...step,
    prepare: () => readTraces(shell),
    undo: async (was) => {
      await step.undo(was);
      await master.run(
        `${kubectl} delete node ${settings.nodeName} --ignore-not-found --wait=false >/dev/null 2>&1 || true`,
      );
      await clearContainers(shell, runtimeOf(kept()));
      await removeRules(shell);
      await removeTraces(shell, was);
    },
  };
}

/** The host is a node of its master's cluster: it has a key that the cluster has signed. */
export function joinStep(machine: Machine, kept: Kept): ClusterStep {
  const { shell, master } = machine;
  const isJoined = `[ -s ${kubeadmFolder}/kubelet.conf ] && [ -e ${signedKey} ] && ${listens(10250)}`;
  return {
    name: 'joined to the cluster',
    hint: `The log of the kubelet is ${paths.logs}/kubelet.log on the host.`,
    isDone: () => shell.holds(`${isJoined} && [ ! -e ${joinFile} ]`),
    do: async () => {
      await shell.writeFile(authority, await master.run(`cat ${kubeadmFolder}/pki/ca.crt`), '644');
      await checkServer(machine);
      if (!(await shell.holds(isJoined))) await join(machine, kept());
      await shell.run(`rm -f ${joinFile}`);
    },
    undo: async () => {
      await shell.run(`rm -f ${joinFile} ${authority}`);
    },
  };
}

async function join(machine: Machine, kept: JsonObject): Promise<void> {
  const { shell, master } = machine;
  const said = await master.run(
    `${programPath}\nkubeadm token create --kubeconfig ${paths.admin} --ttl 15m 2>/dev/null\n` +
      `openssl x509 -pubkey -noout -in ${kubeadmFolder}/pki/ca.crt | openssl pkey -pubin -outform der | sha256sum | cut -c1-64`,
    { shown: 'kubeadm token create' },
  );
  const [, token, authorityHash] = /([a-z0-9]{6}\.[a-z0-9]{16})\s+([0-9a-f]{64})/.exec(said) ?? [];
  if (token === undefined || authorityHash === undefined) {
    throw new NonRecoverableError(`kubeadm token create on ${master.host} gave no token, but:\n${said.slice(-300)}`);
  }
  await shell.writeFile(joinFile, joinConfig(planOf(machine, kept, null), { token, authorityHash }));
  // Left by an attempt that was cut off, they would be taken for another cluster's.
  const old = [
    `${kubeadmFolder}/kubelet.conf`,
    `${kubeadmFolder}/bootstrap-kubelet.conf`,
    `${kubeadmFolder}/pki/ca.crt`,
  ];
  await shell.run(
    `rm -f ${old.join(' ')}\n${programPath}\ntimeout 110 kubeadm join --config ${joinFile} --skip-phases=preflight 2>&1`,
    { shown: 'kubeadm join' },
  );
}

/** What runs on the host beside the kubelet may ask the cluster as its node. */
export function nodeAccessStep({ shell }: Machine): ClusterStep {
  const link = `ln -sf ${kubeadmFolder}/kubelet.conf ${nodeAccess}`;
  return {
    name: 'access of the host',
    isDone: () => shell.holds(`[ -s ${nodeAccess} ]`),
    do: async () => void (await shell.run(link)),
    undo: async () => void (await shell.run(`rm -f ${nodeAccess}`)),
  };
}
