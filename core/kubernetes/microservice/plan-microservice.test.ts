import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../blueprint/json.ts';
import { lateValues } from '../overrides/testing/late-values.ts';
import { planMicroservice } from './plan-microservice.ts';

const files: Readonly<Record<string, string>> = {
  'web.yaml': 'apiVersion: v1\nkind: ReplicationController\nmetadata: {name: web}\nspec: {replicas: 1}\n',
  'two.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: b}\n',
  'empty.yaml': '# nothing\n',
};

/** As the type's defaults are. */
const defaults: JsonObject = {
  ...{ name: 'web', image: '', port: -1, target_port: -1, protocol: 'TCP', replicas: 1 },
  ...{ run_overrides: '', expose_overrides: '', config: {}, config_files: [] },
};

function plan(properties: JsonObject, db: JsonObject = {}) {
  const readFile = async (path: string) => files[path] ?? null;
  return planMicroservice({ ...defaults, ...properties }, { values: lateValues(db), readFile });
}

describe('a microservice', () => {
  it('is its config before anything else', async () => {
    const config = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'mine' } };
    expect(await plan({ config, config_files: [{ file: 'web.yaml' }] })).toEqual([config]);
  });

  it('is its descriptors in their order, with their overrides', async () => {
    const overrides = ["['metadata']['name'] = 'web-@{db,port}'", "['spec']['replicas'] += @{db,port}"];
    const objects = await plan({ config_files: [{ file: 'two.yaml' }, { file: 'web.yaml', overrides }] }, { port: 2 });
    expect(objects.map(({ kind, metadata }) => `${kind} ${String(metadata['name'])}`)).toEqual([
      ...['Pod a', 'Service b', 'ReplicationController web-2'],
    ]);
    expect(objects[2]?.['spec']).toEqual({ replicas: 3 });
  });

  it('reads the form of 2015', async () => {
    const [object] = await plan(
      { config_path: 'web.yaml', config_overrides: ["['metadata']['name']='@{db,name}'"] },
      { name: 'x' },
    );
    expect(object?.metadata).toEqual({ name: 'x' });
    expect(await plan({ config_path: 'web.yaml', config_overrides: '' })).toHaveLength(1);
  });

  it('is a Deployment and a Service when only an image is named', async () => {
    const labels = { run: 'web' };
    expect(await plan({ image: 'nginx', port: '80', target_port: 8080, replicas: '2', protocol: 'udp' })).toEqual([
      {
        ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', labels } },
        spec: {
          ...{ replicas: 2, selector: { matchLabels: labels } },
          template: {
            metadata: { labels },
            spec: { containers: [{ name: 'web', image: 'nginx', ports: [{ containerPort: 8080 }] }] },
          },
        },
      },
      {
        ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', labels } },
        spec: { selector: labels, ports: [{ protocol: 'UDP', port: 80, targetPort: 8080 }] },
      },
    ]);
    expect(await plan({ image: 'nginx' })).toHaveLength(1);
  });

  it('merges overrides into both, and stays a ReplicationController where they are written for it', async () => {
    const [controller, service] = await plan({
      ...{ image: 'nginx', port: 80 },
      run_overrides: '{"apiVersion": "v1", "spec": {"replicas": 5, "selector": {"run": null, "app": "web"}}}',
      expose_overrides: { spec: { type: 'NodePort' } },
    });
    expect(controller).toMatchObject({
      kind: 'ReplicationController',
      spec: { replicas: 5, selector: { app: 'web' } },
    });
    expect(service).toMatchObject({ spec: { type: 'NodePort', selector: { app: 'web' } } });
  });

  it.each<[JsonObject, RegExp]>([
    [{}, /"image" is not given/],
    [{ image: 'a', name: 'Not a name' }, /is no name of an object/],
    [{ image: 'a', port: 70_000 }, /1 to 65535/],
    [{ image: 'a', replicas: -1 }, /from 0/],
    [{ image: 'a', protocol: 'ICMP', port: 1 }, /TCP, UDP/],
    [{ image: 'a', run_overrides: '{spec' }, /not JSON/],
    [{ image: 'a', run_overrides: '{"metadata": null}' }, /no name/],
    [{ config: ['Pod'] }, /The property config is not a Kubernetes object/],
    [{ config: { kind: 'Pod' } }, /The property config has no apiVersion/],
    [{ config_files: [{ path: 'web.yaml' }] }, /Entry 0 of "config_files"/],
    [{ config_files: [{ file: 'nosuch.yaml' }] }, /no file "nosuch.yaml"/],
    [{ config_files: [{ file: 'empty.yaml' }] }, /is empty/],
    [{ config_files: [{ file: 'web.yaml', overrides: [{ concat: [] }] }] }, /Override 0 of "overrides"/],
    [{ config_files: [{ file: 'web.yaml', overrides: ["['kind'] = 1"] }] }, /Document 1 of "web.yaml" has no kind/],
    [{ config_files: [{ file: 'web.yaml', overrides: ["['x']['y'] = 1"] }] }, /no key "x"/],
  ])('is refused with a reason: %j', async (properties, says) => {
    await expect(plan(properties)).rejects.toThrow(says);
  });
});
