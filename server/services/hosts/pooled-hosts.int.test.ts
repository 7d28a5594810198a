import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CreateDeploymentResult,
  DeploymentDetail,
  EventPage,
  ExecutionSummary,
  HostView,
  NodeInstanceDetail,
  UploadResult,
} from '../../api/contract.ts';
import { zip } from '../../security/archive/testing/pack.ts';
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts';

// The same test may run beside this one on the same machine.
const network = `127.${randomInt(100, 250)}.${randomInt(250)}`;
let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct({
    ...{ GANTRY_WORKER: '1', GANTRY_LAB: '1', GANTRY_LAB_NETWORK: network },
    GANTRY_TASK_RETRY_INTERVAL: '0.2',
  });
});
afterAll(() => product.stop());

const where = '#!/bin/sh\nctx instance runtime-properties home "$HOME"\n';

/** Two hosts of each kind with a node on it that says where it is. */
const blueprint = `tosca_definitions_version: cloudify_dsl_1_3
imports:
  - cloudify/types/types.yaml
  - gantry/host-pool.yaml
inputs:
  labels: { default: {} }
node_templates:
  vm:
    type: gantry.nodes.PooledHost
    instances: { deploy: 2 }
    properties:
      agent_config: { install_method: none }
      labels: { get_input: labels }
  app:
    type: cloudify.nodes.SoftwareComponent
    interfaces:
      cloudify.interfaces.lifecycle:
        start: { implementation: where.sh }
    relationships: [{ type: cloudify.relationships.contained_in, target: vm }]
`;

const oldBlueprint = `tosca_definitions_version: cloudify_dsl_1_2
imports:
  - http://www.getcloudify.org/spec/cloudify/3.3.1/types.yaml
  - http://www.getcloudify.org/spec/host-pool-plugin/1.4/plugin.yaml
node_templates:
  vm:
    type: cloudify.hostpool.nodes.LinuxHost
    properties:
      filters: { tags: [old] }
    interfaces:
      cloudify.interfaces.lifecycle:
        create: { inputs: { service_url: http://pool.example.org } }
        delete: { inputs: { service_url: http://pool.example.org } }
  app:
    type: cloudify.nodes.SoftwareComponent
    interfaces:
      cloudify.interfaces.lifecycle:
        start: { implementation: where.sh }
    relationships: [{ type: cloudify.relationships.contained_in, target: vm }]
outputs:
  user: { value: { get_attribute: [vm, user] } }
`;

async function upload(name: string, text: string): Promise<string> {
  const archive = zip([
    { name: `${name}/blueprint.yaml`, content: text },
    { name: `${name}/where.sh`, content: where, mode: 0o100755 },
  ]);
  const result = (await (await product.admin.uploadArchive(`name=${name}`, archive)).json()) as UploadResult;
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.blueprint.id;
}

async function deploy(blueprintId: string, name: string, inputs: object = {}): Promise<string> {
  const created = (await product.admin.mutate('deployments.create', { blueprintId, name, inputs }))
    .data as CreateDeploymentResult;
  if (!created.ok) throw new Error(JSON.stringify(created.problems));
  return created.id;
}

async function begin(deploymentId: string, workflow: string, parameters: object = {}): Promise<string> {
  const answer = await product.admin.mutate('executions.start', { deploymentId, workflow, parameters });
  const started = answer.data as { ok: boolean; id: string } | undefined;
  if (!started?.ok) throw new Error(JSON.stringify(answer));
  return started.id;
}

async function ended(id: string): Promise<ExecutionSummary> {
  const read = async () => (await product.admin.query('executions.get', { id })).data as ExecutionSummary;
  await expect.poll(async () => (await read()).endedAt, { interval: 100 }).not.toBeNull();
  return read();
}

async function run(deploymentId: string, workflow: string, parameters: object = {}): Promise<void> {
  const execution = await ended(await begin(deploymentId, workflow, parameters));
  expect(execution).toMatchObject({ status: 'terminated', error: null });
}

const hosts = async () => (await product.admin.query('hosts.list')).data as HostView[];
const holders = async () => (await hosts()).map(({ name, holder }) => `${name} ${holder?.deployment.name ?? '-'}`);

async function instances(deploymentId: string, node: string): Promise<NodeInstanceDetail[]> {
  const { topology } = (await product.admin.query('deployments.get', { id: deploymentId })).data as DeploymentDetail;
  const ids = topology.nodes.find((one) => one.id === node)?.instances.map(({ id }) => id) ?? [];
  return Promise.all(
    ids.map(
      async (instanceId) =>
        (await product.admin.query('deployments.instance', { id: deploymentId, instanceId }))
          .data as NodeInstanceDetail,
    ),
  );
}

it('learns what the hosts are', async () => {
  const answer = await product.admin.mutate('hosts.test', {});
  expect(answer.status).toBe(200);
  await expect
    .poll(async () => (await product.admin.query('hosts.testProgress')).data)
    .toEqual({
      ...{ waiting: 0, running: 0, succeeded: 4, failed: 0 },
    });
  for (const host of await hosts()) {
    expect(host).toMatchObject({ checkError: null, testing: null, facts: { clockSkewSeconds: 0 } });
    expect(host.facts?.cores).toBeGreaterThan(0);
    expect(host.facts?.memoryBytes).toBeGreaterThan(1e8);
    expect(host.facts?.diskBytes).toBeGreaterThan(host.facts?.diskFreeBytes ?? 0);
    expect(host.facts?.os).toMatch(/\w/);
  }
});

describe('deployments that take hosts', () => {
  let blueprintId: string;
  const ids: string[] = [];

  it('share the pool, and wait for what another gives back', async () => {
    blueprintId = await upload('pooled', blueprint);
    for (const name of ['one', 'two', 'three']) ids.push(await deploy(blueprintId, name));
    const [one = '', two = '', three = ''] = ids;
    await Promise.all([run(one, 'install'), run(two, 'install')]);
    const taken = await hosts();
    expect(taken.map(({ state }) => state)).toEqual(['taken', 'taken', 'taken', 'taken']);
    expect(new Set(taken.map(({ holder }) => holder?.instance)).size).toBe(4);
    const homes = (await Promise.all([one, two].map((id) => instances(id, 'app')))).flat();
    expect(new Set(homes.map(({ runtimeProperties }) => runtimeProperties['home'])).size).toBe(4);

    const waiting = await begin(three, 'install');
    const said = async () => {
      const { events } = (await product.admin.query('executions.events', { id: waiting, limit: 500 }))
        .data as EventPage;
      return events.map(({ text, error }) => `${text} ${error?.message ?? ''}`).join('\n');
    };
    await expect.poll(said).toContain('4 of 4 known hosts fit, 4 held');
    await run(one, 'uninstall');
    expect(await ended(waiting)).toMatchObject({ status: 'terminated' });
    expect((await holders()).filter((text) => text.endsWith('one'))).toEqual([]);
    expect((await holders()).filter((text) => text.endsWith('three'))).toHaveLength(2);
  });

  it('tell their instances how the host is reached, and not with what secret', async () => {
    const [, two = ''] = ids;
    const [vm] = await instances(two, 'vm');
    const [host] = (await hosts()).filter(({ holder }) => holder?.instance === vm?.id);
    expect(vm?.runtimeProperties).toMatchObject({
      ...{ host_id: host?.id, host_name: host?.name, ip: host?.address, public_address: host?.address, port: 7722 },
      ...{ user: 'lab', key: { get_secret: 'lab_ssh_key' } },
    });
  });

  it('get another host when they are healed', async () => {
    const [, two = '', three = ''] = ids;
    await run(three, 'uninstall');
    const [vm] = await instances(two, 'vm');
    const before = vm?.runtimeProperties['host_name'];
    await run(two, 'heal', { node_instance_id: vm?.id });
    const after = (await instances(two, 'vm')).find(({ id }) => id === vm?.id)?.runtimeProperties['host_name'];
    expect(after).not.toBe(before);
    expect((await holders()).filter((text) => text.endsWith('two'))).toHaveLength(2);
  });

  it('keep their hosts when they are deleted by force, until a person releases them', async () => {
    const [one = '', two = ''] = ids;
    expect((await product.admin.mutate('deployments.delete', { id: one })).status).toBe(200);
    expect((await product.admin.mutate('deployments.delete', { id: two, force: true })).status).toBe(200);
    const taken = (await hosts()).filter(({ state }) => state === 'taken');
    expect(taken.map(({ holder }) => holder?.deployment)).toEqual([
      { id: two, name: 'two', exists: false },
      { id: two, name: 'two', exists: false },
    ]);
    for (const { id } of taken) expect((await product.admin.mutate('hosts.release', { id })).status).toBe(200);
    expect((await hosts()).every(({ state }) => state === 'free')).toBe(true);
  });

  it('take them by the types of the old plugin too', async () => {
    const [, , third, fourth] = await hosts();
    await product.admin.mutate('hosts.label', { ids: [fourth?.id], set: { tags: ['old', 'large'] } });
    await product.admin.mutate('hosts.label', { ids: [third?.id], set: { tags: ['old'], os: ['windows'] } });
    const id = await deploy(await upload('old', oldBlueprint), 'old');
    await run(id, 'install');
    expect((await holders()).filter((text) => text.endsWith('old'))).toEqual([`${fourth?.name} old`]);
    const { outputs } = (await product.admin.query('deployments.get', { id })).data as DeploymentDetail;
    expect(outputs[0]?.value).toBe('lab');
    await run(id, 'uninstall');
    expect((await holders()).every((text) => text.endsWith('-'))).toBe(true);
  });
});
