import ssh2, { type ParsedKey } from 'ssh2';
import { expect, test } from 'vitest';
import { parseCertificate } from './certificate.ts';
import { makeSshKey } from './make-key.ts';

function open(privateKey: string): ParsedKey {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return key;
}

const key = open(makeSshKey().private);

function number(bytes: 4 | 8, value: bigint): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(value);
  return buffer.subarray(8 - bytes);
}

function field(bytes: Buffer | string): Buffer {
  return Buffer.concat([number(4, BigInt(bytes.length)), Buffer.from(bytes)]);
}

/** A certificate as PROTOCOL.certkeys of OpenSSH lays it out; nobody here checks its signature. */
function certificate({ type = 1n, before = 1_700_000_000n, users = ['ops', 'web'], of = key } = {}): string {
  const blob = Buffer.concat([
    field('ssh-ed25519-cert-v01@openssh.com'),
    field('nonce'),
    of.getPublicSSH().subarray(4 + 'ssh-ed25519'.length),
    number(8, 7n),
    number(4, type),
    field('web team'),
    field(Buffer.concat(users.map(field))),
    number(8, 0n),
    number(8, before),
    ...['', '', '', 'authority', 'signature'].map(field),
  ]);
  return `ssh-ed25519-cert-v01@openssh.com ${blob.toString('base64')} comment\n`;
}

test('a certificate says for whom and until when', () => {
  expect(parseCertificate(certificate(), key)).toMatchObject({
    ...{ keyId: 'web team', principals: ['ops', 'web'], validBefore: 1_700_000_000 },
  });
  const open = parseCertificate(certificate({ before: 0xffff_ffff_ffff_ffffn, users: [] }), key);
  expect(open).toMatchObject({ principals: [], validBefore: null });
});

test('what is no user certificate of the key is not taken for one', () => {
  const other = open(makeSshKey().private);
  for (const text of ['', 'rubbish', makeSshKey().public, certificate({ type: 2n }), certificate({ of: other })]) {
    expect(parseCertificate(text, key)).toBeNull();
  }
  const whole = Buffer.from(certificate().split(' ')[1] ?? '', 'base64');
  // Cut anywhere before the end of what is read, whatever the lengths say.
  for (let length = 0; length < whole.length - 60; length += 1) {
    expect(parseCertificate(whole.subarray(0, length).toString('base64'), key)).toBeNull();
  }
});
