import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { addressedNode, pooledNode } from './blueprint-snippet.ts';

test.each([
  [{}, undefined],
  [{ role: ['web'] }, { labels: { role: 'web' } }],
  [{ role: ['web', 'no'], 'a: b': ['1'] }, { labels: { 'a: b': '1', role: ['web', 'no'] } }],
])('a host from the pool with the labels %j', (labels, properties) => {
  const { machine } = parse(pooledNode(labels)).node_templates;
  expect(machine.type).toBe('gantry.nodes.PooledHost');
  expect(machine.properties).toEqual(properties);
});

const host = {
  name: 'web-1',
  address: '10.0.0.5',
  port: 2222,
  user: 'admin',
  keySecret: 'fleet_key',
  passwordSecret: null,
};

test.each([
  [host, 'web-1', { user: 'admin', port: 2222, key: { get_secret: 'fleet_key' } }],
  [{ ...host, name: '1: x', keySecret: null, passwordSecret: 'yes' }, 'machine', { password: { get_secret: 'yes' } }],
  [{ ...host, address: '2001:db8::1', user: null }, 'web-1', { port: 2222 }],
])('a host that is named: %j', (given, name, agent) => {
  const node = parse(addressedNode(given)).node_templates[name];
  expect(node).toMatchObject({
    type: 'cloudify.nodes.Compute',
    properties: { ip: given.address, agent_config: { install_method: 'none', ...agent } },
  });
});
