import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { served120 } from '../../../../core/kubernetes/testing/served.ts';
import { definedObject } from './blueprint-definition.ts';
import { subjectOf } from './testing/subject.ts';

const metadata = { name: 'web' };

function read(type: string[], properties: JsonObject, inputs: JsonObject = {}): JsonObject {
  return definedObject(subjectOf({ types: type, properties }), inputs, served120);
}

describe('the object of a node', () => {
  it('has the kind of its newest type, in the version that knows it', () => {
    const types = ['cloudify.nodes.Root', 'cloudify.kubernetes.resources.Deployment', 'mine.Web'];
    const found = read(types, { definition: { apiVersion: 'v1', metadata, spec: { replicas: 1 } } });
    expect(found).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { replicas: 1 } });
  });

  it('has not what only the data type filled in', () => {
    const definition = {
      apiVersion: 'v1',
      kind: null,
      metadata,
      spec: {},
      data: { a: 'b' },
      roleRef: {},
      subjects: [],
    };
    const found = read(['cloudify.nodes.kubernetes.resources.ConfigMap'], { definition });
    expect(found).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'b' } });
  });

  it('has the kind of the class of its first request in release 1.0.0', () => {
    const create = { api: 'CoreV1Api', method: 'create_namespaced_pod', payload: 'V1Pod' };
    const found = read(['cloudify.kubernetes.resources.Main'], { definition: { metadata }, _api_mapping: { create } });
    expect(found).toEqual({ apiVersion: 'v1', kind: 'Pod', metadata });
  });

  it.each([
    ['AppsV1Api', 'create_namespaced_stateful_set', 'apps/v1', 'StatefulSet'],
    ['RbacAuthorizationV1Api', 'create_cluster_role', 'rbac.authorization.k8s.io/v1', 'ClusterRole'],
    ['ExtensionsV1beta1Api', 'create_namespaced_ingress', 'extensions/v1beta1', 'Ingress'],
    ['CoreV1Api', 'create_persistent_volume', 'v1', 'PersistentVolume'],
  ])('has kind and version of %s.%s', (api, method, ...found) => {
    const object = read([], { definition: { metadata }, api_mapping: { create: { api, method } } });
    expect([object['apiVersion'], object['kind']]).toEqual(found);
  });

  it('is that of the operation where it is given', () => {
    const given = { definition: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'b' } } };
    expect(read([], { definition: { kind: 'Pod', metadata } }, given)).toEqual(given.definition);
  });

  it.each([
    [{}, /has no definition/],
    [{ definition: 'text' }, /has no definition/],
    [{ definition: { metadata } }, /has no kind/],
  ])('is refused with a reason: %j', (properties, says) => {
    expect(() => read(['cloudify.kubernetes.resources.BlueprintDefinedResource'], properties)).toThrow(says);
  });
});
