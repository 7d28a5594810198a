import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { served120, served132 } from '../../../../core/kubernetes/testing/served.ts';
import { hasMarks, withMarks } from './marks.ts';
import { nameObject } from './name-object.ts';
import { isDefinedBy, placeObject, refuseDoubles } from './place-object.ts';

const pod: KubernetesObject = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } };
const around = { namespace: 'shop', seed: 'deployment/instance/0' };

describe('where an object goes', () => {
  it('is its own namespace, else that of the account; what is in none gets none', () => {
    expect(placeObject(pod, served120, around).object.metadata).toEqual({ name: 'web', namespace: 'shop' });
    const other = placeObject({ ...pod, metadata: { name: 'web', namespace: 'own' } }, served120, around);
    expect(other.identity).toEqual({ apiVersion: 'v1', kind: 'Pod', namespace: 'own', name: 'web' });
    const namespace = placeObject({ ...pod, kind: 'Namespace' }, served120, around);
    expect(namespace.identity).toEqual({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: 'web' });
  });

  it('is a name that is the same each time, where the server would find one', () => {
    const unnamed = { ...pod, metadata: { generateName: 'web-', labels: { app: 'web' } } };
    const [first, again] = [1, 2].map(() => placeObject(unnamed, served120, around));
    expect(first?.identity.name).toMatch(/^web-[0-9a-f]{5}$/);
    expect(again).toEqual(first);
    expect(first?.object.metadata).not.toHaveProperty('generateName');
    const second = placeObject(unnamed, served120, { ...around, seed: 'deployment/instance/1' });
    expect(second.identity.name).not.toBe(first?.identity.name);
  });

  it('is the version that the server still serves', () => {
    const template = { metadata: { labels: { app: 'web' } } };
    const old = { apiVersion: 'extensions/v1beta1', kind: 'Deployment', metadata: { name: 'web' }, spec: { template } };
    expect(placeObject(old, served132, around)).toMatchObject({
      movedFrom: 'extensions/v1beta1',
      identity: { apiVersion: 'apps/v1' },
    });
  });
});

it('a kind may be defined by another object of the list', () => {
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'cellars.example.org' },
    spec: { names: { kind: 'Cellar' } },
  };
  const cellar = { apiVersion: 'example.org/v1', kind: 'Cellar', metadata: { name: 'a' } };
  expect(isDefinedBy([definition, cellar], cellar)).toBe(true);
  expect(isDefinedBy([cellar, pod], cellar)).toBe(false);
});

it('one object is not written twice', () => {
  const { identity } = placeObject(pod, served120, around);
  expect(() => refuseDoubles([identity, identity])).toThrow(/Pod web in namespace shop is written twice/);
  refuseDoubles([identity, { ...identity, namespace: 'other' }]);
  expect(nameObject({ ...identity, namespace: null })).toBe('Pod web');
});

it('marks are annotations, and all of them must be there', () => {
  const marks = { 'gantry.dev/deployment': 'd', 'gantry.dev/node-instance': 'web_1' };
  const marked = withMarks({ ...pod, metadata: { name: 'web', annotations: { own: 'yes' } } }, marks);
  expect(marked.metadata['annotations']).toEqual({ own: 'yes', ...marks });
  expect(hasMarks(marked, marks)).toBe(true);
  expect(hasMarks(marked, { ...marks, 'gantry.dev/node-instance': 'web_2' })).toBe(false);
  expect(hasMarks(pod, marks)).toBe(false);
});
