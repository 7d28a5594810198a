import { expect } from 'vitest';
import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { type KubernetesObject, mapAt } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import type {
  CreateDeploymentResult,
  DeploymentDetail,
  EventPage,
  ExecutionSummary,
  NodeInstanceDetail,
  StartResult,
  UploadResult,
} from '../../../api/contract.ts';
import { zip } from '../../../security/archive/testing/pack.ts';
import { createEgress } from '../../../security/egress/egress.ts';
import { startTestProduct, type TestProduct } from '../../../testing/start-test-product.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { createClusterClient } from '../client/create-cluster-client.ts';
import { readKubeconfig } from '../client/kubeconfig.ts';
import { sendOverNetwork } from '../client/send-over-network.ts';
import { type RecordedCluster, startRecordedCluster } from './recorded-cluster.ts';

/** A run of a workflow. */
export interface Run {
  deploymentId: string;
  workflow: string;
  parameters?: JsonObject;
}

/** A deployment with its first instances by their nodes. Their ids are kept by name in the recording. */
export interface Deployed {
  id: string;
  instances: Readonly<Record<string, string>>;
}

/** The whole product and a recorded cluster that it may use, in a namespace of the test. */
export class ProductWithCluster {
  readonly product: TestProduct;
  readonly cluster: RecordedCluster;
  readonly namespace: string;
  /** Asks the cluster as the test itself. */
  readonly client: ClusterClient;

  private constructor(parts: Pick<ProductWithCluster, 'product' | 'cluster' | 'namespace' | 'client'>) {
    this.product = parts.product;
    this.cluster = parts.cluster;
    this.namespace = parts.namespace;
    this.client = parts.client;
  }

  /** `name` is that of the recording. The kubeconfig is the secret by which clusters at 127.0.0.1 are signed in to. */
  static async start(name: string, env: Record<string, string> = {}): Promise<ProductWithCluster> {
    const cluster = await startRecordedCluster(name);
    const namespace = `c-${name}`;
    await cluster.makeNamespace(namespace);
    const kubeconfig = cluster.kubeconfig.replace(
      'user: test } }]\ncurrent',
      `user: test, namespace: ${namespace} } }]\ncurrent`,
    );
    const access = await readKubeconfig(kubeconfig, { name: 'kubeconfig', readFile: null });
    const client = createClusterClient({ access, send: sendOverNetwork(access, createEgress(['127.0.0.1'], '')) });
    const product = await startTestProduct({
      ...{ GANTRY_WORKER: '1', GANTRY_TASK_RETRIES: '30' },
      ...{ ...cluster.env, ...env },
    });
    await product.admin.mutate('secrets.put', { name: 'kubeconfig-127.0.0.1', value: kubeconfig });
    return new ProductWithCluster({ product, cluster, namespace, client });
  }

  async close(): Promise<void> {
    await this.product.stop();
    await this.cluster.close();
  }

  /** Uploads a blueprint of these files; gives its id. */
  async upload(name: string, main: string, files: ReadonlyMap<string, string>): Promise<string> {
    const archive = zip([...files].map(([path, content]) => ({ name: `${name}/${path}`, content })));
    const answer = await this.product.admin.uploadArchive(`name=${name}&main=${main}`, archive);
    const result = (await answer.json()) as UploadResult;
    if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
    return result.blueprint.id;
  }

  /** Creates a deployment of a blueprint. */
  async deploy(name: string, blueprintId: string, inputs: JsonObject = {}): Promise<Deployed> {
    const { admin } = this.product;
    const answer = await admin.mutate('deployments.create', { blueprintId, name, inputs });
    const made = answer.data as CreateDeploymentResult;
    if (!made.ok) throw new Error(JSON.stringify(made.problems));
    this.cluster.name(`${name}:deployment`, made.id);
    const { topology } = (await admin.query('deployments.get', { id: made.id })).data as DeploymentDetail;
    const instances: Record<string, string> = {};
    for (const node of topology.nodes) {
      const [first] = node.instances;
      if (first === undefined) continue;
      instances[node.id] = first.id;
      this.cluster.name(`${name}:${node.id}`, first.id);
    }
    return { id: made.id, instances };
  }

  /** Runs a workflow to its end, which must be `expected`; gives all that was said. */
  async ran(run: Run, expected = 'terminated'): Promise<string> {
    const { status, said } = await this.ended(await this.start(run));
    expect(status, said).toBe(expected);
    return said;
  }

  /** Starts a workflow; `name` stands for its id in the recording. */
  async start(run: Run, name = `${run.workflow}:execution`): Promise<string> {
    const started = (await this.product.admin.mutate('executions.start', run)).data as StartResult;
    if (!started.ok) throw new Error(JSON.stringify(started));
    this.cluster.name(name, started.id);
    return started.id;
  }

  /** Waits for the end of an execution, and gives it with all that was said. */
  async ended(id: string): Promise<{ status: string; said: string }> {
    const { admin } = this.product;
    const status = async () => ((await admin.query('executions.get', { id })).data as ExecutionSummary).status;
    await expect.poll(status).toMatch(/^(terminated|failed|cancelled)$/);
    const { events } = (await admin.query('executions.events', { id, limit: 400 })).data as EventPage;
    return { status: await status(), said: events.map(({ text }) => text).join('\n') };
  }

  /** The runtime properties of the first instance of a node. */
  async propertiesOf({ id, instances }: Deployed, node: string): Promise<JsonObject> {
    const answer = await this.product.admin.query('deployments.instance', { id, instanceId: instances[node] });
    return (answer.data as NodeInstanceDetail).runtimeProperties;
  }

  /** The objects of a kind with a label, in the namespace of the test. */
  async list(kind: string, labelSelector: string): Promise<KubernetesObject[]> {
    const resource = (await this.client.resources()).find((one) => one.kind === kind);
    if (resource === undefined) throw new Error(`The server has no ${kind}.`);
    return (await this.client.list(resource, { namespace: this.namespace, labelSelector })).items;
  }
}

/** An object without what is other for each that the server keeps, and without what Gantry adds. */
export function comparable(object: KubernetesObject | null): Json {
  if (object === null) return null;
  const { status: _, metadata, ...rest } = object;
  const { name } = metadata;
  const { clusterIP: __, clusterIPs: ___, ...spec } = mapAt(rest, 'spec');
  const annotations = Object.entries(mapAt(metadata, 'annotations')).filter(([key]) => !key.startsWith('gantry.dev/'));
  const kept: JsonObject = { labels: mapAt(metadata, 'labels'), annotations: Object.fromEntries(annotations) };
  return { ...rest, metadata: name === undefined ? kept : { ...kept, name }, spec };
}
