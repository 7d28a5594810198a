import { NonRecoverableError } from '../../../../../core/ports/operation.ts';
import { quoteWord } from '../../../../hosts/quote.ts';
import { decide, emptyBundle, machineOf, reasonOf, settingsOf, tellPort } from '../binaries/binaries-installer.ts';
import { type Bundle, bundleName, openBundle } from '../binaries/bundle.ts';
import { type Machine, readFacts } from '../binaries/machine.ts';
import { manifestsStep } from '../binaries/manifests-step.ts';
import { readyStep } from '../binaries/node-steps.ts';
import { kernelStep, suitsStep } from '../binaries/program-steps.ts';
import type { ClusterStep } from '../framework/steps.ts';
import type { InstallCall, Installer, InstallPlan } from '../installer.ts';
import { k3sImagesStep, k3sProgramsStep, k3sStep, tokenStep } from './k3s-steps.ts';

/** Starts k3s, from the host or from the site's bundle, as a server and its agents. */
export const k3sInstaller: Installer = {
  name: 'k3s',
  whyNot: (call) => reasonOf(requireK3s(call)),
  plan,
  planRemoval: async (call) => {
    const has = { bundle: emptyBundle, facts: await readFacts(call.shell) };
    return stepsOf(call, await machineOf(call, settingsOf(call.record), has), null);
  },
};

interface K3s {
  bundle: Bundle;
  /** Its path on the host; null: the bundle has it. */
  onHost: string | null;
}

/** Throws `NonRecoverableError` when neither the host nor the bundle has it. */
async function requireK3s({ shell, site, properties }: InstallCall): Promise<K3s> {
  const path = (await shell.run('command -v k3s || true')).trim();
  if (path !== '') {
    const version = /v\d\S*/.exec(await shell.run(`${quoteWord(path)} --version`))?.[0] ?? '';
    const minor = Number(/^v1\.(\d+)/.exec(version)?.[1] ?? 0);
    const architecture = (await shell.run('uname -m')).trim();
    return { bundle: { ...emptyBundle, place: shell.host, minor, version, architecture }, onHost: path };
  }
  if (site.bundle === null) {
    throw new NonRecoverableError(
      `${shell.host} has no k3s, and no bundle has it. Install it there without starting it, or put it into bin/ of the bundle that GANTRY_KUBERNETES_BUNDLE names, with its images in images/.`,
    );
  }
  const needs = { programs: ['k3s'], plugins: [] };
  return { bundle: await openBundle(site.bundle, bundleName(properties), needs), onHost: null };
}

async function plan(call: InstallCall): Promise<InstallPlan> {
  const { record, role, shell } = call;
  const { bundle, onHost } = await requireK3s(call);
  const facts = await readFacts(shell);
  const settings = record.installation === null ? decide(call, facts) : settingsOf(record);
  tellPort(call, settings);
  return {
    installation: { role, installer: 'k3s', settings: { ...settings } },
    steps: stepsOf(call, await machineOf(call, settings, { bundle, facts }), onHost),
    told: {
      kubernetes_api: `https://${settings.server}:${settings.port}`,
      ...{ kubernetes_node: settings.nodeName, kubernetes_version: bundle.version },
    },
  };
}

function stepsOf({ site }: InstallCall, machine: Machine, onHost: string | null): readonly ClusterStep[] {
  const isMaster = machine.settings.role === 'master';
  return [
    ...[suitsStep(machine), k3sProgramsStep(machine, onHost), kernelStep(machine)],
    ...[k3sImagesStep(machine), tokenStep(machine), k3sStep(machine, site.runtime)],
    ...(isMaster ? [manifestsStep(machine)] : []),
    readyStep(machine),
  ];
}
