import { expect, test } from 'vitest';
import { readFabricEnv, shellText } from './fabric-env.ts';
import { generationOf } from './generation.ts';
import { hiddenStreams } from './hide-output.ts';
import { readHostString } from './host-string.ts';
import { fabricContext, fabricPlugin } from './testing/fabric-context.ts';

test('the generation is that of the version that is imported, else of its source, else the newest', () => {
  expect(generationOf(fabricContext('1.5.1', {}))).toBe(1);
  expect(generationOf(fabricContext('2.0.27', {}))).toBe(2);
  const context = fabricContext('', {});
  const plugins = context.self?.node.plugins ?? [];
  plugins[0] = {
    ...fabricPlugin(''),
    ...{ package_name: null, package_version: null, source: 'https://example.org/fabric/archive/1.2.zip' },
  };
  expect(generationOf(context)).toBe(1);
  plugins.length = 0;
  expect(generationOf(context)).toBe(2);
});

test.each([
  ['host', { address: 'host', user: null, port: null }],
  ['u@host', { address: 'host', user: 'u', port: null }],
  ['u@host:2222', { address: 'host', user: 'u', port: 2222 }],
  ['u@domain@10.0.0.1:22', { address: '10.0.0.1', user: 'u@domain', port: 22 }],
  ['::1', { address: '::1', user: null, port: null }],
  ['u@[fe80::1%eth0]:22', { address: 'fe80::1%eth0', user: 'u', port: 22 }],
])('the host string %s', (text, parts) => {
  expect(readHostString(text, 'fabric_env.host_string')).toEqual(parts);
});

test.each(['u@', 'host:0', 'host:99999', 'host:x', '[::1'])('%s is no host string', (text) => {
  expect(() => readHostString(text, 'fabric_env.host_string')).toThrow(/fabric_env.host_string names no host/);
});

test('the defaults of each generation', () => {
  const [first, second] = [readFabricEnv(null, 1), readFabricEnv({}, 2)];
  expect(first).toMatchObject({ connectTimeoutMs: 10_000, connectionAttempts: 5, keepAliveMs: null, host: null });
  expect(first.commands).toEqual({
    ...{ generation: 1, timeoutSeconds: null, warnOnly: null, shellEnv: {}, shell: '/bin/bash -l -c' },
  });
  expect(second).toMatchObject({ connectTimeoutMs: 10_000, connectionAttempts: 1 });
  expect(second.commands.shell).toBeNull();
});

test('keys: 2.x takes connect_kwargs.pkey first, both take key before key_filename', () => {
  const env = { key: 'K', key_filename: ['a', 'b'], connect_kwargs: { pkey: 'P' } };
  expect(readFabricEnv(env, 2).keys).toEqual(['P']);
  expect(readFabricEnv(env, 1).keys).toEqual(['K']);
  expect(readFabricEnv({ ...env, key: '' }, 1).keys).toEqual(['a', 'b']);
  expect(readFabricEnv({ connect_kwargs: { key_filename: 'c', password: 'p' } }, 2)).toMatchObject({
    ...{ keys: ['c'], password: 'p', passphrase: 'p' },
  });
});

test('sudo: 1.x answers with the password of the account when there is no other', () => {
  expect(readFabricEnv({ password: 'p' }, 1).sudo).toEqual({ user: null, password: 'p' });
  expect(readFabricEnv({ password: 'p' }, 2).sudo).toEqual({ user: null, password: null });
  expect(readFabricEnv({ sudo: { password: 's', user: 'u' } }, 2).sudo).toEqual({ user: 'u', password: 's' });
});

test('numbers and flags may be texts; the sections of 2.x are read', () => {
  const env = readFabricEnv(
    {
      ...{ port: '2222', timeout: '7', keepalive: 30, connection_attempts: '20', warn_only: 'true' },
      ...{ run: { env: { A: 1 } }, timeouts: { command: 5 }, shell_env: { B: true } },
    },
    2,
  );
  expect(env).toMatchObject({ port: 2222, connectTimeoutMs: 7000, keepAliveMs: 30_000, connectionAttempts: 20 });
  expect(env.commands).toMatchObject({ warnOnly: true, timeoutSeconds: 5, shellEnv: { A: '1', B: 'True' } });
});

test('unknown settings are told in a debug line, impossible values are errors with their name', () => {
  expect(readFabricEnv({ linewise: true, mine: 1, other: 2 }, 1).remarks).toEqual([
    { level: 'debug', text: 'Settings of fabric_env that have no effect here: mine, other.' },
  ]);
  expect(readFabricEnv({ forward_agent: true, use_ssh_config: true }, 1).remarks).toMatchObject([
    { level: 'warning' },
    { level: 'warning' },
  ]);
  expect(() => readFabricEnv('x', 1)).toThrow('The input fabric_env must be a map, and it is a string.');
  expect(() => readFabricEnv({ port: 'ssh' }, 1)).toThrow('The input fabric_env.port must be a number');
  expect(() => readFabricEnv({ user: ['x'] }, 1)).toThrow(
    'The input fabric_env.user must be a text, and it is a list.',
  );
});

test('values as the scripts of Fabric find them', () => {
  expect([true, null, 1.5, 'x', { a: ['ü'] }].map(shellText)).toEqual([
    'True',
    'None',
    '1.5',
    'x',
    '{"a": ["\\u00fc"]}',
  ]);
});

test('what hide_output hides depends on the generation', () => {
  expect([...hiddenStreams(['running'], 1)]).toEqual([]);
  expect([...hiddenStreams(['running'], 2)]).toEqual(['stdout']);
  expect([...hiddenStreams(['everything'], 1)]).toEqual(['stdout', 'stderr']);
  expect([...hiddenStreams(null, 1)]).toEqual([]);
  expect(() => hiddenStreams(['both'], 1)).toThrow(
    '`hide_output` must be a subset of status, aborts, warnings, running, user, stdout, stderr, everything (Provided: both)',
  );
});
