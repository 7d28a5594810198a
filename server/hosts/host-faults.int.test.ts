import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addAccounts } from '../../e2e/hosts/accounts.ts';
import { waitUntil } from '../../e2e/hosts/commands.ts';
import type { IsolatedHost, SshHosts } from '../../e2e/hosts/host.ts';
import { makeKey, makeLockedKey } from '../../e2e/hosts/keys.ts';
import { startSshHosts } from '../../e2e/hosts/ssh-hosts.ts';
import type { SshTarget } from '../security/ssh/endpoint.ts';
import type { SudoOptions } from './sudo.ts';
import { MemoryContext } from './testing/memory-context.ts';
import { MemoryHostKeys, makeHosts } from './testing/rig.ts';

/** Longer waits, of which the short ones are the model: GANTRY_LONG_TESTS=1. */
const isLong = process.env['GANTRY_LONG_TESTS'] === '1';
const isRoot = process.getuid?.() === 0;
const hostKeys = new MemoryHostKeys();
const hosts = makeHosts({ hostKeys, reattachSeconds: isLong ? 30 : 4 });
let machines: SshHosts;
let first: IsolatedHost;
let second: IsolatedHost;
let third: IsolatedHost;
const servers: Server[] = [];

beforeAll(async () => {
  if (!isRoot) return;
  machines = await startSshHosts(3);
  [first, second, third] = machines.hosts as [IsolatedHost, IsolatedHost, IsolatedHost];
  await addAccounts(first, [
    { name: 'asked', sudo: 'ALL=(ALL:ALL) ALL', password: 'open sesame' },
    { name: 'plain', password: 'nothing' },
    { name: 'fishy', shell: '/usr/bin/fish' },
    { name: 'posix', shell: '/bin/dash' },
    { name: 'shut', shell: '/usr/sbin/nologin' },
    { name: 'false', shell: '/bin/false' },
    { name: 'full' },
    { name: 'fixed' },
    { name: 'homeless' },
  ]);
  await first.inside(
    [
      'mount -t tmpfs -o size=64k,mode=777 tmpfs /home/full && head -c 100k /dev/zero >/home/full/filler || true',
      'mount -t tmpfs -o ro,mode=755 tmpfs /home/fixed',
      'rmdir /home/homeless',
    ].join('\n'),
  );
});
beforeEach(({ skip }) => {
  if (!isRoot) skip('only root can make machines of their own');
});
afterAll(async () => {
  await hosts.close();
  for (const server of servers) server.close();
  await machines?.close();
});

function target(host: IsolatedHost, changes: Partial<SshTarget> = {}): SshTarget {
  const { address, port, user, privateKey, fingerprint } = host;
  return {
    ...{ tenant: 'default_tenant', address, port, user, via: null },
    credentials: [{ kind: 'key', privateKey }],
    trustedKeys: [fingerprint],
    ...changes,
  };
}

interface Said {
  context: MemoryContext;
  done: Promise<{ code: number; tail: { stdout: string; stderr: string } }>;
}

function start(to: SshTarget, script: string, sudo: SudoOptions | null = null): Said {
  const context = new MemoryContext();
  const done = hosts.runScript(context, {
    ...{ task: { plugin: 'script', taskName: 'script_runner.tasks.run' }, name: 'run.sh', environment: {}, cwd: null },
    content: Buffer.from(`#!/bin/sh\n${script}\n`),
    commandLine: (word) => word,
    transport: hosts.transportTo(to),
    sudo,
  });
  done.catch(() => undefined);
  return { context, done };
}

/** What a script prints. */
async function output(to: SshTarget, script: string, sudo: SudoOptions | null = null): Promise<string> {
  const { context, done } = start(to, script, sudo);
  const { code, tail } = await done;
  if (code !== 0) throw new Error(`exit code ${code}: ${tail.stderr}`);
  return context.textOf('stdout').join('\n');
}

const as = (user: string, changes: Partial<SshTarget> = {}) => target(first, { user, ...changes });

describe('sudo', () => {
  test('without a password, to root and to another account', async () => {
    expect(await output(target(first), 'id -un', { user: null, password: null })).toBe('root');
    expect(await output(target(first), 'id -un', { user: 'plain', password: null })).toBe('plain');
  });

  test('with a password, that no process list shows', async () => {
    const script = 'id -un; ps axeww -o args | grep -c "[o]pen sesame" || true';
    expect(await output(as('asked'), script, { user: null, password: 'open sesame' })).toBe('root\n0');
  });

  test.each([
    ['root', null],
    ['another account', 'posix'],
  ])('that asked for a password is ended with what it started when the execution stops: %s', async (_, user) => {
    const script = "(trap '' TERM; exec sleep 4711) & echo begun; trap '' TERM; sleep 4712";
    const { context, done } = start(as('asked'), script, { user, password: 'open sesame' });
    await waitUntil(() => context.textOf('stdout').includes('begun'), { text: 'the script has begun' });
    context.stop.abort();
    await done.catch(() => undefined);
    const left = () => first.inside('ps -eo args | grep -c "[s]leep 471" || true');
    await waitUntil(async () => (await left()).trim() === '0', { text: 'nothing of it is left', within: 20_000 });
  });

  test('says that a password is missing, wrong, or of no use', async () => {
    const failure = (user: string, password: string | null) => output(as(user), 'id', { user: null, password });
    await expect(failure('asked', null)).rejects.toThrow(/sudo: a password is required/);
    await expect(failure('asked', 'wrong')).rejects.toThrow(/sudo: .*incorrect password attempt/);
    await expect(failure('plain', 'nothing')).rejects.toThrow(/plain is not in the sudoers file/);
  });
});

describe('a jump host', () => {
  test('carries commands, and each machine shows its own key', async () => {
    const via = target(second);
    expect(await output(target(third, { via }), 'echo "$SSH_CONNECTION"; hostname')).toMatch(
      new RegExp(`^${second.address} .*\\n${third.name}$`),
    );
    const stranger = output(target(third, { via: target(second, { trustedKeys: [first.fingerprint] }) }), 'true');
    await expect(stranger).rejects.toThrow(/through its jump host.*host key/s);
  });

  test('that refuses, or that cannot reach the machine, is named', async () => {
    const closed = output(target(third, { via: target(second, { port: 9 }) }), 'true');
    await expect(closed).rejects.toThrow(
      new RegExp(
        `^Cannot reach cellar@${third.address}:22 through its jump host. Cannot connect to cellar@${second.address}:9`,
      ),
    );
    await expect(output(target(third, { via: target(second), port: 9 }), 'true')).rejects.toThrow(
      new RegExp(`cellar@${third.address}:9`),
    );
  });
});

describe('a connection that cannot be made says why', () => {
  test('wrong key, wrong password, wrong account', async () => {
    const sentence = (user: string) => new RegExp(`^Cannot sign in to ${user}@${first.address}:22: `);
    const wrongKey = target(first, { credentials: [{ kind: 'key', privateKey: makeKey().private }] });
    await expect(output(wrongKey, 'true')).rejects.toThrow(sentence('cellar'));
    const wrongPassword = target(first, { credentials: [{ kind: 'password', password: 'x' }] });
    await expect(output(wrongPassword, 'true')).rejects.toThrow(sentence('cellar'));
    await expect(output(as('nobody-here'), 'true')).rejects.toThrow(sentence('nobody-here'));
  });

  test('a key with a passphrase: right, wrong and missing', async () => {
    const locked = await makeLockedKey('let me in');
    await first.inside(`echo '${locked.public}' >>/opt/host/authorized_keys`);
    const sign = (passphrase?: string) => {
      const key = { kind: 'key', privateKey: locked.private } as const;
      return output(
        target(first, { credentials: [passphrase === undefined ? key : { ...key, passphrase }] }),
        'id -un',
      );
    };
    expect(await sign('let me in')).toBe('cellar');
    await expect(sign('wrong')).rejects.toThrow(/passphrase/);
    await expect(sign()).rejects.toThrow(/passphrase/);
  });

  test('a changed host key stops everything, with both fingerprints', async () => {
    const changed = output(target(first, { trustedKeys: [second.fingerprint] }), 'true');
    await expect(changed).rejects.toThrow(first.fingerprint);
    await expect(changed).rejects.toThrow(second.fingerprint);
    await expect(changed).rejects.toMatchObject({ name: 'NonRecoverableError' });
    expect(hostKeys.refusals.at(-1)?.offered).toBe(first.fingerprint);
  });

  test('refused, silent and cut off', async () => {
    await expect(output(target(first, { port: 9 }), 'true')).rejects.toThrow(/:9: the connection was refused\. Check/);
    const silent = createServer(() => undefined);
    servers.push(silent);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const bound = silent.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    const waiting = output(target(first, { address: '127.0.0.1', port, connectTimeoutMs: 500 }), 'true');
    await expect(waiting).rejects.toThrow(/no answer in time|before it said who it is/);
    await third.cut();
    const away = output(target(third, { connectTimeoutMs: 500 }), 'true');
    await expect(away).rejects.toThrow(/no answer in time|no way to this address/);
    await third.mend();
  });
});

describe('accounts that are unlike others', () => {
  test.each([
    { user: 'posix', shell: '/bin/dash' },
    { user: 'fishy', shell: '/usr/bin/fish' },
  ])('the login shell $shell does no harm', async ({ user, shell }) => {
    if (!existsSync(shell)) return;
    const script = `echo "it's \\"$0\\"" | sed 's#".*/#"#'; printf 'a\\\\b\\n'; ctx instance id 2>/dev/null || echo "code $?"; exit 3`;
    const { context, done } = start(as(user), script);
    expect((await done).code).toBe(3);
    expect(context.textOf('stdout')).toEqual([`it's "run.sh"`, 'a\\b', 'code 1']);
  });

  test('a login shell that lets nobody in is named as the reason', async () => {
    const shut = output(as('shut'), 'true');
    await expect(shut).rejects.toThrow(/This account is currently not available/);
    await expect(shut).rejects.toThrow(/login shell/);
    await expect(output(as('false'), 'true')).rejects.toThrow(/login shell/);
  });

  test('a full disk, a home that nobody may write to, and none at all', async () => {
    await expect(output(as('full'), 'true')).rejects.toThrow(/could not start .*full@.*No space left on device/s);
    await expect(output(as('fixed'), 'true')).rejects.toThrow(/could not start .*fixed@.*Read-only file system/s);
    await expect(output(as('homeless'), 'true')).rejects.toThrow(/could not start .*homeless@.*\/home\/homeless/s);
  });

  test('no /tmp to write to is not needed', async () => {
    await first.inside('mount -o remount,ro /tmp');
    expect(await output(target(first), 'echo works; touch /tmp/x 2>&1 | grep -c Read-only')).toBe('works\n1');
    await first.inside('mount -o remount,rw /tmp');
  });

  test('a clock that is wrong by years is nothing to us', async () => {
    const lie = '#!/bin/sh\\nexec /bin/date -d "2001-01-01" "$@"\\n';
    await first.inside(`printf '${lie}' >/opt/node/bin/date && chmod 755 /opt/node/bin/date`);
    const context = start(target(first), 'date +%Y; ctx logger info hello; exit 5');
    expect((await context.done).code).toBe(5);
    expect(context.context.textOf('stdout')).toEqual(['2001']);
    expect(context.context.logs.map(({ text }) => text)).toContain('hello');
    await first.inside('rm /opt/node/bin/date');
  });
});

describe('a machine that vanishes while a command runs', () => {
  const script = (lines: number) =>
    `echo run >>witness; i=1; while [ $i -le ${lines} ]; do echo "line $i"; sleep 0.1; i=$((i+1)); done; wc -l <witness; rm witness`;
  const linesOf = (lines: number) => [...Array.from({ length: lines }, (_, i) => `line ${i + 1}`), '1'];

  test('and returns before anybody has noticed', async () => {
    const { context, done } = start(target(second), script(70));
    await waitUntil(() => context.lines.length >= 5, { text: 'five lines' });
    await second.cut();
    await new Promise((resolve) => setTimeout(resolve, 5000));
    await second.mend();
    await done;
    expect(context.textOf('stdout')).toEqual(linesOf(70));
    expect(context.logs.filter(({ level }) => level === 'warning')).toEqual([]);
  });

  test('and returns after it was noticed: found again, run once', { timeout: 200_000 }, async () => {
    const to = target(second, isLong ? {} : { keepAliveMs: 500, connectTimeoutMs: 1000 });
    const { context, done } = start(to, script(isLong ? 700 : 50));
    await waitUntil(() => context.lines.length >= 5, { text: 'five lines' });
    await second.cut();
    const isNoticed = () => context.logs.some(({ text }) => text.includes('goes on by itself'));
    await waitUntil(isNoticed, { text: 'the loss is noticed', within: 50_000 });
    if (isLong) await new Promise((resolve) => setTimeout(resolve, 15_000));
    await second.mend();
    await done;
    expect(context.textOf('stdout')).toEqual(linesOf(isLong ? 700 : 50));
    expect(context.logs.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^Connected to .* again\.$/));
  });

  test('and never returns: nobody guesses', async () => {
    const { context, done } = start(
      target(third, { keepAliveMs: 500, connectTimeoutMs: 1000 }),
      'echo begun; sleep 60',
    );
    await waitUntil(() => context.lines.length > 0, { text: 'the command has begun' });
    await third.kill();
    await expect(done).rejects.toMatchObject({ name: 'UnknownOutcome' });
    await expect(done).rejects.toThrow(/Whether the command has ended on .* is not known\. Make the machine reachable/);
  });
});
