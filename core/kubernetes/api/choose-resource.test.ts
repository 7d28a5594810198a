import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../blueprint/json.ts';
import type { KubernetesObject } from '../objects/kubernetes-object.ts';
import { served120, served132 } from '../testing/served.ts';
import { readApiResources } from './api-resource.ts';
import { chooseResource, resourceNamed } from './choose-resource.ts';

function object(apiVersion: string, kind: string, spec: JsonObject = {}): KubernetesObject {
  return { apiVersion, kind, metadata: { name: 'web' }, spec };
}

const template = { metadata: { labels: { app: 'web' } } };

describe('an object', () => {
  it('is sent as it is written where the server serves that', () => {
    const written = object('v1', 'ReplicationController');
    const { object: sent, resource, movedFrom } = chooseResource(written, served132);
    expect(sent).toBe(written);
    expect({ name: resource.name, movedFrom }).toEqual({ name: 'replicationcontrollers', movedFrom: null });
    expect(chooseResource(object('networking.k8s.io/v1beta1', 'Ingress'), served120).movedFrom).toBeNull();
  });

  it('moves to the version that means the same, with what older servers filled in', () => {
    const moved = chooseResource(object('extensions/v1beta1', 'DaemonSet', { template }), served132);
    expect(moved.movedFrom).toBe('extensions/v1beta1');
    expect(moved.object).toEqual(
      object('apps/v1', 'DaemonSet', {
        ...{ template, updateStrategy: { type: 'OnDelete' }, selector: { matchLabels: { app: 'web' } } },
      }),
    );
    const selector = { matchLabels: { a: 'b' } };
    const deployment = chooseResource(object('apps/v1beta2', 'Deployment', { selector, template }), served132);
    expect(deployment.object).toEqual(object('apps/v1', 'Deployment', { selector, template }));
  });

  it.each<[KubernetesObject, RegExp]>([
    [object('extensions/v1beta1', 'Ingress'), /networking.k8s.io\/v1, but there a backend/],
    [object('extensions/v1beta1', 'Deployment', { template, rollbackTo: {} }), /no spec.rollbackTo/],
    [object('apps/v1beta1', 'Deployment'), /Give the template labels/],
    [object('policy/v1beta1', 'PodDisruptionBudget', { selector: {} }), /all pods/],
    [object('policy/v1beta1', 'PodSecurityPolicy'), /pod-security/],
    [object('apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition'), /schema/],
    [object('apps/v1', 'Deploymnet'), /Did you mean "Deployment"/],
    [object('stable.example.com/v2', 'CronTab'), /It has CronTab of stable.example.com\/v1/],
    [object('example.org/v1', 'Thing'), /CustomResourceDefinition first/],
  ])('is refused with a reason where none means the same: %#', (written, says) => {
    expect(() => chooseResource(written, served132)).toThrow(says);
  });
});

describe('a name of people', () => {
  it.each([
    ['rc', 'replicationcontrollers'],
    ['ReplicationController', 'replicationcontrollers'],
    ['services', 'services'],
    ['deploy', 'deployments'],
    ['deployments.apps', 'deployments'],
    ['ct', 'crontabs'],
  ])('%s finds its kind', (name, plural) => {
    expect(resourceNamed(name, served132).name).toBe(plural);
  });

  it('prefers what Kubernetes itself brings', () => {
    const other = { ...resourceNamed('svc', served132), apiVersion: 'serving.example.com/v1' };
    expect(resourceNamed('svc', [other, ...served132]).apiVersion).toBe('v1');
    expect(resourceNamed('services.serving.example.com', [other, ...served132])).toBe(other);
  });

  it('is not guessed', () => {
    expect(() => resourceNamed('servies', served132)).toThrow(/Did you mean "services"/);
    expect(() => resourceNamed('deployments.batch', served132)).toThrow(/nothing that is called/);
  });
});

it('reads what a server tells of itself', () => {
  const answer = {
    ...{ kind: 'APIResourceList', groupVersion: 'apps/v1' },
    resources: [
      { name: 'deployments', singularName: '', namespaced: true, kind: 'Deployment', shortNames: ['deploy'] },
      { name: 'deployments/scale', singularName: '', namespaced: true, kind: 'Scale' },
      'nonsense',
    ],
  };
  expect(readApiResources(answer)).toEqual([
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'deployments', singularName: 'deployment' },
      ...{ shortNames: ['deploy'], namespaced: true },
    },
  ]);
  expect(readApiResources({ code: 403 })).toEqual([]);
});
