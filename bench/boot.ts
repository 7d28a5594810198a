import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { PlanInput } from '../core/plan/plan.ts';
import { signIn } from './api-client.ts';
import { type Bench, type Measurement, round } from './measurement.ts';
import { type Product, startProduct } from './product.ts';

type Api = Awaited<ReturnType<typeof signIn>>;

const idleMs = 10_000;
const pollMs = 50;
const patienceMs = 5 * 60_000;

/**
 * From `npm start` in a clean clone, its packages installed, to the finished install of the example; then the memory of
 * the idle product after ten seconds. `--here` starts this checkout in place of a clone, with the pages it has built.
 * The data folder is new in both. idle_rss_mb is a sum of proportional set sizes, in which shared pages count once.
 */
export const boot: Bench = async (args) => {
  const { values } = parseArgs({ args, options: { here: { type: 'boolean', default: false } } });
  const folder = mkdtempSync(join(tmpdir(), 'gantry-boot-'));
  try {
    const checkout = values.here ? resolve(import.meta.dirname, '..') : cloneInto(join(folder, 'clone'));
    return [await measure(checkout, join(folder, 'data'), values.here ? 'here' : 'clean clone')];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The last commit, with hard links to the installed packages as `npm ci` would have left them. */
function cloneInto(clone: string): string {
  const checkout = resolve(import.meta.dirname, '..');
  execFileSync('git', ['clone', '--quiet', checkout, clone]);
  const modules = join(checkout, 'node_modules');
  if (!existsSync(modules)) throw new Error('There is no node_modules here. Run npm ci first.');
  execFileSync('cp', [sameDisk(checkout, clone) ? '-al' : '-a', modules, join(clone, 'node_modules')]);
  return clone;
}

function sameDisk(one: string, other: string): boolean {
  const disk = (path: string) => execFileSync('stat', ['-c', '%d', path], { encoding: 'utf8' });
  return disk(one) === disk(other);
}

async function measure(checkout: string, dataDir: string, from: string): Promise<Measurement> {
  const start = performance.now();
  const seconds = () => round((performance.now() - start) / 1000);
  const product = await startProduct(checkout, dataDir);
  try {
    const readySeconds = seconds();
    const api = await signIn(product.url, product.administrator);
    const deploymentId = await createExample(api, product);
    const operations = await run(api, deploymentId, 'install');
    const firstDeploymentSeconds = seconds();
    const idle = await idleMemory(product);
    // The example's programs outlive the server, as on real hosts.
    await run(api, deploymentId, 'uninstall');
    return {
      bench: 'boot',
      args: { from },
      first_deployment_s: firstDeploymentSeconds,
      ready_s: readySeconds,
      operations,
      idle_rss_mb: idle,
    };
  } finally {
    await product.stop();
  }
}

async function createExample(api: Api, product: Product): Promise<string> {
  const example = (await api.blueprints.list.query()).find((blueprint) => blueprint.example);
  if (!example) throw new Error('The product offers no example blueprint.');
  const detail = await api.blueprints.get.query({ id: example.id });
  const made = await api.deployments.create.mutate({
    blueprintId: example.id,
    name: 'boot',
    inputs: labInputs(detail.inputs, product),
  });
  if (!made.ok) throw new Error(made.problems.map((problem) => problem.message).join('\n'));
  return made.id;
}

/** Runs a workflow to its end and returns the number of its operations. */
async function run(api: Api, deploymentId: string, workflow: string): Promise<number> {
  const started = await api.executions.start.mutate({ deploymentId, workflow });
  if (!started.ok) throw new Error(started.problems.map((problem) => problem.message).join('\n'));
  const { id } = started;
  for (let waited = 0; waited < patienceMs; waited += pollMs) {
    const execution = await api.executions.get.query({ id });
    if (execution.status === 'terminated') return execution.finishedOperations;
    if (execution.endedAt !== null) throw new Error(`${workflow} ended as ${execution.status}: ${execution.error}`);
    await delay(pollMs);
  }
  throw new Error(`${workflow} of the example did not end.`);
}

/** The example's defaults name the lab hosts at their usual addresses; here they are at others. */
function labInputs(inputs: Record<string, PlanInput>, { labNetwork }: Product): Record<string, string> {
  const moved: Record<string, string> = {};
  for (const [name, { default: usual }] of Object.entries(inputs)) {
    const host = typeof usual === 'string' ? /^127\.0\.77\.(\d+)$/.exec(usual)?.[1] : undefined;
    if (host !== undefined) moved[name] = `${labNetwork}.${host}`;
  }
  return moved;
}

async function idleMemory(product: Product): Promise<number> {
  await delay(idleMs);
  return round(product.memory());
}
