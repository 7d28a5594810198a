import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import { NonRecoverableError, OperationRetry } from '../../../core/ports/operation.ts';
import type { SshHost, SshHosts } from '../../../e2e/hosts/host.ts';
import { startSshHosts } from '../../../e2e/hosts/ssh-hosts.ts';
import type { MemoryContext } from '../../hosts/testing/memory-context.ts';
import { MemoryHostKeys, makeHosts } from '../../hosts/testing/rig.ts';
import { fabricOperations } from './operations.ts';
import { envOf, fabricContext } from './testing/fabric-context.ts';

let machines: SshHosts;
const hostKeys = new MemoryHostKeys();
const hosts = makeHosts({ hostKeys });
const web = new Map([['https://files.example/run.sh', '#!/bin/sh\necho from the web\n']]);
const fetchGuarded = (url: string) =>
  Promise.resolve({ status: web.has(url) ? 200 : 404, content: Buffer.from(web.get(url) ?? '') });
const run = fabricOperations(hosts, { fetchGuarded }).get('fabric.fabric_plugin.tasks.run_script')!;

beforeAll(async () => {
  machines = await startSshHosts(2);
});
afterAll(async () => {
  await hosts.close();
  await machines.close();
});

function host(index = 0): SshHost {
  return machines.hosts[index] as SshHost;
}

function scriptOf(version: string, script: string, { env = {}, ...inputs }: JsonObject & { env?: JsonObject } = {}) {
  const context = fabricContext(version, { script_path: 'scripts/run.sh', fabric_env: envOf(host(), env), ...inputs });
  context.files.set('scripts/run.sh', script);
  return context;
}

function printed(context: MemoryContext): string {
  return context.textOf('stdout').join('\n');
}

test('inputs are its environment, quoted; process says the rest', async () => {
  const text = `two words; echo $HOME 'x'\n"y"`;
  const context = scriptOf('1.2', '#!/bin/sh\nprintf "%s|" "$text" "$yes" "$none" "$map" "$EXTRA" "$1" "$2" "$PWD"\n', {
    ...{ text, yes: true, none: null, map: { a: [1, 'b'] } },
    process: { env: { EXTRA: 'e' }, args: ['one', "'t w o'"], cwd: '/usr/share', command_prefix: 'bash -e' },
  });
  expect(await run(context)).toBeNull();
  expect(printed(context)).toBe(`${text}|True|None|{"a": [1, "b"]}|e|one|t w o|/usr/share|`);
});

test('ctx answers over the connection: files, runtime properties, the result', async () => {
  const context = scriptOf(
    '2.0.27',
    '#!/bin/bash\r\nset -e\r\ncat "$(ctx download-resource data/file)"\r\nctx instance runtime-properties a.b 5\r\nctx returns "$(pwd)"\r\n',
  );
  context.files.set('data/file', 'content\n');
  expect(await run(context)).toBe('/tmp/cloudify-ctx/work');
  expect(printed(context)).toBe('content');
  expect(context.self?.instance.runtimeProperties).toEqual({ a: { b: '5' } });
});

test('the base folder is the one that the input or the host says', async () => {
  const given = scriptOf('1.2', '#!/bin/sh\npwd\n', { process: { base_dir: '/tmp/base it' } });
  await run(given);
  expect(printed(given)).toBe('/tmp/base it/cloudify-ctx/work');
  const said = scriptOf('1.2', '#!/bin/sh\npwd\n', { CFY_EXEC_TEMPDIR: '/tmp/other' });
  await run(said);
  expect(printed(said)).toBe('/tmp/other/cloudify-ctx/work');
});

test('a script in Python imports ctx', async () => {
  const context = scriptOf(
    '1.2',
    "#!/usr/bin/env python3\nfrom cloudify import ctx\nctx.logger.info('from python')\nctx.returns(ctx.node.id)\n",
  );
  expect(await run(context)).toBe('app');
  expect(context.logs.map(({ text }) => text)).toContain('from python');
});

test('abort and retry count whatever the exit code is; a failure says what it printed', async () => {
  await expect(run(scriptOf('1.2', '#!/bin/sh\nctx abort-operation "enough"\nexit 0\n'))).rejects.toBeInstanceOf(
    NonRecoverableError,
  );
  const retry = run(scriptOf('2.0.27', '#!/bin/sh\nctx retry-operation "later" 7\nexit 1\n'));
  await expect(retry).rejects.toBeInstanceOf(OperationRetry);
  await expect(retry).rejects.toMatchObject({ retryAfter: 7 });
  const failed = run(scriptOf('1.2', '#!/bin/sh\necho said\nexit 9\n'));
  await expect(failed).rejects.toMatchObject({ name: 'FabricTaskError' });
  await expect(failed).rejects.toThrow(/nonzero return code 9 .*Requested: scripts\/run.sh.*said/s);
  expect(await run(scriptOf('1.2', '#!/bin/sh\nexit 9\n', { env: { warn_only: true } }))).toBeNull();
});

test('a script of the web comes through the guarded door', async () => {
  const context = scriptOf('1.2', '', { script_path: 'https://files.example/run.sh' });
  await run(context);
  expect(printed(context)).toBe('from the web');
  await expect(run(scriptOf('1.2', '', { script_path: 'https://files.example/gone.sh' }))).rejects.toThrow(
    'Failed to download script: https://files.example/gone.sh (status code: 404)',
  );
});

test('a gateway leads to the host, when its own key is trusted', async () => {
  const { user, address, port, fingerprint, keyType, publicKey } = host(1);
  const env = { gateway: `${user}@${address}:${port}` };
  // Of this machine only the gateway's address is told to the host.
  const script = '#!/bin/sh\necho $SSH_CLIENT\n';
  await expect(run(scriptOf('1.2', script, { env }))).rejects.toThrow(/host key/i);
  const key = { fingerprint, keyType, publicKey, status: 'accepted' as const };
  hostKeys.keys.splice(0, hostKeys.keys.length, { tenant: 'default_tenant', address, port, ...key });
  const context = scriptOf('1.2', script, { env });
  await run(context);
  if (machines.isolated) expect(printed(context).split(' ')[0]).toBe(address);
});
