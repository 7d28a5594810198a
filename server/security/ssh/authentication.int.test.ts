import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitUntil } from '../../../e2e/hosts/commands.ts';
import type { IsolatedHost, SshHosts } from '../../../e2e/hosts/host.ts';
import { makeKey } from '../../../e2e/hosts/keys.ts';
import { startSshHosts } from '../../../e2e/hosts/ssh-hosts.ts';
import { MemoryHostKeys } from '../../hosts/testing/rig.ts';
import { connect } from './connect.ts';
import type { SshCredential, SshTarget } from './endpoint.ts';
import type { SshFailure } from './failure.ts';

/** Each is an SSH server of its own on the machine, with these lines before those of the machine's own configuration. */
const servers = {
  password: { port: 2101, lines: ['PasswordAuthentication yes', 'PubkeyAuthentication no'] },
  questions: {
    port: 2102,
    lines: ['UsePAM yes', 'KbdInteractiveAuthentication yes', 'AuthenticationMethods keyboard-interactive'],
  },
  both: { port: 2103, lines: ['PasswordAuthentication yes', 'AuthenticationMethods publickey,password'] },
  certificate: { port: 2104, lines: ['AuthorizedKeysFile none', 'TrustedUserCAKeys /opt/host/ca.pub'] },
  impatient: { port: 2105, lines: ['MaxAuthTries 2'] },
};

const folder = mkdtempSync(join(tmpdir(), 'gantry-auth-'));
let machines: SshHosts;
let host: IsolatedHost;
const password = 'correct horse';

const isRoot = process.getuid?.() === 0;

describe.skipIf(!isRoot)(
  'every way to sign in, at a real OpenSSH server (needs root for machines of their own)',
  () => {
    beforeAll(async () => {
      machines = await startSshHosts(1);
      host = machines.hosts[0] as IsolatedHost;
      const hash = execFileSync('openssl', ['passwd', '-6', password], { encoding: 'utf8' }).trim();
      // The file is mounted, so it must stay the same one.
      await host.inside(
        `sed 's|^cellar:[^:]*:|cellar:${hash}:|' /etc/shadow >/tmp/shadow && cat /tmp/shadow >/etc/shadow`,
      );
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'ca')]);
      await host.inside(`echo '${readFileSync(join(folder, 'ca.pub'), 'utf8').trim()}' >/opt/host/ca.pub`);
      for (const [name, { port, lines }] of Object.entries(servers)) {
        await host.inside(
          `(printf '%s\\n' 'Port ${port}' ${lines.map((line) => `'${line}'`).join(' ')}; grep -v '^Port' /opt/host/sshd_config) ` +
            `>/opt/host/${name} && /usr/sbin/sshd -E /opt/host/${name}.log -f /opt/host/${name}`,
        );
      }
    });
    afterAll(async () => {
      await machines.close();
      rmSync(folder, { recursive: true });
    });

    function target(port: number, ...credentials: SshCredential[]): SshTarget {
      const { address, user, fingerprint } = host;
      return { tenant: 't', address, port, user, credentials, trustedKeys: [fingerprint], via: null };
    }

    async function signIn(port: number, ...credentials: SshCredential[]): Promise<string> {
      const client = await connect(target(port, ...credentials), { hostKeys: new MemoryHostKeys() });
      client.destroy();
      return 'signed in';
    }

    async function failure(port: number, ...credentials: SshCredential[]): Promise<SshFailure> {
      return signIn(port, ...credentials).then(
        () => Promise.reject(new Error('signed in')),
        (error: SshFailure) => error,
      );
    }

    const right = (): SshCredential => ({ kind: 'key', privateKey: host.privateKey });
    const wrong = (): SshCredential => ({ kind: 'key', privateKey: makeKey().private });

    test('a password', async () => {
      expect(await signIn(servers.password.port, { kind: 'password', password })).toBe('signed in');
      const refused = await failure(servers.password.port, { kind: 'password', password: 'wrong' });
      expect(refused.kind).toBe('auth');
      expect(refused.message).toMatch(/the password: refused.*Check .*cellar.*and the password/);
      expect(refused.message).not.toContain('wrong');
    });

    test('a password as the answer to a question', async () => {
      expect(await signIn(servers.questions.port, { kind: 'password', password })).toBe('signed in');
      const refused = await failure(servers.questions.port, { kind: 'password', password: 'wrong' });
      expect(refused.message).toContain('the password as an answer: refused');
      expect(refused.message).toContain('not offered by the machine, which takes keyboard-interactive');
    });

    test('several credentials in their order, and several that are all wanted', async () => {
      expect(await signIn(host.port, wrong(), { kind: 'password', password }, right())).toBe('signed in');
      expect(await signIn(servers.both.port, right(), { kind: 'password', password })).toBe('signed in');
      expect(await signIn(servers.both.port, { kind: 'password', password }, right())).toBe('signed in');
      const half = await failure(servers.both.port, right());
      expect(half.message).toContain('accepted, and the machine wants more');
    });

    test('keys of every kind, in every form, encrypted or not', async () => {
      for (const [type, ...options] of [
        ['ed25519'],
        ['rsa', '-b', '2048'],
        ['ecdsa', '-b', '521'],
        ['rsa', '-m', 'PEM'],
      ]) {
        for (const passphrase of ['', 'open sesame']) {
          const file = join(folder, `key-${type}-${options.join('')}-${passphrase.length}`);
          execFileSync('ssh-keygen', ['-q', '-a', '1', '-t', `${type}`, ...options, '-N', passphrase, '-f', file]);
          await host.inside(`echo '${readFileSync(`${file}.pub`, 'utf8').trim()}' >>/opt/host/authorized_keys`);
          const privateKey = readFileSync(file, 'utf8').replaceAll('\n', '\r\n');
          expect(await signIn(host.port, { kind: 'key', privateKey, ...(passphrase ? { passphrase } : {}) })).toBe(
            'signed in',
          );
          if (passphrase === '') continue;
          expect((await failure(host.port, { kind: 'key', privateKey })).message).toContain('no passphrase was given');
          const mistaken = await failure(host.port, { kind: 'key', privateKey, passphrase: 'shut' });
          expect(mistaken).toMatchObject({ kind: 'bad-key', retryable: false });
          expect(mistaken.message).toContain('the passphrase is wrong');
        }
      }
    });

    test('the keys of an agent', async () => {
      const socket = join(folder, 'agent');
      const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
      try {
        await waitUntil(() => existsSync(socket), { text: 'no agent' });
        const file = join(folder, 'agent-key');
        writeFileSync(file, host.privateKey, { mode: 0o600 });
        expect((await failure(host.port, { kind: 'agent', socket })).message).toContain('the keys of the agent');
        execFileSync('ssh-add', ['-q', file], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'ignore' });
        expect(await signIn(host.port, { kind: 'agent', socket })).toBe('signed in');
      } finally {
        agent.kill();
      }
      const gone = join(folder, 'no-agent');
      expect((await failure(host.port, { kind: 'agent', socket: gone })).message).toMatch(/no-agent: .*agent/);
      expect(await signIn(host.port, { kind: 'agent', socket: gone }, right())).toBe('signed in');
    });

    test.each([['ed25519'], ['rsa'], ['ecdsa']])('a certificate of an authority for a key of type %s', async (type) => {
      const file = join(folder, `certified-${type}`);
      execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', file]);
      const certify = (name: string, users: string, validity: string) => {
        execFileSync('ssh-keygen', [
          '-q',
          '-s',
          join(folder, 'ca'),
          '-I',
          name,
          '-n',
          users,
          '-V',
          validity,
          `${file}.pub`,
        ]);
        return readFileSync(`${file}-cert.pub`, 'utf8');
      };
      const privateKey = readFileSync(file, 'utf8');
      const good = certify('good', host.user, '+1h');
      expect((await failure(servers.certificate.port, { kind: 'key', privateKey })).kind).toBe('auth');
      expect(await signIn(servers.certificate.port, { kind: 'key', privateKey, certificate: good })).toBe('signed in');
      const expired = await failure(servers.certificate.port, {
        ...{ kind: 'key', privateKey, certificate: certify('old', host.user, '20200101:20200102') },
      });
      expect(expired.message).toMatch(/refused the certificate "old" \(for cellar, until 2020-01-0/);
      const others = { kind: 'key', privateKey: makeKey().private, certificate: good } as const;
      expect(await failure(servers.certificate.port, others)).toMatchObject({ kind: 'bad-key' });
    });

    test('a machine that ends the connection after few tries', async () => {
      const tired = await failure(servers.impatient.port, wrong(), wrong(), wrong(), right());
      expect(tired.kind).toBe('auth');
      expect(tired.message).toContain('MaxAuthTries');
      expect(tired.message).toContain('refused');
    });

    test('nothing to sign in with', async () => {
      expect((await failure(host.port)).message).toContain('no key, password or agent was given');
    });
  },
);

/** An SSH server with questions that no ordinary machine of a test asks. */
async function ask(prompts: { prompt: string; echo: boolean }[]): Promise<SshFailure> {
  const server = new ssh2.Server({ hostKeys: [makeKey().private] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (request) => {
      if (request.method !== 'keyboard-interactive') return request.reject(['keyboard-interactive']);
      request.prompt(prompts, () => request.reject(['keyboard-interactive']));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const hostKeys = new MemoryHostKeys();
  const where = { address: '127.0.0.1', port, tenant: 't', user: 'u', via: null, trustedKeys: [] };
  const credentials = [{ kind: 'password', password: 'p' }] as const;
  try {
    await connect({ ...where, credentials }, { hostKeys }).catch(() => undefined);
    for (const key of hostKeys.keys) key.status = 'accepted';
    const client = await connect({ ...where, credentials }, { hostKeys });
    client.destroy();
    throw new Error('signed in');
  } catch (error) {
    return error as SshFailure;
  } finally {
    server.close();
  }
}

test('a question that is not for a password is named', async () => {
  const failed = await ask([
    { prompt: 'Password: ', echo: false },
    { prompt: 'Verification code: ', echo: false },
  ]);
  expect(failed.kind).toBe('auth');
  expect(failed.message).toContain('the machine asked "Verification code:", which Gantry cannot answer');
});
