import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../blueprint/json.ts';
import { type ExposeRequest, exposeObject } from '../microservice/expose-object.ts';
import { runObject } from '../microservice/run-object.ts';
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import { readCreate, readExpose, readRemoval, readRun, readScale } from './requests.ts';
import { scaledReplicas } from './scale.ts';

describe('kube_run', () => {
  it('runs what its parameters say', () => {
    const request = readRun({ name: 'web', image: 'nginx', port: -1, replicas: 0, dry_run: 'True', overrides: '' });
    expect(request).toEqual({ name: 'web', image: 'nginx', port: null, replicas: 0, dryRun: true, overrides: null });
    expect(runObject(request)['spec']).toMatchObject({ replicas: 0 });
    expect(() => readRun({ name: 'web', image: 'nginx', dry_run: 'perhaps' })).toThrow(/true or false/);
  });
});

describe('kube_expose', () => {
  const request: ExposeRequest = { serviceName: null, protocol: 'TCP', port: null, targetPort: null, overrides: null };
  const pods = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ ports: [{ containerPort: 3000 }] }] } };

  it('reads what is exposed, and how', () => {
    const read = readExpose({ resource: 'rc', name: 'web', port: 80, target_port: -1, service_name: '' });
    expect(read).toEqual({ ...request, exposed: { resource: 'rc', name: 'web' }, port: 80 });
    expect(readExpose({ resource: 'rc/web', service_name: 'front' })).toMatchObject({
      ...{ exposed: { resource: 'rc', name: 'web' }, serviceName: 'front' },
    });
    expect(() => readExpose({ resource: 'rc' })).toThrow(/"name" is not given/);
  });

  it.each<[kind: string, rest: JsonObject, selector: JsonObject]>([
    ['ReplicationController', { spec: { template: pods } }, { app: 'web' }],
    ['ReplicationController', { spec: { selector: { a: 'b' }, template: pods } }, { a: 'b' }],
    ['Deployment', { spec: { selector: { matchLabels: { a: 'b' } }, template: pods } }, { a: 'b' }],
    ['Pod', { metadata: { name: 'web', labels: { app: 'web' } }, spec: pods.spec }, { app: 'web' }],
    ['Service', { spec: { selector: { a: 'b' }, ports: [{ port: 3000 }] } }, { a: 'b' }],
  ])('finds the pods of a %s', (kind, rest, selector) => {
    const exposed = { apiVersion: 'v1', kind, metadata: { name: 'web' }, ...rest } as KubernetesObject;
    expect(exposeObject(exposed, request)['spec']).toEqual({
      ...{ selector, ports: [{ protocol: 'TCP', port: 3000, targetPort: 3000 }] },
    });
  });

  it('says why pods cannot be found', () => {
    const object = (spec: JsonObject) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec,
    });
    const selector = { matchExpressions: [{}] };
    const withPort = { ...request, port: 80 };
    expect(() => exposeObject(object({ selector }), withPort)).toThrow(/matchExpressions/);
    expect(() => exposeObject(object({}), withPort)).toThrow(/no labels/);
    expect(() => exposeObject(object({ selector: { matchLabels: { a: 'b' } } }), request)).toThrow(/no port/);
  });
});

describe('kube_stop and kube_delete', () => {
  it('take away one or all', () => {
    expect(readRemoval({ resource: 'rc', name: 'web', all: false })).toEqual({ resource: 'rc', name: 'web' });
    expect(readRemoval({ resource: 'pods', name: '', all: true })).toEqual({ resource: 'pods', name: null });
    expect(() => readRemoval({ resource: 'rc', name: 'web', all: true })).toThrow(/both given/);
    expect(() => readRemoval({ resource: 'rc', name: '' })).toThrow(/Neither/);
    expect(() => readRemoval({ name: 'web' })).toThrow(/"resource" is not given/);
  });
});

it('kube_create takes a manifest from the web or the blueprint', () => {
  expect(readCreate({ url: 'https://example.org/a.yaml' }).from).toBe('web');
  expect(readCreate({ url: 'manifests/a.yaml' })).toEqual({ from: 'blueprint', location: 'manifests/a.yaml' });
});

describe('kube_scale', () => {
  const controller = {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name: 'web' },
    spec: { replicas: 2 },
  };

  it.each<[amount: string | number | null, replicas: number]>([
    ['5', 5],
    [5, 5],
    ['0', 0],
    ['+1', 3],
    ['-2', 0],
    [-1, 1],
    ['+0', 2],
    [null, 2],
  ])('%j makes 2 replicas %i', (amount, replicas) => {
    expect(scaledReplicas(controller, readScale({ name: 'web', amount }).amount)).toBe(replicas);
  });

  it('has bounds, and needs replicas', () => {
    expect(() => scaledReplicas(controller, { kind: 'change', by: -3 })).toThrow(/would make -1/);
    expect(() => readScale({ name: 'web', amount: '3000000000' })).toThrow(/2147483647/);
    expect(() => readScale({ name: 'web', amount: 'two' })).toThrow(/"amount" is "two"/);
    expect(() => scaledReplicas({ ...controller, kind: 'Service' }, { kind: 'absolute', replicas: 1 })).toThrow(
      /no replicas/,
    );
  });
});
