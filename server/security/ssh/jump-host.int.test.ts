import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IsolatedHost, SshHosts } from '../../../e2e/hosts/host.ts';
import { makeKey } from '../../../e2e/hosts/keys.ts';
import { startSshHosts } from '../../../e2e/hosts/ssh-hosts.ts';
import { MemoryHostKeys } from '../../hosts/testing/rig.ts';
import type { SshTarget } from './endpoint.ts';
import type { SshFailure } from './failure.ts';
import { SshPool } from './pool.ts';

let machines: SshHosts;
let outer: IsolatedHost;
let inner: IsolatedHost;
let pool: SshPool;

const isRoot = process.getuid?.() === 0;
/** An SSH server that only its own machine can reach. */
const hidden = { address: '127.0.0.1', port: 2201 };

describe.skipIf(!isRoot)('jump hosts (needs root for machines of their own)', () => {
  beforeAll(async () => {
    machines = await startSshHosts(2);
    [outer, inner] = machines.hosts as [IsolatedHost, IsolatedHost];
    await inner.inside(
      `(printf '%s\\n' 'ListenAddress 127.0.0.1:2201' 'ListenAddress [::1]:2201'; grep -v '^Port' /opt/host/sshd_config) ` +
        '>/opt/host/hidden && /usr/sbin/sshd -f /opt/host/hidden',
    );
    await inner.inside(
      `(printf '%s\\n' 'Port 2202' 'AllowTcpForwarding no'; grep -v '^Port' /opt/host/sshd_config) >/opt/host/closed && /usr/sbin/sshd -f /opt/host/closed`,
    );
    pool = new SshPool({ hostKeys: new MemoryHostKeys() });
  });
  afterAll(async () => {
    await pool.close();
    await machines.close();
  });

  function on(host: IsolatedHost, changes: Partial<SshTarget> = {}): SshTarget {
    const { address, port, user, fingerprint } = host;
    const credentials = [{ kind: 'key', privateKey: host.privateKey }] as const;
    return { tenant: 't', address, port, user, credentials, trustedKeys: [fingerprint], via: null, ...changes };
  }

  async function nameOf(target: SshTarget): Promise<string> {
    const channel = await pool.exec(target, 'hostname');
    let name = '';
    for await (const bytes of channel) name += String(bytes);
    return name.trim();
  }

  async function failure(target: SshTarget): Promise<SshFailure> {
    return nameOf(target).then(
      () => Promise.reject(new Error('signed in')),
      (error: SshFailure) => error,
    );
  }

  test('a machine behind one, and behind two', async () => {
    expect(await nameOf(on(inner, { ...hidden, via: on(inner) }))).toBe(inner.name);
    expect(await nameOf(on(inner, { ...hidden, address: '::1', via: on(inner, { via: on(outer) }) }))).toBe(inner.name);
  });

  // The test before this one has opened it.
  test('many machines at once share a connection to their jump host', async () => {
    const ways = Array.from({ length: 20 }, (_, index) =>
      on(inner, {
        ...hidden,
        trustedKeys: [inner.fingerprint, `SHA256:${`${index}`.padStart(43, 'A')}`],
        via: on(outer, { via: null }),
      }),
    ).map((target) => ({ ...target, address: inner.address, port: inner.port }));
    const before = pool.size;
    expect(new Set(await Promise.all(ways.map(nameOf)))).toEqual(new Set([inner.name]));
    expect(pool.size - before).toBe(20);
  });

  test('every machine on the way must be one that is trusted', async () => {
    const unknown = await failure(on(inner, { ...hidden, via: on(inner, { trustedKeys: [] }) }));
    expect(unknown.kind).toBe('host-key-unknown');
    expect(unknown.message).toContain(`Cannot reach ${inner.user}@127.0.0.1:2201 through its jump host.`);
    expect(unknown.message).toContain(`${inner.address} port 22 is not known yet`);
    const other = await failure(on(inner, { ...hidden, trustedKeys: [outer.fingerprint], via: on(inner) }));
    expect(other).toMatchObject({ kind: 'host-key-changed', retryable: false });
    expect(other.message).toContain('127.0.0.1 port 2201');
  });

  test('what goes wrong names the machine where it does', async () => {
    const credentials = [{ kind: 'key', privateKey: makeKey().private }] as const;
    const auth = await failure(on(inner, { ...hidden, via: on(outer, { credentials }) }));
    expect(auth.kind).toBe('auth');
    expect(auth.message).toMatch(/through its jump host. Cannot sign in to cellar@.*: the machine refused the key/);
    const refused = await failure(on(inner, { address: '127.0.0.1', port: 9, via: on(outer) }));
    expect(refused).toMatchObject({ kind: 'jump', retryable: true });
    expect(refused.message).toMatch(
      /The jump host cellar@.* cannot connect to cellar@127.0.0.1:9: .*refused.*Check the address/,
    );
    const closed = await failure(on(inner, { ...hidden, via: on(inner, { port: 2202 }) }));
    expect(closed.message).toMatch(/does not allow a connection to cellar@127.0.0.1:2201. .*AllowTcpForwarding/);
    const gone = await failure(on(inner, { via: on(outer, { port: 9 }) }));
    expect(gone).toMatchObject({ kind: 'refused' });
    expect(gone.message).toContain('through its jump host');
  });

  test('ways in circles are refused before anything is sent', async () => {
    expect(await failure(on(inner, { via: on(outer, { via: on(inner) }) }))).toMatchObject({
      ...{ kind: 'bad-target', retryable: false },
      message: expect.stringContaining(`goes through ${inner.address} port 22 twice`),
    });
  });
});
