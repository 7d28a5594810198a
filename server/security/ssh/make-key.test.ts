import ssh2 from 'ssh2';
import { expect, test } from 'vitest';
import { describeHostKey, parseTrustedKey } from './fingerprint.ts';
import { makeSshKey } from './make-key.ts';

test('every key can be read and signs what its public half verifies', () => {
  for (let i = 0; i < 1500; i += 1) {
    const key = ssh2.utils.parseKey(makeSshKey().private);
    if (key instanceof Error) throw key;
    const data = Buffer.from(`${i}`);
    const signature = key.sign(data);
    if (signature instanceof Error) throw signature;
    expect(key.verify(data, signature)).toBe(true);
  }
}, 30_000);

test('a fingerprint, a public key line and a known_hosts line name the same key', () => {
  const line = makeSshKey('someone@somewhere').public;
  const described = describeHostKey(Buffer.from(line.split(' ')[1] ?? '', 'base64'));
  expect(described.keyType).toBe('ssh-ed25519');
  expect(described.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  expect(parseTrustedKey(line)).toEqual(described);
  expect(parseTrustedKey(`10.0.0.7,web ${line}`)).toEqual(described);
  expect(parseTrustedKey(described.fingerprint)?.fingerprint).toBe(described.fingerprint);
  for (const rubbish of ['', 'MD5:aa:bb', 'SHA256:short', 'ssh-ed25519']) expect(parseTrustedKey(rubbish)).toBeNull();
});
