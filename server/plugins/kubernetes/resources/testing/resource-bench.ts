import { expect } from 'vitest';
import type { JsonObject } from '../../../../../core/blueprint/json.ts';
import type {
  CreateDeploymentResult,
  DeploymentDetail,
  EventPage,
  ExecutionSummary,
  NodeInstanceDetail,
  StartResult,
  UploadResult,
} from '../../../../api/contract.ts';
import { zip } from '../../../../security/archive/testing/pack.ts';
import { createEgress } from '../../../../security/egress/egress.ts';
import { startTestProduct, type TestProduct } from '../../../../testing/start-test-product.ts';
import type { ClusterAccess } from '../../client/cluster-access.ts';
import type { ClusterClient } from '../../client/cluster-client.ts';
import { createClusterClient } from '../../client/create-cluster-client.ts';
import { readKubeconfig } from '../../client/kubeconfig.ts';
import { sendOverNetwork } from '../../client/send-over-network.ts';
import { type RecordedCluster, startRecordedCluster } from '../../testing/recorded-cluster.ts';

/** A run of a workflow that has ended, and all that was said. */
export interface Ran {
  status: string;
  said: string;
}

/** A deployment of a blueprint with nodes of the Kubernetes plugin. */
export interface Deployed {
  id: string;
  run(workflow: string, parameters?: JsonObject): Promise<Ran>;
  /** Runs one operation of a node. */
  operation(node: string, operation: string, inputs?: JsonObject): Promise<Ran>;
  /** The runtime properties of a node's first instance. */
  properties(node: string): Promise<JsonObject>;
  /** The id of a node's first instance. */
  instance(node: string): string;
}

/** The whole product and a cluster. */
export interface ResourceBench {
  product: TestProduct;
  cluster: RecordedCluster;
  /** Empty at the beginning. */
  namespace: string;
  /** Asks the cluster as the test itself. */
  client: ClusterClient;
  /** Applies an object as another field manager. */
  applyAs(manager: string, path: string, object: JsonObject): Promise<void>;
  deploy(name: string, files: Record<string, string>, inputs?: JsonObject): Promise<Deployed>;
  close(): Promise<void>;
}

/** Starts them; the secret `kubeconfig` of the product has the cluster's. */
export async function startResourceBench(name: string): Promise<ResourceBench> {
  const cluster = await startRecordedCluster(name);
  const namespace = `gantry-${name}`;
  await cluster.makeNamespace(namespace);
  const product = await startTestProduct({
    ...{ GANTRY_WORKER: '1', GANTRY_TASK_RETRIES: '8' },
    ...cluster.env,
  });
  await product.admin.mutate('secrets.put', { name: 'kubeconfig', value: cluster.kubeconfig });
  const access = await readKubeconfig(cluster.kubeconfig, { name: 'kubeconfig', readFile: null });
  const send = sendOverNetwork(access, createEgress(['127.0.0.1'], ''));
  return {
    ...{ product, cluster, namespace, client: createClusterClient({ access, send }) },
    applyAs: (manager, path, object) => applyAs(access, { manager, path, object }),
    deploy: (deployment, files, inputs = {}) => deploy({ product, cluster }, { name: deployment, files, inputs }),
    close: async () => {
      await product.stop();
      await cluster.close();
    },
  };
}

/** The beginning of a blueprint: where the cluster is, and the plugin's types. */
export const blueprintHead = `tosca_definitions_version: cloudify_dsl_1_4
imports:
  - https://cloudify.co/spec/cloudify/6.4.0/types.yaml
  - plugin:cloudify-kubernetes-plugin
dsl_definitions:
  cluster: &cluster { configuration: { file_content: { get_secret: kubeconfig } } }
`;

async function applyAs(
  access: ClusterAccess,
  { manager, path, object }: { manager: string; path: string; object: JsonObject },
): Promise<void> {
  const answer = await sendOverNetwork(
    access,
    createEgress(['127.0.0.1'], ''),
  )({
    ...{ method: 'PATCH', path: `${path}?fieldManager=${manager}&force=true` },
    ...{ contentType: 'application/apply-patch+yaml', body: JSON.stringify(object) },
  });
  for await (const _ of answer.body);
  expect(answer.status).toBeLessThan(300);
}

async function deploy(
  { product: { admin }, cluster }: Pick<ResourceBench, 'product' | 'cluster'>,
  { name, files, inputs }: { name: string; files: Record<string, string>; inputs: JsonObject },
): Promise<Deployed> {
  const entries = Object.entries(files).map(([path, content]) => ({ name: `${name}/${path}`, content }));
  const answer = await admin.uploadArchive(`name=${name}&main=${Object.keys(files)[0]}`, zip(entries));
  const uploaded = (await answer.json()) as UploadResult;
  if (!uploaded.ok) throw new Error(JSON.stringify(uploaded.diagnostics).slice(0, 1000));
  const blueprintId = uploaded.blueprint.id;
  const made = (await admin.mutate('deployments.create', { blueprintId, name, inputs })).data as CreateDeploymentResult;
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  const { id } = made;
  const { topology } = (await admin.query('deployments.get', { id })).data as DeploymentDetail;
  const instances = new Map(topology.nodes.map((node) => [node.id, node.instances[0]?.id ?? '']));
  for (const [node, instance] of instances) {
    cluster.name(`${name}.${node}`, instance);
    cluster.name(`${name}.${node}.name`, instance.replaceAll('_', '-'));
  }
  const run = async (workflow: string, parameters: JsonObject = {}): Promise<Ran> => {
    const started = (await admin.mutate('executions.start', { deploymentId: id, workflow, parameters }))
      .data as StartResult;
    if (!started.ok) throw new Error(JSON.stringify(started));
    return await ended(admin, started.id);
  };
  return {
    ...{ id, run, instance: (node) => instances.get(node) ?? '' },
    operation: (node, operation, inputs = {}) =>
      run('execute_operation', {
        ...{ operation: `cloudify.interfaces.${operation}`, node_ids: [node], operation_kwargs: inputs },
        allow_kwargs_override: true,
      }),
    properties: async (node) => {
      const found = await admin.query('deployments.instance', { id, instanceId: instances.get(node) });
      return (found.data as NodeInstanceDetail).runtimeProperties;
    },
  };
}

async function ended(admin: TestProduct['admin'], id: string): Promise<Ran> {
  const status = async () => ((await admin.query('executions.get', { id })).data as ExecutionSummary).status;
  await expect.poll(status).toMatch(/^(terminated|failed|cancelled)$/);
  const { events } = (await admin.query('executions.events', { id, limit: 400 })).data as EventPage;
  return { status: await status(), said: events.map(({ text }) => text).join('\n') };
}
