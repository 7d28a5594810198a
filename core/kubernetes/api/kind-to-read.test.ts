import { expect, it } from 'vitest';
import { served120, served132 } from '../testing/served.ts';
import { groupOfKind, kindToRead } from './kind-to-read.ts';

it('reads a kind in the version that it was written for, or another one', () => {
  const deployment = { apiVersion: 'extensions/v1beta1', kind: 'Deployment' };
  expect(groupOfKind(deployment)).toBe('apps');
  expect(kindToRead(deployment, served132)).toMatchObject({ apiVersion: 'apps/v1', name: 'deployments' });
  expect(kindToRead({ apiVersion: 'apps/v1beta2', kind: 'DaemonSet' }, served132).apiVersion).toBe('apps/v1');
  const ingress = { apiVersion: 'networking.k8s.io/v1beta1', kind: 'Ingress' };
  expect(kindToRead(ingress, served120).apiVersion).toBe('networking.k8s.io/v1beta1');
  expect(kindToRead({ ...ingress, apiVersion: 'extensions/v1beta1' }, served132).apiVersion).toBe(
    'networking.k8s.io/v1',
  );
  expect(() => kindToRead({ apiVersion: 'v1', kind: 'Deployment' }, served132)).toThrow(/has no Deployment of v1/);
});
