import { expect, test } from 'vitest';
import type { PlanNode } from '../../../../core/plan/plan.ts';
import { compileFiles } from '../../../services/blueprints/compile-files.ts';
import { microserviceOperations } from '../microservice/operations.ts';
import { clusterOperations, clusterTasks } from './tasks/native-tasks.ts';

const site = { installer: null, bundle: null, network: null, runtime: null, mayDownload: false };

async function nodesOf(text: string): Promise<PlanNode[]> {
  const content = new TextEncoder().encode(text);
  const files = new Map([['blueprint.yaml', { mode: 0o644, content }]]);
  const { plan, diagnostics } = await compileFiles({ files, mainFile: 'blueprint.yaml' }, new Set());
  if (plan === null) throw new Error(JSON.stringify(diagnostics));
  return plan.nodes;
}

const head = `tosca_definitions_version: cloudify_dsl_1_1
imports:
  - http://www.getcloudify.org/spec/cloudify/3.2.1/types.yaml
  - http://www.getcloudify.org/spec/fabric-plugin/1.2.1/plugin.yaml
`;

function hosts(ref: string, file: string, type: string): string {
  return `${head}  - ${ref}/${file}
node_templates:
  one:
    type: ${type}
    properties: { ssh_username: me }
`;
}

function lifecycleOf(node: PlanNode | undefined) {
  const { operations = {} } = node ?? {};
  const lifecycle = 'cloudify.interfaces.lifecycle';
  return { start: operations[`${lifecycle}.start`], stop: operations[`${lifecycle}.stop`] };
}

const published = 'https://raw.githubusercontent.com/dfilppi/cfy3';

test.each([
  ['27c51cc3eb45', 'cloudify.kubernetes.master'],
  ['27c51cc3eb45', 'cloudify.kubernetes.node'],
  ['b0467fdbf705', 'cloudify.kubernetes.Master'],
])('the hosts of %s, %s, are stopped by the task that belongs to their start', async (ref, type) => {
  const [node] = await nodesOf(hosts(`${published}/${ref}/kub/plugin`, 'plugin.yaml', type));
  const { start, stop } = lifecycleOf(node);
  expect(stop).toMatchObject({ plugin: 'fabric', operation: 'fabric_plugin.tasks.run_module_task' });
  expect(stop?.inputs['fabric_env']).toEqual(start?.inputs['fabric_env']);
  const tasks = clusterTasks(site);
  expect(tasks.has(String(start?.inputs['task_mapping']))).toBe(true);
  expect(tasks.has(String(stop?.inputs['task_mapping']))).toBe(true);
});

test('so are those of the releases with operations of their own', async () => {
  const text = hosts(`${published}/2a39f7378af1/kub/plugin`, 'plugin-remote.yaml', 'cloudify.kubernetes.Node');
  const [node] = await nodesOf(text);
  const { start, stop } = lifecycleOf(node);
  for (const each of [start, stop]) {
    expect(Object.keys(clusterOperations)).toContain(`${each?.plugin}.${each?.operation}`);
  }
  expect(stop?.operation).toBe('kube_plugin.stop_cluster.stop_node');
});

test.each([
  ['b0467fdbf705', 'plugin.yaml', 'kube_plugin.tasks'],
  ['41b8fd65fa72', 'plugin.yaml', 'kube_plugin.remote-tasks'],
])('microservices of %s are deleted by what belongs to their start', async (ref, file, module) => {
  const text = `${head}  - ${published}/${ref}/kub/plugin/${file}
node_templates:
  one: { type: cloudify.kubernetes.Microservice, properties: { name: web } }
`;
  const { start, stop } = lifecycleOf((await nodesOf(text))[0]);
  expect([start?.operation, stop?.operation]).toEqual([`${module}.kube_run_expose`, `${module}.kube_delete`]);
  expect(Object.keys(microserviceOperations)).toContain(`${stop?.plugin}.${stop?.operation}`);
});

test('a stop that the blueprint writes stays, and other nodes get none', async () => {
  const text = `${hosts(`${published}/27c51cc3eb45/kub/plugin`, 'plugin.yaml', 'cloudify.kubernetes.master')}    interfaces:
      cloudify.interfaces.lifecycle:
        stop: { implementation: fabric.fabric_plugin.tasks.run_commands, inputs: { commands: { default: [ls] } } }
  two: { type: cloudify.nodes.Compute }
`;
  const nodes = await nodesOf(text);
  const stop = (name: string) =>
    nodes.find((node) => node.name === name)?.operations['cloudify.interfaces.lifecycle.stop'];
  expect(stop('one')?.operation).toBe('fabric_plugin.tasks.run_commands');
  expect(stop('two')?.operation ?? '').toBe('');
});
