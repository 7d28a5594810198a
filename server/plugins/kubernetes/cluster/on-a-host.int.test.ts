import { existsSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NonRecoverableError, OperationRetry, RecoverableError } from '../../../../core/ports/operation.ts';
import type { IsolatedHost, SshHosts } from '../../../../e2e/hosts/host.ts';
import { startSshHosts } from '../../../../e2e/hosts/ssh-hosts.ts';
import { makeHosts } from '../../../hosts/testing/rig.ts';
import { HostRecord, recordPath } from './framework/host-record.ts';
import { HostShell } from './framework/host-shell.ts';
import { type ClusterStep, NotYet, runSteps, undoSteps } from './framework/steps.ts';
import { accountOf } from './tasks/account-of.ts';
import { clusterContext } from './testing/install-child.ts';

/* The ways of a cluster's installation on a real host, with small files and programs in the place of a cluster's. */

const script = readFileSync(new URL('./binaries/service.sh', import.meta.url), 'utf8');
const service = 'sh /srv/service.sh';
/** The machines share the files of this one but for what is mounted on them; so this folder must be here to mount on. */
const shared = '/etc/gantry';

let machines: SshHosts;
let madeShared = false;
const hosts = makeHosts();
beforeAll(async () => {
  machines = await startSshHosts(1);
  const host = machine();
  if (host === null) return;
  madeShared = !existsSync(shared);
  mkdirSync(shared, { recursive: true });
  for (const folder of [shared, '/srv', '/var/log']) await host.inside(`mount -t tmpfs tmpfs ${folder}`);
});
afterAll(async () => {
  await hosts.close();
  await machines.close();
  if (madeShared) rmdirSync(shared);
});

/** Becoming root needs a machine of its own. */
function machine(): IsolatedHost | null {
  return machines.isolated ? (machines.hosts[0] ?? null) : null;
}

async function open(host: IsolatedHost) {
  const context = clusterContext({ verb: 'start', role: 'master', hosts: [host, host], deployment: 'one' });
  if (context.self === undefined) throw new Error('There is no node.');
  const { target, sudoPassword } = await accountOf(hosts, context, context.self);
  const { signal, detach } = context;
  const shell = new HostShell({ transport: hosts.transportTo(target), sudoPassword, signal, detach });
  const record = await HostRecord.read(shell);
  return { context, shell, record, run: { context, record, host: shell.host } };
}

/** A step that makes a file, and notes each time that it did. */
function fileStep(shell: HostShell, name: string): ClusterStep {
  const file = `/srv/${name}`;
  return {
    name,
    prepare: async () => ({ was: await shell.readFile(file) }),
    isDone: () => shell.holds(`[ "$(cat ${file} 2>/dev/null)" = made ]`),
    do: async () => {
      await shell.run(`echo ${name} >>/srv/log`);
      await shell.writeFile(file, 'made\n', '644');
    },
    undo: async ({ was }) => {
      if (typeof was === 'string') await shell.writeFile(file, was, '644');
      else await shell.run(`rm -f ${file}`);
    },
  };
}

const owner = { owner: 'one/master_1', role: 'master', installer: 'binaries', settings: {} } as const;

test('steps are done once, seen, known by their host, and taken back to what was there', async (context) => {
  const host = machine();
  if (host === null) return context.skip('a machine of its own is needed to become root');
  await host.inside('echo before >/srv/second');
  const first = await open(host);
  const steps = ['first', 'second', 'third'].map((name) => fileStep(first.shell, name));
  await first.record.own(owner);
  await runSteps(first.run, steps);
  expect(first.context.events.map((text) => text.replace(/in [\d.]+ s/, 'in 0 s'))).toEqual(
    ['first', 'second', 'third'].map(
      (name, index) => `Step ${index + 1} of 3: ${name} on ${first.shell.host}: done in 0 s.`,
    ),
  );

  // Somebody else changes what a step made: that one is done again, and only that one.
  await host.inside('rm /srv/third');
  const again = await open(host);
  expect(again.record.installation).toMatchObject(owner);
  await runSteps(again.run, steps);
  expect(again.context.events.join('\n')).toMatch(/^Steps 1 to 2 of 3: already so\.\nStep 3 of 3: third on .* done in/);
  expect(await host.inside('cat /srv/log')).toBe('first\nsecond\nthird\nthird\n');

  const last = await open(host);
  await undoSteps(last.run, steps);
  expect(await host.inside('ls /srv; cat /srv/second; ls /etc/gantry')).toBe('log\nsecond\nbefore\n');
  await host.inside('rm /srv/*');
});

test('a failing command is named with its host and what it said, and what must be waited for is asked for again', async (context) => {
  const host = machine();
  if (host === null) return context.skip('a machine of its own is needed to become root');
  const { shell, record, run } = await open(host);
  await record.own(owner);
  const failing = (work: () => Promise<void>): ClusterStep => ({
    ...{ name: 'etcd', hint: 'Its log is here.', isDone: () => Promise.resolve(false), undo: () => Promise.resolve() },
    do: work,
  });
  const broken = runSteps(run, [failing(() => shell.run('echo about; ls /gone').then(() => undefined))]);
  await expect(broken).rejects.toBeInstanceOf(RecoverableError);
  await expect(broken).rejects.toThrow(
    /^Step 1 of 1: etcd on .* failed\. On .* the command "echo about; ls \/gone" ended with exit code 2\. It said:\nls: cannot access '\/gone': No such file or directory\nIts log is here\.$/,
  );
  const waiting = runSteps(run, [failing(() => Promise.reject(new NotYet('The API does not answer yet.', 7)))]);
  await expect(waiting).rejects.toBeInstanceOf(OperationRetry);
  await expect(waiting).rejects.toMatchObject({
    retryAfter: 7,
    message: expect.stringContaining('does not answer yet'),
  });
  const final = runSteps(run, [failing(() => Promise.reject(new NonRecoverableError('Port 6443 is taken.')))]);
  await expect(final).rejects.toThrow(/^Step 1 of 1: etcd on .*: Port 6443 is taken\.$/);
  await host.inside(`echo '{' >${recordPath}`);
  await expect(open(host)).rejects.toThrow(/state\.json on .* cannot be read: it says what was installed there/);
  await host.inside('rm -r /etc/gantry/*');
});

test('commands wait for one that an earlier attempt left behind, and their text is in no list of processes', async (context) => {
  const host = machine();
  if (host === null) return context.skip('a machine of its own is needed to become root');
  const one = await open(host);
  const two = await open(host);
  const slow = one.shell.run(
    'echo begin >>/srv/order; secret=hidden; sleep 1; ps -eo args >/srv/seen; echo end >>/srv/order',
  );
  await expect.poll(() => host.inside('cat /srv/order 2>/dev/null || true')).toBe('begin\n');
  await Promise.all([slow, two.shell.run('echo next >>/srv/order')]);
  expect(await host.inside('cat /srv/order')).toBe('begin\nend\nnext\n');
  expect(await host.inside('cat /srv/seen')).not.toContain('hidden');
  await host.inside('rm /srv/*');
});

test('a program runs on, is started again when it dies, and ends with its supervisor', async (context) => {
  const host = machine();
  if (host === null) return context.skip('a machine of its own is needed');
  const put = (path: string, text: string) =>
    host.inside(
      `mkdir -p "$(dirname ${path})"; echo ${Buffer.from(text).toString('base64')} | base64 -d >${path}; chmod 700 ${path}`,
    );
  await put('/srv/service.sh', script);
  await put('/etc/gantry/kubernetes/services/clock', '#!/bin/sh\necho "begun $$"\nexec sleep 86400\n');
  const says = (command: string) => host.inside(`${command} && echo yes || echo no`);
  const child = () => host.inside('cut -d" " -f1 /run/gantry-kubernetes/clock.child 2>/dev/null || true');

  expect(await says(`${service} running clock`)).toBe('no\n');
  await host.inside(`${service} start clock`);
  expect(await says(`${service} running clock`)).toBe('yes\n');
  const first = await child();
  // A second start is none.
  await host.inside(`${service} start clock`);
  expect(await child()).toBe(first);

  await host.inside(`kill -9 ${first}`);
  // The one that was killed may be there for a moment.
  await expect.poll(child).not.toBe(first);
  const second = await child();
  expect(await says(`${service} running clock`)).toBe('yes\n');
  await expect
    .poll(() => host.inside(`${service} log clock`))
    .toMatch(/begun \d+\n(.*Killed\n)?.* clock ended with exit code 137; it is started again\.\nbegun \d+\n$/s);

  // Of a supervisor that was killed, the next start ends what it left.
  await host.inside('kill -9 "$(cut -d" " -f1 /run/gantry-kubernetes/clock.pid)"');
  await expect.poll(() => says(`${service} running clock`)).toBe('no\n');
  await host.inside(`${service} start clock`);
  expect(await says(`kill -0 ${second.trim()} 2>/dev/null`)).toBe('no\n');
  await host.inside(`${service} stop clock`);
  expect(await host.inside('ps -eo args | grep -c "[s]leep 86400\\|[s]upervise clock" || true')).toBe('0\n');
  expect(
    await host.inside('ls /run/gantry-kubernetes /etc/gantry/kubernetes/services /var/log/gantry-kubernetes'),
  ).not.toContain('clock');
});
