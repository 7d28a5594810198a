import { readFile } from 'node:fs/promises';
import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import { NonRecoverableError } from '../../../../../core/ports/operation.ts';
import type { HostRecord } from '../framework/host-record.ts';
import type { HostShell } from '../framework/host-shell.ts';
import type { ClusterStep } from '../framework/steps.ts';
import type { InstallCall, Installer, InstallPlan } from '../installer.ts';
import { type Bundle, bundleName, openBundle } from './bundle.ts';
import { apiStep, controllerStep, etcdStep, keysStep, rightsStep, schedulerStep } from './control-plane.ts';
import { type ClusterSettings, type HostFacts, type Machine, readFacts } from './machine.ts';
import { manifestsStep } from './manifests-step.ts';
import { bridgeStep, invitationStep, kubeletStep, proxyStep, readyStep, routesStep } from './node-steps.ts';
import { kernelStep, programsStep, suitsStep } from './program-steps.ts';
import { packageSteps } from './runtime-packages.ts';
import { imagesStep, runtimeStep } from './runtime-steps.ts';

/** The port of the API where the blueprint names none, or the open one of 2015. */
const securePort = 6443;
const openPorts: readonly unknown[] = [8080, '8080', 80, '80', 0, '0', '', null, undefined];

/** Installs the programs of a bundle: control plane, etcd, kubelet, kube-proxy, and a container runtime where none is. */
export const binariesInstaller: Installer = {
  name: 'binaries',
  whyNot: async ({ site, properties }) => {
    if (site.runtime === 'docker') return noDocker;
    if (site.bundle === null) {
      return 'No bundle of programs is named. Set GANTRY_KUBERNETES_BUNDLE to a folder or .tar.gz with the programs of Kubernetes.';
    }
    return reasonOf(openBundle(site.bundle, bundleName(properties)));
  },
  plan,
  planRemoval: async (call) => {
    const has = { bundle: emptyBundle, facts: await readFacts(call.shell) };
    return stepsOf(call, await machineOf(call, settingsOf(call.record), has));
  },
};

/** Why a site that wants Docker cannot use an installer that brings pods to containerd. */
export const noDocker =
  'It runs pods by containerd, and GANTRY_KUBERNETES_RUNTIME is docker. Leave that out: the containerd that Docker brings is used where it runs; or use k3s, which runs pods by Docker.';

/** Why something cannot be had, in the words of its error; null when it can. */
export function reasonOf(attempt: Promise<unknown>): Promise<string | null> {
  return attempt.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

async function plan(call: InstallCall): Promise<InstallPlan> {
  const { site, properties, record, role, shell } = call;
  const bundle = await openBundle(site.bundle ?? '', bundleName(properties));
  const facts = await readFacts(shell);
  const settings = record.installation === null ? decide(call, facts) : settingsOf(record);
  const machine = await machineOf(call, settings, { bundle, facts });
  const server = `https://${settings.server}:${settings.port}`;
  tellPort(call, settings);
  return {
    installation: { role, installer: 'binaries', settings: { ...settings } },
    steps: stepsOf(call, machine),
    told: { kubernetes_api: server, kubernetes_node: settings.nodeName, kubernetes_version: bundle.version },
  };
}

/** Says where the API is when that is not where the blueprint would have it. */
export function tellPort({ context, role, record, properties }: InstallCall, { server, port }: ClusterSettings): void {
  const asked = String(properties['master_port'] ?? '');
  if (role !== 'master' || record.installation !== null || asked === port) return;
  context.log(
    'info',
    `The API is served on https://${server}:${port}, by TLS only; port ${asked === '' ? '8080' : asked} of the blueprint, where it was open to everybody, stays closed.`,
  );
}

function stepsOf(call: InstallCall, machine: Machine): readonly ClusterStep[] {
  const { record } = call;
  const runtime = (): JsonObject => record.steps.get('container runtime')?.kept ?? {};
  const isMaster = machine.settings.role === 'master';
  return [
    ...[suitsStep(machine), programsStep(machine), kernelStep(machine)],
    ...[...packageSteps(machine, call), runtimeStep(machine), imagesStep(machine, runtime)],
    ...(isMaster
      ? [keysStep, etcdStep, apiStep, controllerStep, schedulerStep, rightsStep].map((make) => make(machine))
      : []),
    ...[invitationStep(machine), kubeletStep(machine, runtime), bridgeStep(machine, runtime), proxyStep(machine)],
    ...(machine.network === null ? [routesStep(machine)] : []),
    ...(isMaster ? [manifestsStep(machine)] : []),
    readyStep(machine),
  ];
}

/** Stands for a bundle where things are only taken away. */
export const emptyBundle: Bundle = { place: '', minor: 0, version: '', architecture: '', files: [], manifests: [] };

/** All that the steps of one host work with. */
export async function machineOf(
  call: InstallCall,
  settings: ClusterSettings,
  has: Pick<Machine, 'bundle' | 'facts'>,
): Promise<Machine> {
  const { context, shell, files, site, master } = call;
  return {
    ...{ context, shell, files, settings, ...has },
    master: settings.role === 'master' ? shell : (master?.shell ?? nowhere(shell)),
    network: site.network === null ? null : await readNetwork(site.network),
  };
}

async function readNetwork(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new NonRecoverableError(
      `The manifests of the pod network, ${file}, cannot be read on the machine of Gantry. Set GANTRY_KUBERNETES_NETWORK to a file that is there, or leave it out for the plain bridge.`,
    );
  });
}

/** What is settled once, before anything is done. */
export function decide(call: InstallCall, facts: HostFacts): ClusterSettings {
  const { role, address, properties, master } = call;
  const own = facts.addresses.includes(address) ? address : (facts.defaultAddress ?? address);
  const common = {
    role,
    address: own,
    addresses: facts.addresses.join(','),
    nodeName: nodeNameOf(facts.hostname, own),
  };
  if (role === 'master') {
    const wanted = properties['master_port'];
    const port = openPorts.includes(wanted) ? securePort : Number(wanted);
    if (!(Number.isInteger(port) && port > 0 && port < 65_536)) {
      throw new NonRecoverableError(
        `master_port is no port: ${JSON.stringify(wanted)}. Leave it out for ${securePort}.`,
      );
    }
    const networks = { podNetwork: '10.244.0.0/16', serviceNetwork: '10.96.0.0/16' };
    return { ...common, ...networks, server: address, port: String(port) };
  }
  if (master === null) throw new Error('A node is planned with its master only.');
  const { server, port, podNetwork, serviceNetwork } = settingsOf(master.record);
  return { ...common, server, port, podNetwork, serviceNetwork };
}

/** Two hosts of one name, such as machines made from one image, must not be one node. */
function nodeNameOf(hostname: string, address: string): string {
  const base = hostname
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '');
  const plain = base === '' || base.startsWith('localhost') ? 'node' : base;
  return `${plain.slice(0, 40)}-${address.replaceAll(/[^0-9a-f]+/gi, '-')}`;
}

/** What was settled for what the record names. */
export function settingsOf(record: HostRecord): ClusterSettings {
  const { role = 'node', settings = {} } = record.installation ?? {};
  const {
    nodeName = '',
    address = '',
    addresses = '',
    server = '',
    port = '',
    podNetwork = '',
    serviceNetwork = '',
  } = settings;
  return { role, nodeName, address, addresses, server, port, podNetwork, serviceNetwork };
}

/** Stands for a master that is gone: every question is answered with no, and nothing is done. */
function nowhere(shell: HostShell): Machine['master'] {
  return {
    host: `the master of ${shell.host}`,
    run: () => Promise.resolve(''),
    holds: () => Promise.resolve(false),
  };
}
