import { expect, test } from 'vitest';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import { nodeAndInstance } from '../../hosts/testing/memory-context.ts';
import type { SshTarget } from '../../security/ssh/endpoint.ts';
import { readFabricEnv } from './fabric-env.ts';
import { fabricTarget } from './fabric-target.ts';
import type { Generation } from './generation.ts';
import { fabricContext } from './testing/fabric-context.ts';

const readKey = (key: string) => Promise.resolve(`text of ${key}`);
const account: SshTarget = {
  ...{ tenant: 'default_tenant', address: '10.0.0.1', port: 2200, user: 'agent', via: null },
  ...{ credentials: [{ kind: 'password', password: 'agent' }], trustedKeys: ['SHA256:x'] },
};

function targetOf(env: JsonObject, { generation = 1 as Generation, own = null as SshTarget | null, ip = '' } = {}) {
  const context = fabricContext('1.2', {});
  if (ip !== '') context.host = nodeAndInstance('host', { ip });
  return fabricTarget(context, readFabricEnv(env, generation), { readKey, account: own });
}

test('what the host string says goes first; a password is tried after the key', async () => {
  const env = { host_string: 'ubuntu@10.0.0.9:2222', user: 'x', port: 1, key: 'K', password: 'p', keepalive: 5 };
  expect(await targetOf(env)).toEqual({
    ...{ tenant: 'default_tenant', address: '10.0.0.9', port: 2222, user: 'ubuntu', via: null, trustedKeys: [] },
    credentials: [
      { kind: 'key', privateKey: 'text of K', passphrase: 'p' },
      { kind: 'password', password: 'p' },
    ],
    ...{ connectTimeoutMs: 10_000, connectionAttempts: 5, keepAliveMs: 5000 },
  });
});

test("without a host string it is the node's host, with its account for what is missing", async () => {
  expect(await targetOf({}, { ip: '10.0.0.1', own: account })).toMatchObject({
    ...{ address: '10.0.0.1', port: 2200, user: 'agent', trustedKeys: ['SHA256:x'] },
    credentials: account.credentials,
  });
  const other = await targetOf({ host_string: '10.0.0.2', host_key: 'SHA256:y' }, { ip: '10.0.0.1', own: account });
  expect(other).toMatchObject({ address: '10.0.0.2', port: 22, user: 'agent', trustedKeys: ['SHA256:y'] });
});

test('a gateway is signed in to like the host, with its own user and port', async () => {
  const target = await targetOf({
    host_string: 'a',
    user: 'u',
    password: 'p',
    gateway: 'jump@[::1]:2200',
    host_key: 'k',
  });
  expect(target.via).toMatchObject({ address: '::1', port: 2200, user: 'jump', trustedKeys: [], via: null });
  expect(target.via?.credentials).toEqual(target.credentials);
});

test('what is missing is said in the words of each generation', async () => {
  await expect(targetOf({ host_string: 'a', password: 'p' })).rejects.toThrow('ssh user definition missing');
  await expect(targetOf({ host_string: 'u@a' })).rejects.toThrow('Access credentials not supplied');
  await expect(targetOf({ host_string: 'u@a' }, { generation: 2 })).rejects.toThrow(
    'key_filename/key or password missing',
  );
  await expect(targetOf({ host_string: '-oX', user: 'u', password: 'p' })).rejects.toThrow('neither a host name nor');
  await expect(targetOf({ user: 'u', password: 'p' })).rejects.toThrow('host_id missing');
});

test('an operation of a relationship must name its host', async () => {
  const context = fabricContext('2.0.27', {});
  if (context.self) [context.source, context.target] = [context.self, context.self];
  delete context.self;
  const attempt = (generation: Generation) =>
    fabricTarget(context, readFabricEnv({ user: 'u', password: 'p' }, generation), { readKey, account: null });
  await expect(attempt(2)).rejects.toThrow('host ip is missing');
  await expect(attempt(1)).rejects.toThrow('can only be used in a node-instance context');
});
