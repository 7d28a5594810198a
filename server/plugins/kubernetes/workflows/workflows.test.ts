import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { findPlannedOperation } from '../../../../core/workflow/planned-operation.ts';
import { sketchModel } from '../../../../core/workflow/testing/model.ts';
import { performWorkflow } from '../../../../core/workflow/testing/perform.ts';
import { kubernetesWorkflows } from './workflows.ts';

const model = sketchModel({
  proxy: { state: 'started', instances: 2 },
  cellar: { state: 'started' },
  nothing: { instances: 0 },
});

async function perform(name: string, parameters: JsonObject) {
  const workflow = kubernetesWorkflows.get(`kube_plugin.workflows.${name}`);
  if (workflow === undefined) throw new Error(`There is no workflow ${name}.`);
  return await performWorkflow(workflow, model, { parameters: { master: 'proxy', ...parameters } });
}

const good: [name: string, parameters: JsonObject][] = [
  ['kube_run', { name: 'web', image: 'nginx', port: -1, replicas: 1, dry_run: false, overrides: '' }],
  ['kube_expose', { name: 'web', resource: 'rc', protocol: 'TCP', port: 80, target_port: -1, service_name: '' }],
  ['kube_stop', { name: 'web', resource: 'rc', all: false }],
  ['kube_delete', { name: '', resource: 'pods', all: true }],
  ['kube_create', { url: 'pod.yaml' }],
  ['kube_scale', { name: 'cellar', amount: '+1' }],
];

it.each(good)('%s is one operation of its own on the first instance of the master', async (name, parameters) => {
  const done = await perform(name, parameters);
  expect(done.status).toBe('terminated');
  const [task, ...others] = done.graphs.flatMap(({ tasks }) => tasks).filter((each) => each.kind === 'operation');
  expect(others).toEqual([]);
  expect(task).toMatchObject({
    instance: 'proxy_1',
    inputs: parameters,
    native: `gantry_kubernetes.workflows.${name}`,
  });
  if (task === undefined) throw new Error('nothing was run');
  const instances = new Map(model.instances.map((instance) => [instance.id, instance]));
  const found = findPlannedOperation(
    { node: (node) => model.nodes.get(node), instance: (id) => instances.get(id) },
    task,
  );
  expect(found).toMatchObject({
    registryName: `gantry_kubernetes.workflows.${name}`,
    executor: 'central_deployment_agent',
    runner: { id: 'proxy_1' },
  });
});

it('fails as its operation does', async () => {
  const workflow = kubernetesWorkflows.get('kube_plugin.workflows.kube_create');
  if (workflow === undefined) throw new Error('There is no workflow.');
  const done = await performWorkflow(workflow, model, {
    parameters: { master: 'proxy', url: 'a.yaml' },
    outcome: () => ({ status: 'failed', error: { type: 'NonRecoverableError', message: 'no' }, recoverable: false }),
  });
  expect(done).toMatchObject({ status: 'failed', error: expect.stringContaining('no') });
});

it.each<[name: string, parameters: JsonObject, says: RegExp]>([
  ['kube_run', { name: 'Web', image: 'nginx' }, /"Web" is no name of an object/],
  ['kube_run', { name: 'web', image: '' }, /"image" is not given/],
  ['kube_expose', { name: 'web', resource: 'rc', port: 'http' }, /no port/],
  ['kube_stop', { resource: 'rc', name: '' }, /Neither "name" nor "all"/],
  ['kube_scale', { name: 'cellar', amount: 'two' }, /"amount" is "two"/],
  ['kube_scale', { name: 'cellr', amount: '1' }, /no node "cellr", which "name" names. Did you mean "cellar"/],
  ['kube_create', { url: '' }, /"url" is not given/],
  ['kube_create', { url: 'a.yaml', master: 'proxi' }, /no node "proxi", which "master" names. Did you mean "proxy"/],
  ['kube_create', { url: 'a.yaml', master: '' }, /"master" is not given/],
  ['kube_create', { url: 'a.yaml', master: 'nothing' }, /has no instance/],
])('%s with %j is refused before anything begins', async (name, parameters, says) => {
  await expect(perform(name, parameters)).rejects.toMatchObject({
    name: 'WorkflowRefusal',
    message: expect.stringMatching(says),
  });
});
