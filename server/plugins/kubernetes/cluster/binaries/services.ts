import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import { quoteWord } from '../../../../hosts/quote.ts';
import type { HostShell } from '../framework/host-shell.ts';
import { untilScript, writeFileScript } from '../framework/host-shell.ts';
import { type ClusterStep, NotYet } from '../framework/steps.ts';
import { type Machine, paths } from './machine.ts';
import { servicePath } from './program-steps.ts';

/** A program of the cluster that runs as long as its host does. */
export interface Service {
  name: string;
  /** The words of its command. */
  command(kept: JsonObject): readonly string[];
  /** Shell before the command, such as settings of its environment. */
  before?: string;
  /** Shell that ends with 0 when the program does its work. Asked for up to ten seconds at a time. */
  isWell: string;
  /** What is waited for, for people. */
  condition: string;
}

/** Seconds that one attempt waits on the host for a program to be well. */
const wellSeconds = 15;

/** The shell file that runs a service. */
function fileOf({ command, before = '' }: Service, kept: JsonObject): string {
  return `#!/bin/sh\n${before === '' ? '' : `${before}\n`}exec ${command(kept).map(quoteWord).join(' ')}\n`;
}

/** The program runs, with just these words, and does its work. */
export function serviceStep(machine: Machine, service: Service, more: Partial<ClusterStep> = {}): ClusterStep {
  const { shell } = machine;
  const { name } = service;
  const file = `${paths.services}/${name}`;
  return {
    name,
    hint: `Its log is ${paths.logs}/${name}.log on the host (with systemd: journalctl -u gantry-kubernetes-${name}).`,
    isDone: (kept) =>
      shell.holds(`${isSame(file, fileOf(service, kept))} && sh ${servicePath} running ${name} && ${service.isWell}`),
    do: async (kept) => {
      const text = fileOf(service, kept);
      const same = await shell.holds(isSame(file, text));
      const start = [
        ...(same ? [] : [`sh ${servicePath} stop ${name}`, writeFileScript(file, text, '700')]),
        `sh ${servicePath} running ${name} || sh ${servicePath} start ${name}`,
      ].join('\n');
      await shell.run(start, { shown: `${servicePath} start ${name}` });
      await waitUntilWell(shell, service);
    },
    undo: () => stopService(shell, name),
    ...more,
  };
}

/** Ends the program and takes its own files away. */
export async function stopService(shell: HostShell, name: string): Promise<void> {
  await shell.run(`[ ! -e ${servicePath} ] || sh ${servicePath} stop ${name}`);
}

async function waitUntilWell(shell: HostShell, { name, isWell, condition }: Service): Promise<void> {
  if (await shell.holds(untilScript(isWell, wellSeconds))) return;
  const log = await shell.run(`sh ${servicePath} log ${name} 2>&1 || true`);
  throw new NotYet(`${condition} is waited for. The log of ${name} ends with:\n${log.trim().slice(-1500)}`);
}

function isSame(file: string, text: string): string {
  return `[ "$(cat ${file} 2>/dev/null)" = ${quoteWord(text.trimEnd())} ]`;
}

/** Shell: something listens on that port. */
export function listens(port: number | string): string {
  return `[ -n "$(ss -Hltn 'sport = :${port}')" ]`;
}
