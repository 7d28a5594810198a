import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { articleDraft, articleNames, hasArticles } from '../../e2e/support/article-blueprints.ts';
import { packBlueprint } from '../../e2e/support/blueprint.ts';
import type { Product } from '../../e2e/support/product.ts';
import type { CreateDeploymentResult } from '../../server/api/contract.ts';
import { TestClient } from '../../server/testing/test-client.ts';

/** Paths of what the pictures show. */
export interface Content {
  /** The example, and its deployment, which is installed. */
  blueprint: string;
  deployment: string;
  /** Two executions of one workflow of it, the earlier first. */
  restarts: readonly [string, string];
  /** A deployment whose installation failed, and the execution that did. */
  failed: string;
  failedExecution: string;
  group: string;
  /** Drafts of blueprints that articles made known, by name; empty where the material is absent. */
  articles: Record<string, string>;
}

/** Fills a new product, by its API and on its lab hosts, with what a small team would have in it after a week. */
export async function fillProduct(product: Product): Promise<Content> {
  const client = new TestClient(product.url);
  await client.signIn(product.admin);
  const ask = async <T>(path: string, input: unknown): Promise<T> => {
    const { status, data, message } = await client.mutate(path, input);
    if (status !== 200) throw new Error(`${path}: ${message}`);
    return data as T;
  };
  const run = async (deploymentId: string, workflow: string, options: object = {}): Promise<string> => {
    const { id } = await ask<{ id: string }>('executions.start', { deploymentId, workflow, ...options });
    await ended(client, id);
    return id;
  };
  const deploy = async (blueprintId: string, name: string, inputs: object = {}): Promise<string> => {
    const created = await ask<CreateDeploymentResult>('deployments.create', { blueprintId, name, inputs });
    if (!created.ok) throw new Error(`${name}: ${JSON.stringify(created.problems)}`);
    return created.id;
  };

  await addPeopleAndSecrets(ask);
  const blueprintId = await exampleOf(client);
  const cellar = await deploy(blueprintId, 'wine-cellar', labInputs(product));
  await run(cellar, 'install');
  await run(cellar, 'restart', { dryRun: true });
  const firstRestart = await run(cellar, 'restart');
  await run(cellar, 'check_status');
  const restarts = [firstRestart, await run(cellar, 'restart')] as const;
  await ask('schedules.create', {
    deploymentId: cellar,
    name: 'nightly check',
    kind: 'cron',
    rule: '0 3 * * *',
    workflow: 'check_status',
  });
  await ask('schedules.create', {
    deploymentId: cellar,
    name: 'restart on Sundays',
    kind: 'rrule',
    rule: 'FREQ=WEEKLY;BYDAY=SU',
    since: '2027-01-03T04:00:00Z',
    workflow: 'restart',
    enabled: false,
  });

  const billing = await upload(client, 'billing', await failing(product.lab[2] ?? ''));
  const failed = await deploy(billing, 'billing-staging');
  const failedExecution = await run(failed, 'install');
  const jobs = await upload(client, 'report-jobs', await packBlueprint({ 'blueprint.yaml': jobsText }));
  const reports = [await deploy(jobs, 'reports-north'), await deploy(jobs, 'reports-south')];
  const group = await ask<{ id: string }>('groups.start', {
    deployments: { kind: 'deployments', ids: reports },
    workflow: 'install',
  });
  await until(async () => {
    const { data } = await client.query('executions.search', {});
    return !/"status":"(queued|pending|started)"/.test(JSON.stringify(data));
  });
  await deploy(jobs, 'reports-west');
  return {
    blueprint: `/blueprints/${blueprintId}`,
    deployment: `/deployments/${cellar}`,
    restarts,
    failed: `/deployments/${failed}`,
    failedExecution,
    group: `/executions/groups/${group.id}`,
    articles: await draftArticles(ask),
  };
}

async function draftArticles(ask: <T>(path: string, input: unknown) => Promise<T>): Promise<Record<string, string>> {
  if (!hasArticles) return {};
  const paths: Record<string, string> = {};
  for (const name of articleNames) {
    const { id } = await ask<{ id: string }>('drafts.create', await articleDraft(name));
    paths[name] = `/blueprints/${id}/edit`;
  }
  return paths;
}

async function addPeopleAndSecrets(ask: (path: string, input: unknown) => Promise<unknown>): Promise<void> {
  for (const name of ['registry/token', 'backup/passphrase', 'postgres_password', 'smtp_password'])
    await ask('secrets.put', { name, value: `${name} in these pictures` });
  for (const [name, role] of [
    ['Ada Lovelace', 'admin'],
    ['Grace Hopper', 'operator'],
    ['Edsger Dijkstra', 'viewer'],
  ] as const) {
    await ask('users.create', { name, role, email: `${name.split(' ')[0]?.toLowerCase()}@example.org` });
  }
}

async function ended(client: TestClient, id: string): Promise<void> {
  await until(async () => {
    const { data } = await client.query('executions.get', { id });
    return ['terminated', 'failed', 'cancelled'].includes((data as { status: string }).status);
  });
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(200);
}

async function exampleOf(client: TestClient): Promise<string> {
  const { data } = await client.query('blueprints.list');
  const found = /"id":"([^"]+)","name":"wine-cellar"/.exec(JSON.stringify(data))?.[1];
  if (found === undefined) throw new Error('The example is not there.');
  return found;
}

async function upload(client: TestClient, name: string, archive: Buffer): Promise<string> {
  const response = await client.uploadArchive(`name=${name}`, archive);
  const answer = (await response.json()) as { blueprint?: { id: string } };
  if (answer.blueprint === undefined) throw new Error(`${name}: ${JSON.stringify(answer)}`);
  return answer.blueprint.id;
}

function labInputs({ lab }: Product): Record<string, string | undefined> {
  return { load_balancer_ip: lab[0], app_1_ip: lab[1], app_2_ip: lab[2], database_ip: lab[3] };
}

/** A service whose database migration does not go through. */
function failing(address: string): Promise<Buffer> {
  const folder = join(import.meta.dirname, 'billing');
  const scripts = readdirSync(join(folder, 'scripts')).map((name) => `scripts/${name}`);
  const files = Object.fromEntries(
    ['blueprint.yaml', ...scripts].map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
  return packBlueprint({ ...files, 'blueprint.yaml': files['blueprint.yaml']?.replace('HOST', address) ?? '' });
}

const jobsText = `tosca_definitions_version: cloudify_dsl_1_3
description: Jobs that make the weekly reports.
imports: [cloudify/types/types.yaml]
node_templates:
  queue: {type: cloudify.nodes.Root}
  collector:
    type: cloudify.nodes.Root
    relationships: [{type: cloudify.relationships.connected_to, target: queue}]
  printer:
    type: cloudify.nodes.Root
    relationships: [{type: cloudify.relationships.connected_to, target: queue}]
`;
