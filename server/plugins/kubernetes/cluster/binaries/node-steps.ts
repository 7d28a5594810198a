import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import { NonRecoverableError } from '../../../../../core/ports/operation.ts';
import { quoteWord } from '../../../../hosts/quote.ts';
import { untilScript, writeFileScript } from '../framework/host-shell.ts';
import { type ClusterStep, NotYet } from '../framework/steps.ts';
import { clearContainers, readTraces, removeRules, removeTraces } from './clear-host.ts';
import { applyJson, kubectl } from './control-plane.ts';
import { authority, invitation, kubeletConfig, kubeletSettings, kubeletWords, nodeAccess } from './kubelet.ts';
import { type Machine, paths } from './machine.ts';
import { runtimeOf } from './runtime-steps.ts';
import { listens, serviceStep } from './services.ts';

const routesScript = readFileSync(new URL('./pod-routes.sh', import.meta.url), 'utf8');
const routesPath = `${paths.programs}/pod-routes.sh`;
const signedKey = `${paths.kubelet}/pki/kubelet-client-current.pem`;
/** Minutes that an invitation may be used. */
const invitationMinutes = 30;

/** The host can sign in to the cluster: it has the authority's certificate, and a key or an invitation to get one. */
export function invitationStep(machine: Machine): ClusterStep {
  const { shell, master, settings } = machine;
  return {
    name: 'invitation to the cluster',
    isDone: () =>
      shell.holds(
        `[ -e ${authority} ] && { [ -e ${signedKey} ] || [ -n "$(find ${invitation} -mmin -${invitationMinutes - 5} 2>/dev/null)" ]; }`,
      ),
    do: async () => {
      const certificate = await master.run(`cat ${paths.keys}/ca.crt`);
      await shell.writeFile(authority, certificate, '644');
      await checkServer(machine);
      const id = randomBytes(3).toString('hex');
      const secret = randomBytes(8).toString('hex');
      await applyJson(master, tokenOf(id, secret, settings.nodeName), 'kubectl apply (an invitation for the node)');
      await shell.writeFile(invitation, invitationOf(machine, `${id}.${secret}`));
    },
    undo: async () => {
      await shell.run(`rm -f ${invitation} ${authority} ${nodeAccess}`);
    },
  };
}

function tokenOf(id: string, secret: string, nodeName: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `bootstrap-token-${id}`, namespace: 'kube-system' },
    type: 'bootstrap.kubernetes.io/token',
    stringData: {
      ...{ 'token-id': id, 'token-secret': secret, 'usage-bootstrap-authentication': 'true' },
      ...{
        description: `For ${nodeName}`,
        expiration: new Date(Date.now() + invitationMinutes * 60_000).toISOString(),
      },
    },
  };
}

function invitationOf({ settings }: Machine, token: string): string {
  return JSON.stringify({
    ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'bootstrap' },
    clusters: [
      {
        name: 'gantry',
        cluster: { server: `https://${settings.server}:${settings.port}`, 'certificate-authority': authority },
      },
    ],
    users: [{ name: 'bootstrap', user: { token } }],
    contexts: [{ name: 'bootstrap', context: { cluster: 'gantry', user: 'bootstrap' } }],
  });
}

/** Says what stands between this host and the API before the kubelet would say it in its log only. */
export async function checkServer({ shell, settings }: Machine): Promise<void> {
  const at = `${settings.server}:${settings.port}`;
  const said = await shell.run(
    `timeout 10 openssl s_client -connect ${quoteWord(at)} -CAfile ${authority} -verify_return_error </dev/null 2>&1 || echo "ended with $?"`,
    { shown: `openssl s_client -connect ${at}` },
  );
  if (/Verify return code: 0|Verification: OK/.test(said)) return;
  const verify = /verify error:(.*)/.exec(said)?.[1];
  if (verify !== undefined) {
    throw new NonRecoverableError(
      `The API at ${at} shows ${shell.host} a certificate that the cluster's own authority did not sign (${verify.trim()}). ` +
        'Another program or another cluster answers at that address. Look what listens there, or give the master the right ip.',
    );
  }
  throw new NotYet(
    `${shell.host} does not reach the API at ${at}: ${/(Connection refused|No route to host|ended with 124|[^\n]*errno=\d+)/.exec(said)?.[1]?.replace('ended with 124', 'no answer in 10 s') ?? said.slice(-200)}. ` +
      'A firewall between the two, or an address that only others know, are the usual reasons.',
  );
}

/** The kubelet runs and has a signed key. Its undo empties the host of pods. */
export function kubeletStep(machine: Machine, runtime: () => JsonObject): ClusterStep {
  const { shell, master, settings } = machine;
  const step = serviceStep(machine, {
    name: 'kubelet',
    command: () => kubeletWords(machine, runtimeOf(runtime())),
    isWell: `[ -e ${signedKey} ] && ${listens(10250)}`,
    condition: `The kubelet on ${shell.host}, with a key that the cluster has signed,`,
  });
  return {
    ...step,
    prepare: () => readTraces(shell),
    do: async (kept) => {
      await shell.writeFile(kubeletConfig, kubeletSettings(machine, runtimeOf(runtime())), '644');
      await step.do(kept);
    },
    undo: async (kept) => {
      await step.undo(kept);
      await master.run(
        `${kubectl} delete node ${settings.nodeName} --ignore-not-found --wait=false >/dev/null 2>&1 || true`,
      );
      await clearContainers(shell, runtimeOf(runtime()));
      await removeTraces(shell, kept);
      await shell.run(`rm -f ${kubeletConfig} ${nodeAccess}`);
    },
  };
}

/** The plain bridge: every host has a part of the pods' network, which the cluster gives to it. */
export function bridgeStep(machine: Machine, runtime: () => JsonObject): ClusterStep {
  const { shell, master, settings, network } = machine;
  const file = (): string => `${runtimeOf(runtime()).cniConfig}/10-gantry.conflist`;
  return {
    name: network === null ? 'network of the pods' : 'programs for the network of the pods',
    prepare: async () => {
      const { cniPrograms } = runtimeOf(runtime());
      const wanted = `${paths.programs}/cni`;
      if (cniPrograms === wanted) return { copied: [] };
      const lines = await shell.run(
        `for p in ${wanted}/*; do [ -e ${cniPrograms}/\${p##*/} ] || echo "\${p##*/}"; done`,
      );
      return { copied: lines.split('\n').filter((line) => line !== '') };
    },
    isDone: async (kept) => {
      const { cniPrograms } = runtimeOf(runtime());
      const copied = namesIn(kept).map((name) => `[ -x ${cniPrograms}/${name} ]`);
      return shell.holds([...copied, network === null ? `[ -e ${file()} ]` : 'true'].join(' && '));
    },
    do: async (kept) => {
      const { cniPrograms } = runtimeOf(runtime());
      const copies = namesIn(kept).map((name) => `cp ${paths.programs}/cni/${name} ${cniPrograms}/${name}`);
      await shell.run([`mkdir -p ${cniPrograms}`, ...copies].join('\n'));
      if (network !== null) return;
      const cidr = await master.run(
        `${kubectl} get node ${settings.nodeName} -o 'jsonpath={.spec.podCIDR}' --ignore-not-found`,
      );
      if (cidr.trim() === '')
        throw new NotYet(`The cluster has given ${settings.nodeName} no part of the pods' network yet.`, 3);
      await shell.writeFile(file(), bridgeOf(cidr.trim()), '644');
    },
    undo: async (kept) => {
      const { cniPrograms } = runtimeOf(runtime());
      const copies = namesIn(kept).map((name) => `rm -f ${cniPrograms}/${name}`);
      await shell.run([`rm -f ${file()}`, ...copies].join('\n'));
    },
  };
}

function namesIn({ copied }: JsonObject): string[] {
  return Array.isArray(copied) ? copied.filter((name): name is string => typeof name === 'string') : [];
}

function bridgeOf(subnet: string): string {
  return JSON.stringify({
    ...{ cniVersion: '0.3.1', name: 'gantry' },
    plugins: [
      {
        ...{ type: 'bridge', bridge: 'cni0', isGateway: true, hairpinMode: true },
        ipam: {
          ...{ type: 'host-local', dataDir: `${paths.run}/pod-addresses`, ranges: [[{ subnet }]] },
          routes: [{ dst: '0.0.0.0/0' }],
        },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  });
}

/** Addresses of services lead to their pods. */
export function proxyStep(machine: Machine): ClusterStep {
  const { shell, settings } = machine;
  const step = serviceStep(machine, {
    name: 'kube-proxy',
    command: () => [
      ...[`${paths.programs}/bin/kube-proxy`, `--kubeconfig=${nodeAccess}`, `--hostname-override=${settings.nodeName}`],
      ...[`--cluster-cidr=${settings.podNetwork}`, '--proxy-mode=iptables', '--healthz-bind-address=127.0.0.1:10256'],
      // The host's own settings stay as they are.
      ...[
        '--conntrack-max-per-core=0',
        '--conntrack-tcp-timeout-established=0s',
        '--conntrack-tcp-timeout-close-wait=0s',
      ],
    ],
    isWell: listens(10256),
    condition: `kube-proxy on ${shell.host}`,
  });
  return {
    ...step,
    undo: async (kept) => {
      await step.undo(kept);
      await removeRules(shell);
    },
  };
}

/** The pods of one host reach those of the others. */
export function routesStep(machine: Machine): ClusterStep {
  const { shell, settings } = machine;
  const step = serviceStep(machine, {
    name: 'pod-routes',
    command: () => ['sh', routesPath, settings.nodeName, settings.podNetwork, nodeAccess],
    isWell: `[ -e ${paths.run}/routes ]`,
    condition: `Routes to the pods of other hosts (they must be in one network; else name the manifests of a pod network, GANTRY_KUBERNETES_NETWORK) on ${shell.host}`,
  });
  return {
    ...step,
    do: async (kept) => {
      await shell.run(writeFileScript(routesPath, routesScript, '755'), { shown: `write ${routesPath}` });
      await step.do(kept);
    },
    undo: async (kept) => {
      await step.undo(kept);
      await shell.run(
        'for cidr in $(ip -4 route show proto 76 | cut -d" " -f1); do ip route delete "$cidr" proto 76; done',
      );
    },
  };
}

/** The cluster sees the host as Ready. Its undo moves the pods away first. */
export function readyStep(machine: Machine): ClusterStep {
  const { shell, master, settings, context } = machine;
  const { nodeName, role } = settings;
  const condition = (part: string): string =>
    `${kubectl} get node ${nodeName} -o 'jsonpath={.status.conditions[?(@.type=="Ready")].${part}}'`;
  const isReady = `[ "$(${condition('status')} 2>/dev/null)" = True ]`;
  return {
    name: 'ready for pods',
    isDone: async () => (await master.holds(isReady)) && (await shell.holds(`[ ! -e ${invitation} ]`)),
    do: async () => {
      if (!(await master.holds(untilScript(isReady, 10)))) {
        const reason = await master.run(`${condition('message')} 2>&1 || true`);
        throw new NotYet(`${nodeName} is not Ready yet: ${reason.trim() || 'the cluster does not know it yet'}`, 3);
      }
      const label = role === 'master' ? 'node-role.kubernetes.io/control-plane=' : 'node-role.kubernetes.io/worker=';
      await master.run(
        `${kubectl} label node ${nodeName} --overwrite ${label} >/dev/null\n${kubectl} uncordon ${nodeName} >/dev/null`,
      );
      // Other nodes may be on their way in with invitations of their own.
      const id = (
        await shell.run(`sed -n 's/.*"token":"\\([a-z0-9]*\\)\\..*/\\1/p' ${invitation} 2>/dev/null || true`)
      ).trim();
      if (id !== '') {
        await master.run(`${kubectl} -n kube-system delete secret bootstrap-token-${id} --ignore-not-found >/dev/null`);
      }
      await shell.run(`rm -f ${invitation}`);
    },
    undo: async () => {
      if (!(await master.holds(`[ "$(${kubectl} get --raw /readyz 2>/dev/null)" = ok ]`))) {
        context.log(
          'warning',
          `The API does not answer, so the pods of ${nodeName} are ended without moving them away.`,
        );
        return;
      }
      await drain(machine);
    },
  };
}

/** Pods are asked to go for so many seconds, then they are told. */
async function drain({ master, settings: { nodeName }, context }: Machine): Promise<void> {
  const plain = kubectl.replace(/ --request-timeout=\S+/, '');
  const drained = await master.holds(
    `${kubectl} get node ${nodeName} >/dev/null 2>&1 || exit 0; timeout 60 ${plain} drain ${nodeName} --ignore-daemonsets --delete-emptydir-data --force --grace-period=15 --timeout=45s >/dev/null`,
  );
  if (drained) return;
  context.log(
    'warning',
    `Not all pods left ${nodeName} within 45 s (a disruption budget may hold them); they are ended there.`,
  );
  await master.run(
    `timeout 30 ${plain} delete pods --all-namespaces --field-selector spec.nodeName=${nodeName} --force --grace-period=0 --wait=false >/dev/null 2>&1 || true`,
  );
}
