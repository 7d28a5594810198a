import { expect, test } from 'vitest';
import type { SshTarget } from './endpoint.ts';
import { toSshFailure } from './failure.ts';
import { checkHops, describeTarget } from './target.ts';

function on(address: string, via: SshTarget | null = null): SshTarget {
  return { tenant: 't', address, port: 22, user: 'u', credentials: [], trustedKeys: [], via };
}

test('an IPv6 address stands in brackets', () => {
  expect(describeTarget(on('host.example'))).toBe('u@host.example:22');
  expect(describeTarget(on('fe80::1%eth0'))).toBe('u@[fe80::1%eth0]:22');
});

test('the way to a machine neither comes back to itself nor goes on for ever', () => {
  expect(() => checkHops(on('a', on('b', on('c'))))).not.toThrow();
  expect(() => checkHops(on('a', on('b', on('a'))))).toThrow(/a port 22 twice/);
  expect(() => checkHops(on('a', on('a')))).toThrow(/a port 22 twice/);
  const long = Array.from({ length: 10 }, (_, index) => `h${index}`).reduce<SshTarget | null>(
    (via, name) => on(name, via),
    null,
  );
  expect(() => checkHops(long as SshTarget)).toThrow(/more than 8 jump hosts/);
});

test.each([
  [{ code: 'ECONNREFUSED' }, 'refused', 'Check that an SSH server runs there'],
  [{ code: 'ETIMEDOUT' }, 'timeout', 'no firewall drops'],
  [{ level: 'client-timeout', message: 'Timed out' }, 'timeout', 'no firewall drops'],
  [{ code: 'EHOSTUNREACH' }, 'no-route', 'Check the address and the network'],
  [{ code: 'ENOTFOUND' }, 'unknown-name', 'Check its spelling'],
  [{ message: 'Connection lost before handshake' }, 'closed', 'MaxStartups'],
  [{ message: 'Handshake failed: no matching key exchange algorithm' }, 'no-algorithm', 'Update the SSH server'],
  [{ message: '(SSH) Channel open failure: open failed' }, 'channel', 'MaxSessions'],
  [{ message: 'Unable to start subsystem: sftp' }, 'no-sftp', 'Subsystem sftp internal-sftp'],
  [{ code: 2, message: 'Too many authentication failures' }, 'auth', 'MaxAuthTries'],
  [{ code: 'ECONNRESET', message: 'read ECONNRESET' }, 'lost', 'read ECONNRESET'],
])('%o is the failure %s', (error, kind, advice) => {
  const failure = toSshFailure(Object.assign(new Error(), error), 'u@h:22');
  expect(failure.kind).toBe(kind);
  expect(failure.message).toContain('u@h:22');
  expect(failure.message).toContain(advice);
});

test('a name with several addresses fails for the reason of the first', () => {
  const each = [
    Object.assign(new Error('a'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('b'), { code: 'ENETUNREACH' }),
  ];
  expect(toSshFailure(new AggregateError(each), 'u@h:22').kind).toBe('refused');
});
