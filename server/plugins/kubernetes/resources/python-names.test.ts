import { expect, it } from 'vitest';
import { pythonName, withPythonNames } from './python-names.ts';

it.each([
  ['clusterIP', 'cluster_ip'],
  ['externalIPs', 'external_i_ps'],
  ['podCIDR', 'pod_cidr'],
  ['loadBalancerIP', 'load_balancer_ip'],
  ['nodePort', 'node_port'],
  ['apiVersion', 'api_version'],
  ['name', 'name'],
])('%s is %s in Python', (field, name) => {
  expect(pythonName(field)).toBe(name);
});

it('has both names, and people’s own words as they are', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', labels: { ownWord: 'a' } },
    spec: { clusterIP: '10.0.0.1', selector: { appName: 'web' }, ports: [{ nodePort: 1 }] },
  };
  const ports = [{ nodePort: 1, node_port: 1 }];
  expect(withPythonNames(service)).toEqual({
    ...{ apiVersion: 'v1', api_version: 'v1', kind: 'Service' },
    metadata: { name: 'web', labels: { ownWord: 'a' } },
    spec: { clusterIP: '10.0.0.1', cluster_ip: '10.0.0.1', selector: { appName: 'web' }, ports },
  });
});

it('leaves custom objects as they are', () => {
  const custom = {
    apiVersion: 'stable.example.com/v1',
    kind: 'CronTab',
    metadata: { name: 'a' },
    spec: { cronSpec: '' },
  };
  expect(withPythonNames(custom)).toEqual(custom);
  const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a' }, spec: {} };
  expect(withPythonNames(policy)).toHaveProperty('api_version', 'networking.k8s.io/v1');
});
