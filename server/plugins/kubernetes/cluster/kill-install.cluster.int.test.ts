import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testBundle, whyNoBundle } from '../../../../e2e/cluster-hosts/bundle.ts';
import {
  type ClusterHosts,
  startClusterHosts,
  whyNoClusterHosts,
} from '../../../../e2e/cluster-hosts/cluster-hosts.ts';
import type { IsolatedHost } from '../../../../e2e/hosts/host.ts';
import { differences, type HostTrace, traceOf } from './testing/host-trace.ts';
import type { InstallOrder } from './testing/install-child.ts';

/* The process that installs is killed in every step, on the way there and on the way back. */

const whyNot = whyNoClusterHosts() ?? whyNoBundle();
const minutes = 60_000;
const child = join(import.meta.dirname, 'testing/install-child.ts');

let machines: ClusterHosts;
let folder: string;
beforeAll(async () => {
  if (whyNot !== null) return;
  folder = mkdtempSync(join(tmpdir(), 'gantry-kill-'));
  machines = await startClusterHosts({ count: 2, containers: true });
}, 5 * minutes);
afterAll(async () => {
  await machines?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}, 2 * minutes);

type Life = Pick<InstallOrder, 'verb' | 'role' | 'deployment'> & {
  /** Steps in which a process was killed already. */
  killedIn: Set<string>;
};

/** Lets a process work until it begins a step in which none was killed yet; gives what the process said. */
async function live({ killedIn, ...order }: Life): Promise<string[]> {
  const file = join(folder, 'order.json');
  const hosts = machines.hosts.map((host) => ({ ...host }));
  writeFileSync(file, JSON.stringify({ ...order, hosts, bundle: await testBundle() }));
  const running = spawn(process.execPath, [child, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  for await (const line of createInterface({ input: running.stdout })) {
    said.push(line);
    const step = stepBegun(line);
    if (step === null || killedIn.has(step)) continue;
    killedIn.add(step);
    // The last step was too short: this one is killed at its beginning.
    if (timer !== undefined) running.kill('SIGKILL');
    // Somewhere in the step: each is killed at another moment of it.
    timer ??= setTimeout(() => running.kill('SIGKILL'), (killedIn.size * 137) % 700);
  }
  clearTimeout(timer);
  return said;
}

function stepBegun(line: string): string | null {
  return /^(?:Step|Taking back) \d+ of \d+: (.*) on \S+: begins\.$/.exec(line)?.[1] ?? null;
}

/** What the host calls done. */
async function stepsDone(host: IsolatedHost): Promise<string[]> {
  const text = await host.inside('cat /etc/gantry/kubernetes/state.json 2>/dev/null || echo "{}"');
  const { steps = {} } = JSON.parse(text) as { steps?: Record<string, { done: boolean }> };
  return Object.entries(steps).flatMap(([name, { done }]) => (done ? [name] : []));
}

/** Kills and starts again until the work is done, and gives the steps in which a process was killed. */
async function survive(order: Omit<Life, 'killedIn'>, host: IsolatedHost, another?: string): Promise<Set<string>> {
  const killedIn = new Set<string>();
  for (let lives = 1; lives <= 60; lives += 1) {
    const done = await stepsDone(host);
    const deployment = another !== undefined && lives > 6 ? another : order.deployment;
    const said = await live({ ...order, deployment, killedIn });
    const repeated = said.flatMap((line) => stepBegun(line) ?? []).filter((step) => done.includes(step));
    if (order.verb === 'start') expect(repeated, said.join('\n')).toEqual([]);
    const end = said.findLast((line) => line.startsWith('= '));
    if (end === '= ended') return killedIn;
    if (end !== undefined) expect(end).toMatch(/^= (OperationRetry|RecoverableError An earlier command)/);
  }
  throw new Error('The work is not done after sixty lives.');
}

test.skipIf(whyNot !== null)(
  `an installation goes on wherever its process was killed${whyNot === null ? '' : ` (skipped: ${whyNot})`}`,
  async () => {
    const [master, node] = machines.hosts as [IsolatedHost, IsolatedHost];
    const before = [await traceOf(master), await traceOf(node)];
    // Another deployment goes on with the master that the first one left half-made.
    const there = await survive({ verb: 'start', role: 'master', deployment: 'one' }, master, 'two');
    expect(there.size).toBe(18);
    expect((await survive({ verb: 'start', role: 'node', deployment: 'two' }, node)).size).toBe(11);
    const nodes = await master.inside(
      'HOME=/tmp /opt/gantry/kubernetes/bin/kubectl --kubeconfig=/etc/gantry/kubernetes/admin.conf get nodes --no-headers',
    );
    expect(
      nodes
        .trim()
        .split('\n')
        .map((line) => line.split(/\s+/)[1]),
    ).toEqual(['Ready', 'Ready']);
    expect((await survive({ verb: 'stop', role: 'node', deployment: 'two' }, node)).size).toBe(11);
    expect((await survive({ verb: 'stop', role: 'master', deployment: 'two' }, master)).size).toBe(18);
    expect(differences(before[0] as HostTrace, await traceOf(master))).toEqual([]);
    expect(differences(before[1] as HostTrace, await traceOf(node))).toEqual([]);
  },
  20 * minutes,
);
