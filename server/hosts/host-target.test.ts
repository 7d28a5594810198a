import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { JsonObject } from '../../core/blueprint/json.ts';
import type { SshTarget } from '../security/ssh/endpoint.ts';
import { hostTarget, type KeySources } from './host-target.ts';
import { MemoryContext, nodeAndInstance } from './testing/memory-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'gantry-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

function target(
  properties: JsonObject,
  runtime: JsonObject = {},
  { keysFolder = null, agentSocket = null }: KeySources = {},
): Promise<SshTarget> {
  const context = new MemoryContext();
  context.secrets.set('my_key', 'PRIVATE KEY of a secret');
  context.files.set('keys/id', 'key of the blueprint');
  return hostTarget(context, nodeAndInstance('web', properties, runtime), {
    keysFolder,
    agentSocket,
  });
}

const agent = { user: 'u', key: '-----BEGIN OPENSSH PRIVATE KEY-----\n' };

test('address, account, key and port come from the node', async () => {
  expect(await target({ ip: '10.0.0.7', agent_config: { ...agent, port: 2222 }, host_key: 'SHA256:x' })).toEqual({
    tenant: 'default_tenant',
    address: '10.0.0.7',
    port: 2222,
    user: 'u',
    credentials: [{ kind: 'key', privateKey: agent.key }],
    via: null,
    trustedKeys: ['SHA256:x'],
  });
});

test('the runtime property ip goes first; the older cloudify_agent fills gaps', async () => {
  const found = await target(
    {
      ip: '10.0.0.7',
      cloudify_agent: { user: 'old', password: 'p' },
      agent_config: { install_method: 'none', user: '' },
    },
    { ip: '10.0.0.8' },
  );
  expect(found).toMatchObject({
    address: '10.0.0.8',
    port: 22,
    user: 'old',
    credentials: [{ kind: 'password', password: 'p' }],
  });
});

test('what is missing is named, with the way to mend it', async () => {
  await expect(target({ agent_config: agent })).rejects.toThrow(/could not find ip for host node instance: web_abc123/);
  await expect(target({ ip: '10.0.0.7' })).rejects.toThrow(/ssh user definition missing.*web.*agent_config.user/);
  await expect(target({ ip: '10.0.0.7', agent_config: { user: 'u' } })).rejects.toThrow(/key or password missing/);
  await expect(target({ ip: '10.0.0.7', agent_config: { ...agent, port: 70_000 } })).rejects.toThrow(
    /not a port number: 70000/,
  );
});

test('addresses that are no addresses are refused', async () => {
  for (const ip of ['-oProxyCommand=x', 'a b', 'a/b', 'a;b', '$(x)']) {
    await expect(target({ ip, agent_config: agent })).rejects.toThrow(/neither a host name nor an IP address/);
  }
  expect((await target({ ip: '[fe80::1%eth0]', agent_config: agent })).address).toBe('fe80::1%eth0');
});

test('a key may be a secret, or a file of the blueprint or of the folder set aside, but no other file', async () => {
  writeFileSync(join(folder, '..', 'gantry-outside'), 'secret of the server');
  mkdirSync(join(folder, 'sub'));
  writeFileSync(join(folder, 'sub', 'id'), 'key of the folder');
  symlinkSync(join(folder, '..', 'gantry-outside'), join(folder, 'link'));
  const keyOf = async (key: string | JsonObject) => {
    const {
      credentials: [credential],
    } = await target({ ip: '10.0.0.7', agent_config: { user: 'u', key } }, {}, { keysFolder: folder });
    return credential?.kind === 'key' ? credential.privateKey : '';
  };
  expect(await keyOf({ get_secret: 'my_key' })).toBe('PRIVATE KEY of a secret');
  expect(await keyOf('keys/id')).toBe('key of the blueprint');
  expect(await keyOf('sub/id')).toBe('key of the folder');
  expect(await keyOf(join(folder, 'sub/id'))).toBe('key of the folder');
  for (const path of ['../gantry-outside', 'link', '/etc/passwd', '~/.ssh/id_rsa', 'nosuch']) {
    await expect(keyOf(path)).rejects.toThrow(/A blueprint may not name any file of this server/);
  }
  rmSync(join(folder, '..', 'gantry-outside'));
});

test('a key with passphrase and certificate goes before the password; the agent of the server is the last resort', async () => {
  const config = {
    ...agent,
    password: 'p',
    extra: { passphrase: { get_secret: 'my_key' }, certificate: 'ssh-x AAAA' },
  };
  expect((await target({ ip: '10.0.0.7', agent_config: config })).credentials).toEqual([
    { kind: 'key', privateKey: agent.key, passphrase: 'PRIVATE KEY of a secret', certificate: 'ssh-x AAAA' },
    { kind: 'password', password: 'p' },
  ]);
  const bare = { ip: '10.0.0.7', agent_config: { user: 'u' } };
  expect((await target(bare, {}, { agentSocket: '/run/agent' })).credentials).toEqual([
    { kind: 'agent', socket: '/run/agent' },
  ]);
  const withKey = await target({ ip: '10.0.0.7', agent_config: agent }, {}, { agentSocket: '/run/agent' });
  expect(withKey.credentials.map(({ kind }) => kind)).toEqual(['key']);
});

test('what a plugin learned of the machine goes before what the blueprint says', async () => {
  const found = await target(
    { ip: '10.0.0.7', agent_config: { ...agent, port: 22 } },
    { cloudify_agent: { user: 'made', password: 'p', port: '2200', key: null } },
  );
  expect(found).toMatchObject({ user: 'made', port: 2200 });
  expect(found.credentials.map(({ kind }) => kind)).toEqual(['key', 'password']);
});

test('a gateway is a jump host that shares the account unless it says otherwise', async () => {
  const through = (gateway: string | JsonObject) =>
    target({ ip: '10.0.0.7', host_key: 'SHA256:own', agent_config: { ...agent, port: 2222, extra: { gateway } } });
  const shared = await through('198.51.100.9');
  expect(shared.via).toMatchObject({ address: '198.51.100.9', port: 22, user: 'u', trustedKeys: [], via: null });
  expect(shared.via?.credentials).toEqual(shared.credentials);
  expect((await through('jump@[2001:db8::1]:2022')).via).toMatchObject({
    ...{ address: '2001:db8::1', port: 2022, user: 'jump' },
  });
  expect((await through('2001:db8::1')).via).toMatchObject({ address: '2001:db8::1', port: 22 });
  const own = await through({ ip: 'jump.example', user: 'j', password: 'p', host_key: 'SHA256:j', gateway: 'first' });
  expect(own.via).toMatchObject({
    ...{ address: 'jump.example', user: 'j', credentials: [{ kind: 'password', password: 'p' }] },
    trustedKeys: ['SHA256:j'],
    via: { address: 'first', user: 'j', credentials: [{ kind: 'password', password: 'p' }], via: null },
  });
  await expect(through({ user: 'j' })).rejects.toThrow(/The gateway of web has no address.*extra.gateway/);
  await expect(through('-oProxyCommand=x')).rejects.toThrow(/neither a host name/);
});

test('time limits and attempts are in seconds and named when they are wrong', async () => {
  const limits = (extra: JsonObject) => target({ ip: '10.0.0.7', agent_config: { ...agent, extra } });
  expect(await limits({ connection_attempts: 5, timeout: '10', keepalive: 30 })).toMatchObject({
    ...{ connectionAttempts: 5, connectTimeoutMs: 10_000, keepAliveMs: 30_000 },
  });
  expect((await limits({ keepalive: 0 })).keepAliveMs).toBeUndefined();
  await expect(limits({ timeout: 'soon' })).rejects.toThrow(
    /extra.timeout of web must be a number from 1 to 86400.*"soon"/,
  );
});
