import { expect, it } from 'vitest';
import type { JsonObject } from '../../blueprint/json.ts';
import { withProtocols } from './with-protocols.ts';

const metadata = { name: 'web' };

it('writes the protocol of ports of services and containers', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { ports: [{ port: 1 }, { port: 2, protocol: 'UDP' }] },
  };
  expect(withProtocols(service)['spec']).toEqual({
    ports: [
      { port: 1, protocol: 'TCP' },
      { port: 2, protocol: 'UDP' },
    ],
  });
  const template = (ports: JsonObject[]): JsonObject => ({
    template: { spec: { containers: [{ name: 'a', ports }, { name: 'b' }] } },
  });
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: template([{ containerPort: 1 }]) };
  expect(withProtocols(deployment)['spec']).toEqual(template([{ containerPort: 1, protocol: 'TCP' }]));
});

it('leaves all else', () => {
  const custom = { apiVersion: 'a.example/v1', kind: 'Service', metadata, spec: { ports: [{ port: 1 }] } };
  expect(withProtocols(custom)).toBe(custom);
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { ports: 'a' } };
  expect(withProtocols(map)).toBe(map);
});
