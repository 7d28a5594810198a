import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import { testBundle, webImages, whyNoBundle } from '../../../e2e/cluster-hosts/bundle.ts';
import { type ClusterHosts, startClusterHosts, whyNoClusterHosts } from '../../../e2e/cluster-hosts/cluster-hosts.ts';
import type { IsolatedHost } from '../../../e2e/hosts/host.ts';
import type {
  CreateDeploymentResult,
  DeploymentDetail,
  EventPage,
  ExecutionSummary,
  StartResult,
  UploadResult,
} from '../../api/contract.ts';
import type { KubernetesView } from '../../api/kubernetes-contract.ts';
import { zip } from '../../security/archive/testing/pack.ts';
import { createHostKeyPort } from '../../services/hosts/host-key-port.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';
import { type HttpLoad, type LoadAnswer, startHttpLoad } from './testing/http-load.ts';

/* Pods that serve are replaced while they are asked all the time, on machines that run pods. */

const whyNot = whyNoClusterHosts() ?? whyNoBundle();
const skipped = whyNot === null ? '' : ` (skipped: ${whyNot})`;
const minutes = 60_000;
const nodePort = 30080;
const perSecond = 20;
const [first, second] = webImages;

let machines: ClusterHosts;
let product: TestProduct;
let web: { id: string; instance: string };
let load: HttpLoad | undefined;

beforeAll(async () => {
  if (whyNot !== null) return;
  machines = await startClusterHosts({ count: 2, containers: true });
  product = await startTestProduct({
    ...{ GANTRY_WORKER: '1', GANTRY_KUBERNETES_BUNDLE: await testBundle(), GANTRY_TASK_RETRY_INTERVAL: '1' },
  });
}, 5 * minutes);
afterAll(async () => {
  await load?.end();
  await product?.stop();
  await machines?.close();
}, 2 * minutes);

const clusterBlueprint = `tosca_definitions_version: cloudify_dsl_1_3
imports:
  - cloudify/types/types.yaml
  - gantry/kubernetes-on-hosts.yaml
inputs:
  master: { type: string }
  node: { type: string }
  user: { type: string }
dsl_definitions:
  agent: &agent { install_method: none, user: { get_input: user }, port: 22, key: { get_secret: cluster_key } }
node_templates:
  master_host:
    type: cloudify.nodes.Compute
    properties: { ip: { get_input: master }, agent_config: *agent }
  master:
    type: cloudify.kubernetes.Master
    properties: { master_port: 6443 }
    relationships: [{ type: cloudify.kubernetes.relationships.contained_in_host, target: master_host }]
  node_host:
    type: cloudify.nodes.Compute
    properties: { ip: { get_input: node }, agent_config: *agent }
  node:
    type: cloudify.kubernetes.Node
    relationships:
      - { type: cloudify.kubernetes.relationships.contained_in_host, target: node_host }
      - { type: cloudify.kubernetes.relationships.connected_to_master, target: master }
`;

/*
 * What loses no request: a new pod counts when its probe says so, no old one goes before, and one that goes serves on
 * while the machines learn that it does.
 */
const webBlueprint = `tosca_definitions_version: cloudify_dsl_1_4
imports:
  - https://cloudify.co/spec/cloudify/6.4.0/types.yaml
  - plugin:cloudify-kubernetes-plugin
dsl_definitions:
  cluster: &cluster { configuration: { file_content: { get_secret: kubeconfig } } }
node_templates:
  web:
    type: cloudify.kubernetes.resources.Deployment
    properties:
      client_config: *cluster
      validate_resource_status: true
      definition:
        apiVersion: apps/v1
        metadata: { name: web }
        spec:
          replicas: 3
          selector: { matchLabels: { app: web } }
          strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }
          template:
            metadata: { labels: { app: web } }
            spec:
              terminationGracePeriodSeconds: 30
              containers:
                - name: web
                  image: ${first}
                  imagePullPolicy: IfNotPresent
                  ports: [{ containerPort: 8080 }]
                  readinessProbe: { httpGet: { path: /, port: 8080 }, periodSeconds: 1 }
                  lifecycle: { preStop: { exec: { command: [sleep, '8'] } } }
  door:
    type: cloudify.kubernetes.resources.Service
    properties:
      client_config: *cluster
      definition:
        apiVersion: v1
        metadata: { name: web }
        spec:
          type: NodePort
          selector: { app: web }
          ports: [{ port: 80, targetPort: 8080, nodePort: ${nodePort} }]
    relationships: [{ type: cloudify.relationships.depends_on, target: web }]
`;

test.skipIf(whyNot !== null)(
  `a Deployment on a cluster of two serves at both machines${skipped}`,
  async () => {
    await makeCluster();
    web = await makeWeb();
    expect(await podImages()).toEqual([first, first, first]);
  },
  10 * minutes,
);

test.skipIf(whyNot !== null)(
  `pods are replaced by those of a new image, and no request fails${skipped}`,
  async () => {
    load = startHttpLoad(doors(), perSecond);
    const running = load;
    await expect.poll(() => running.answers().length).toBeGreaterThan(2 * perSecond);
    const seen = await watchRollout(async () => {
      const { status, said } = await update(second);
      expect(status, said).toBe('terminated');
      const steps = said.split('\n').filter((line) => line.startsWith('Rolling update of Deployment default/web: '));
      for (const updated of [1, 2, 3])
        expect(steps.join('\n')).toMatch(new RegExp(`: ${updated} of 3 pods updated, [34] available`));
      expect(steps.at(-1)).toBe('Rolling update of Deployment default/web: 3 of 3 pods updated, 3 available.');
    });
    // What the page draws on the node.
    expect(seen).toEqual(expect.arrayContaining(['1 of 3', '2 of 3', '3 of 3']));
    // Pods that go serve their last requests after the new ones are all there.
    await expect.poll(() => podImages(), { timeout: 4 * minutes }).toEqual([second, second, second]);
    const goneAt = Date.now();
    await expect.poll(() => since(running, goneAt).length).toBeGreaterThan(2 * perSecond);
    const answers = running.answers();
    tellFigures('update', answers);
    expect(failuresOf(answers)).toEqual([]);
    expect(bodies(answers.slice(0, perSecond))).toEqual([first]);
    expect(bodies(answers)).toEqual([first, second]);
    expect(bodies(since(running, goneAt))).toEqual([second]);
  },
  6 * minutes,
);

test.skipIf(whyNot !== null)(
  `an image that cannot be had is put back with the reason, and no request fails${skipped}`,
  async () => {
    const running = load;
    if (running === undefined) throw new Error('The requests have not begun.');
    const begunAt = Date.now();
    const { status, said } = await update('gantry.test/web:none');
    expect(status, said).toBe('failed');
    expect(said).toMatch(
      /The update failed: Deployment default\/web: pod web-\S+: .*(ErrImagePull|ImagePullBackOff).*gantry\.test\/web:none.* Everything is as it was applied before\./,
    );
    expect(said).toContain('Rolling update of Deployment default/web: 1 of 3 pods updated, 3 available, 3 of an older');
    expect(said).toContain('Rolling back Deployment default/web: 3 of 3 pods updated, 3 available.');
    await expect.poll(() => podImages(), { timeout: 4 * minutes }).toEqual([second, second, second]);
    const endedAt = Date.now();
    await expect.poll(() => since(running, endedAt).length).toBeGreaterThan(2 * perSecond);
    const answers = (await running.end()).filter(({ at }) => at >= begunAt);
    tellFigures('rollback', answers);
    expect(failuresOf(answers)).toEqual([]);
    expect(bodies(answers)).toEqual([second]);
    const view = (await product.admin.query('kubernetes.list', { id: web.id })).data as KubernetesView;
    expect(view.troubles).toEqual([]);
    expect(rowOf(view)).toMatchObject({ state: 'ready', rollout: { wanted: 3, updated: 3, available: 3 } });
    expect((await run({ deploymentId: web.id, workflow: 'uninstall' })).status).toBe('terminated');
  },
  6 * minutes,
);

/** Every machine of the cluster lets requests in, also where it has no pod. */
function doors(): string[] {
  return machines.hosts.map(({ address }) => `http://${address}:${nodePort}/`);
}

function since(running: HttpLoad, moment: number): LoadAnswer[] {
  return running.answers().filter(({ at }) => at >= moment);
}

function failuresOf(answers: LoadAnswer[]): string[] {
  return answers.flatMap(({ at, url, failure }) =>
    failure === null ? [] : [`${new Date(at).toISOString()} ${url}: ${failure}`],
  );
}

/** What was answered, each once, in the order in which it came first. */
function bodies(answers: LoadAnswer[]): string[] {
  return [...new Set(answers.flatMap(({ body }) => (body === null ? [] : [body.trim()])))];
}

function tellFigures(what: string, answers: LoadAnswer[]): void {
  const seconds = ((answers.at(-1)?.at ?? 0) - (answers[0]?.at ?? 0)) / 1000;
  const failed = failuresOf(answers).length;
  process.stdout.write(`${what}: ${answers.length} requests in ${seconds.toFixed(0)} s, ${failed} failed\n`);
}

function update(image: string) {
  const container = { name: 'web', image };
  return run({
    ...{ deploymentId: web.id, workflow: 'update_resource_definition' },
    parameters: {
      node_instance_id: web.instance,
      resource_definition_changes: { spec: { template: { spec: { containers: [container] } } } },
    },
  });
}

function rowOf({ rows }: KubernetesView) {
  return rows.find(({ kind, depth }) => kind === 'Deployment' && depth === 0);
}

/** How far the Deployment was, as the list of objects told it while the work was done; each once. */
async function watchRollout(work: () => Promise<void>): Promise<string[]> {
  const seen = new Set<string>();
  let isDone = false;
  const watching = (async () => {
    while (!isDone) {
      const view = (await product.admin.query('kubernetes.list', { id: web.id })).data as KubernetesView;
      expect(view.troubles).toEqual([]);
      const rollout = rowOf(view)?.rollout ?? null;
      if (rollout === null) continue;
      expect(rollout.available).toBeGreaterThanOrEqual(3);
      seen.add(`${rollout.updated} of ${rollout.wanted}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  try {
    await work();
  } finally {
    isDone = true;
  }
  await watching;
  return [...seen];
}

function kubectl(words: string): Promise<string> {
  return both()[0].inside(
    `HOME=/tmp /opt/gantry/kubernetes/bin/kubectl --kubeconfig=/etc/gantry/kubernetes/admin.conf ${words}`,
  );
}

/** The images of all pods that are still there. */
async function podImages(): Promise<string[]> {
  const path = '{range .items[*]}{.spec.containers[0].image}{"\\n"}{end}';
  return (await kubectl(`get pods -l app=web -o 'jsonpath=${path}'`)).trim().split('\n');
}

function both(): [IsolatedHost, IsolatedHost] {
  const [master, node] = machines.hosts;
  if (!master || !node) throw new Error('two machines are needed');
  return [master, node];
}

async function makeCluster(): Promise<void> {
  const [master, node] = both();
  await product.admin.mutate('secrets.put', { name: 'cluster_key', value: master.privateKey });
  const keys = createHostKeyPort({ db: product.database.db, clock: { now: () => Date.now() } });
  for (const { address, port, fingerprint, keyType, publicKey } of machines.hosts) {
    await keys.recordPending({ tenant: 'default_tenant', address, port }, { fingerprint, keyType, publicKey });
    await product.admin.mutate('hosts.acceptKey', { address, port, fingerprint });
  }
  const { id } = await deploy('cluster', clusterBlueprint, {
    ...{ master: master.address, node: node.address, user: master.user },
  });
  await installed(id);
  const kubeconfig = await master.inside('cat /etc/gantry/kubernetes/admin.conf');
  const value = kubeconfig.replace('//127.0.0.1:', `//${master.address}:`);
  await product.admin.mutate('secrets.put', { name: 'kubeconfig', value });
}

async function makeWeb(): Promise<{ id: string; instance: string }> {
  const { id } = await deploy('web', webBlueprint, {});
  await installed(id);
  const { topology } = (await product.admin.query('deployments.get', { id })).data as DeploymentDetail;
  const instance = topology.nodes.find((node) => node.id === 'web')?.instances[0]?.id ?? '';
  for (const door of doors()) {
    const answers = async () => (await fetch(door)).ok;
    await expect.poll(answers, { timeout: minutes }).toBe(true);
  }
  return { id, instance };
}

async function deploy(name: string, content: string, inputs: JsonObject): Promise<{ id: string }> {
  const archive = zip([{ name: `${name}/blueprint.yaml`, content }]);
  const answer = await product.admin.uploadArchive(`name=${name}&main=blueprint.yaml`, archive);
  const uploaded = (await answer.json()) as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics));
  const blueprintId = uploaded.blueprint.id;
  const made = (await product.admin.mutate('deployments.create', { blueprintId, name, inputs }))
    .data as CreateDeploymentResult;
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return made;
}

async function installed(deploymentId: string): Promise<void> {
  const { status, said } = await run({ deploymentId, workflow: 'install' });
  expect(status, said).toBe('terminated');
}

/** Runs a workflow to its end, and gives what it said. */
async function run(wanted: { deploymentId: string; workflow: string; parameters?: JsonObject }) {
  const started = (await product.admin.mutate('executions.start', wanted)).data as StartResult;
  if (!started.ok) throw new Error(JSON.stringify(started));
  const { id } = started;
  const status = async () => ((await product.admin.query('executions.get', { id })).data as ExecutionSummary).status;
  await expect.poll(status, { timeout: 6 * minutes, interval: 300 }).toMatch(/terminated|failed|cancelled/);
  const { events } = (await product.admin.query('executions.events', { id, limit: 400 })).data as EventPage;
  const said = events.map(({ text }) => text).join('\n');
  if (process.env['GANTRY_SHOW'] !== undefined) process.stdout.write(`${said}\n`);
  return { status: await status(), said };
}
