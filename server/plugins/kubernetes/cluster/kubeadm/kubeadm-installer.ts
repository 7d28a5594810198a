import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import {
  decide,
  emptyBundle,
  machineOf,
  noDocker,
  reasonOf,
  settingsOf,
  tellPort,
} from '../binaries/binaries-installer.ts';
import { type Machine, readFacts } from '../binaries/machine.ts';
import { manifestsStep } from '../binaries/manifests-step.ts';
import { bridgeStep, readyStep, routesStep } from '../binaries/node-steps.ts';
import { kernelStep, suitsStep } from '../binaries/program-steps.ts';
import { packageSteps } from '../binaries/runtime-packages.ts';
import { imagesStep, runtimeStep } from '../binaries/runtime-steps.ts';
import type { ClusterStep } from '../framework/steps.ts';
import type { InstallCall, Installer, InstallPlan } from '../installer.ts';
import { controlPlaneSteps } from './control-plane-phases.ts';
import { type KubeadmPrograms, kubeadmProgramsStep, requirePrograms } from './kubeadm-programs.ts';
import { joinStep, kubeadmFileStep, nodeAccessStep, waitingKubeletStep } from './kubeadm-steps.ts';

/** Lets kubeadm make the cluster, phase by phase, with the programs of the host or of the site's bundle. */
export const kubeadmInstaller: Installer = {
  name: 'kubeadm',
  whyNot: async (call) => (call.site.runtime === 'docker' ? noDocker : reasonOf(requirePrograms(call))),
  plan,
  planRemoval: async (call) => {
    const has = { bundle: emptyBundle, facts: await readFacts(call.shell) };
    return stepsOf(call, await machineOf(call, settingsOf(call.record), has), null);
  },
};

async function plan(call: InstallCall): Promise<InstallPlan> {
  const { record, role, shell } = call;
  const { bundle, onHost } = await requirePrograms(call);
  const facts = await readFacts(shell);
  const settings = record.installation === null ? decide(call, facts) : settingsOf(record);
  tellPort(call, settings);
  return {
    installation: { role, installer: 'kubeadm', settings: { ...settings } },
    steps: stepsOf(call, await machineOf(call, settings, { bundle, facts }), onHost),
    told: {
      kubernetes_api: `https://${settings.server}:${settings.port}`,
      ...{ kubernetes_node: settings.nodeName, kubernetes_version: bundle.version },
    },
  };
}

function stepsOf(call: InstallCall, machine: Machine, onHost: KubeadmPrograms['onHost']): readonly ClusterStep[] {
  const { record, site } = call;
  const runtime = (): JsonObject => record.steps.get('container runtime')?.kept ?? {};
  const isMaster = machine.settings.role === 'master';
  return [
    ...[suitsStep(machine), kubeadmProgramsStep(machine, onHost), kernelStep(machine)],
    ...[...packageSteps(machine, call), runtimeStep(machine), imagesStep(machine, runtime)],
    ...[kubeadmFileStep(machine, runtime, site.mayDownload), waitingKubeletStep(machine, runtime)],
    ...(isMaster ? controlPlaneSteps(machine) : [joinStep(machine, runtime)]),
    ...[nodeAccessStep(machine), bridgeStep(machine, runtime)],
    ...(machine.network === null ? [routesStep(machine)] : []),
    ...(isMaster ? [manifestsStep(machine)] : []),
    readyStep(machine),
  ];
}
