import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SshHost, SshHosts } from '../../../e2e/hosts/host.ts';
import { makeKey } from '../../../e2e/hosts/keys.ts';
import { startSshHosts } from '../../../e2e/hosts/ssh-hosts.ts';
import { MemoryHostKeys } from '../../hosts/testing/rig.ts';
import { connect } from './connect.ts';
import type { SshTarget } from './endpoint.ts';
import type { SshFailure } from './failure.ts';
import { describeHostKey } from './fingerprint.ts';
import { SshPool } from './pool.ts';

let machines: SshHosts;
let host: SshHost;
const silent: Server[] = [];

beforeAll(async () => {
  machines = await startSshHosts(1);
  host = machines.hosts[0] as SshHost;
});
afterEach(() => {
  for (const server of silent.splice(0)) server.close();
});
afterAll(() => machines.close());

function target(changes: Partial<SshTarget> = {}): SshTarget {
  return {
    tenant: 'default_tenant',
    address: host.address,
    port: host.port,
    user: host.user,
    credentials: [{ kind: 'key', privateKey: host.privateKey }],
    via: null,
    trustedKeys: [],
    ...changes,
  };
}

async function failure(changes: Partial<SshTarget>, hostKeys = new MemoryHostKeys()): Promise<SshFailure> {
  try {
    const client = await connect(target(changes), { hostKeys });
    client.destroy();
  } catch (error) {
    return error as SshFailure;
  }
  throw new Error('connected');
}

test('an unknown host key is recorded, and a person must accept it first', async () => {
  const hostKeys = new MemoryHostKeys();
  const refused = await failure({}, hostKeys);
  expect(refused).toMatchObject({ kind: 'host-key-unknown', retryable: true });
  expect(refused.message).toContain(host.fingerprint);
  expect(hostKeys.keys).toMatchObject([{ fingerprint: host.fingerprint, keyType: 'ssh-ed25519', status: 'pending' }]);
  hostKeys.keys[0]!.status = 'accepted';
  const client = await connect(target(), { hostKeys });
  client.end();
});

test('a key given with the node counts as accepted, as fingerprint or as key line', async () => {
  const hostKeys = new MemoryHostKeys();
  for (const key of [
    host.fingerprint,
    `ssh-ed25519 ${host.publicKey} comment`,
    `${host.address} ssh-ed25519 ${host.publicKey}`,
  ]) {
    const client = await connect(target({ trustedKeys: [key] }), { hostKeys });
    client.end();
  }
  expect(hostKeys.keys).toEqual([]);
  expect((await failure({ trustedKeys: ['rubbish'] })).message).toContain('"rubbish"');
});

test('a changed host key is refused with both fingerprints and recorded', async () => {
  const hostKeys = new MemoryHostKeys();
  const other = describeHostKey(Buffer.from(makeKey().public.split(' ')[1] ?? '', 'base64'));
  hostKeys.keys.push({
    tenant: 'default_tenant',
    address: host.address,
    port: host.port,
    ...other,
    status: 'accepted',
  });
  const refused = await failure({}, hostKeys);
  expect(refused).toMatchObject({ kind: 'host-key-changed', retryable: false });
  expect(refused.message).toContain(host.fingerprint);
  expect(refused.message).toContain(other.fingerprint);
  expect(hostKeys.refusals).toEqual([{ offered: host.fingerprint, accepted: [other.fingerprint] }]);
});

test('a key given with the node is decisive, even when another one was accepted for the address', async () => {
  const hostKeys = new MemoryHostKeys();
  const { fingerprint, keyType, publicKey, address, port } = host;
  hostKeys.keys.push({ tenant: 'default_tenant', address, port, fingerprint, keyType, publicKey, status: 'accepted' });
  const given = describeHostKey(Buffer.from(makeKey().public.split(' ')[1] ?? '', 'base64')).fingerprint;
  const refused = await failure({ trustedKeys: [given] }, hostKeys);
  expect(refused).toMatchObject({ kind: 'host-key-changed', retryable: false });
  expect(refused.message).toContain(given);
  expect(refused.message).toContain(fingerprint);
  expect(hostKeys.refusals).toEqual([{ offered: fingerprint, accepted: [given] }]);
});

test('a revoked host key is refused, even when it is also given with the node', async () => {
  const hostKeys = new MemoryHostKeys();
  const { fingerprint, keyType, publicKey } = host;
  hostKeys.keys.push({
    tenant: 'default_tenant',
    address: host.address,
    port: host.port,
    fingerprint,
    keyType,
    publicKey,
    status: 'revoked',
  });
  expect(await failure({ trustedKeys: [fingerprint] }, hostKeys)).toMatchObject({
    kind: 'host-key-revoked',
    retryable: false,
  });
});

test('each failure has its own message with user, address and port', async () => {
  const trustedKeys = [host.fingerprint];
  const where = `${host.user}@${host.address}`;
  const refused = await failure({ port: 9, trustedKeys });
  expect(refused.kind).toBe('refused');
  expect(refused.message).toContain(`${where}:9`);
  const stranger = await failure({ trustedKeys, credentials: [{ kind: 'key', privateKey: makeKey().private }] });
  expect(stranger.kind).toBe('auth');
  expect(stranger.message).toContain(where);
  expect((await failure({ trustedKeys, user: 'nobody-here' })).kind).toBe('auth');
  expect((await failure({ trustedKeys, credentials: [{ kind: 'password', password: 'x' }] })).kind).toBe('auth');
  expect((await failure({ trustedKeys, credentials: [{ kind: 'key', privateKey: 'rubbish' }] })).kind).toBe('bad-key');
  expect(
    (await failure({ trustedKeys, credentials: [{ kind: 'key', privateKey: makeKey().public }] })).message,
  ).toContain('public key');
  expect((await failure({ trustedKeys, address: 'no-such-host.invalid' })).kind).toBe('unknown-name');
});

/** A TCP server that is no SSH server; its port. */
async function listen(answer: (socket: Socket) => void, address = '127.0.0.1'): Promise<number> {
  const server = createServer(answer);
  silent.push(server);
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const bound = server.address();
  return typeof bound === 'object' && bound ? bound.port : 0;
}

test('a machine that says nothing is given up in time', async () => {
  const port = await listen(() => undefined);
  expect((await failure({ address: '127.0.0.1', port, connectTimeoutMs: 200 })).kind).toBe('timeout');
});

test('a machine that closes the connection, or is another kind of server, is named as such', async () => {
  const shut = await listen((socket) => socket.end());
  expect(await failure({ address: '127.0.0.1', port: shut })).toMatchObject({ kind: 'closed', retryable: true });
  const web = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), '::1');
  const refused = await failure({ address: '::1', port: web });
  expect(refused.kind).toBe('closed');
  expect(refused.message).toContain(`@[::1]:${web}`);
});

test('a machine that is not ready yet is asked again as often as the target says', async () => {
  let tries = 0;
  const port = await listen((socket) => {
    tries += 1;
    if (tries < 3) socket.destroy();
    else pipeline(socket, createConnection({ host: host.address, port: host.port }), socket, () => undefined);
  });
  const trustedKeys = [host.fingerprint];
  expect((await failure({ address: '127.0.0.1', port, trustedKeys, connectionAttempts: 2 })).kind).toBe('closed');
  expect(tries).toBe(2);
  const hostKeys = new MemoryHostKeys();
  const client = await connect(target({ address: '127.0.0.1', port, trustedKeys, connectionAttempts: 2 }), {
    hostKeys,
  });
  client.destroy();
  expect(tries).toBe(3);
});

test('the pool shares connections, opens more when they are full, and closes idle ones', async () => {
  const pool = new SshPool({ hostKeys: new MemoryHostKeys(), idle: 200 });
  const where = target({ trustedKeys: [host.fingerprint] });
  const channels = await Promise.all(Array.from({ length: 20 }, () => pool.exec(where, 'cat')));
  expect(pool.size).toBe(3);
  for (const channel of channels) {
    channel.resume();
    channel.end();
  }
  await expect.poll(() => pool.size).toBe(0);
  await pool.close();
});

test('a connection ends when a person revokes the host key it was opened with', async () => {
  const hostKeys = new MemoryHostKeys();
  const { address, port, fingerprint, keyType, publicKey } = host;
  hostKeys.keys.push({ tenant: 'default_tenant', address, port, fingerprint, keyType, publicKey, status: 'accepted' });
  const pool = new SshPool({ hostKeys, trustedFor: 0 });
  const run = async () => {
    const channel = await pool.exec(target(), 'true');
    channel.resume();
    return (await channel.outcome).code;
  };
  expect(await run()).toBe(0);
  expect(await run()).toBe(0);
  expect(pool.size).toBe(1);
  hostKeys.keys[0]!.status = 'revoked';
  await expect(run()).rejects.toMatchObject({ kind: 'host-key-revoked' });
  expect(pool.size).toBe(0);
  await pool.close();
});
