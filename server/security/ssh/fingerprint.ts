import { createHash } from 'node:crypto';
import type { HostKey } from './endpoint.ts';

/** Describes a key given in SSH wire format, whose first field is its type (RFC 4253 section 6.6). */
export function describeHostKey(wire: Buffer): HostKey {
  const length = wire.length >= 4 ? wire.readUInt32BE(0) : 0;
  return {
    fingerprint: `SHA256:${createHash('sha256').update(wire).digest('base64').replace(/=+$/, '')}`,
    keyType: wire.toString('latin1', 4, 4 + Math.min(length, 64)),
    publicKey: wire.toString('base64'),
  };
}

/**
 * Reads a key that a person gave: a fingerprint, a line of `known_hosts` or of a `.pub` file, or the bare base64.
 * Null when it is none of these. `keyType` is empty for a bare fingerprint.
 */
export function parseTrustedKey(text: string): HostKey | null {
  for (const word of text.trim().split(/\s+/)) {
    if (/^SHA256:[A-Za-z0-9+/]{43}=?$/.test(word)) {
      return { fingerprint: word.replace(/=$/, ''), keyType: '', publicKey: '' };
    }
    if (/^AAAA[A-Za-z0-9+/]+={0,2}$/.test(word)) return describeHostKey(Buffer.from(word, 'base64'));
  }
  return null;
}
