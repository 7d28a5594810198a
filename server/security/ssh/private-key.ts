import { createHash } from 'node:crypto';
import ssh2, { type ParsedKey } from 'ssh2';
import type { SshCredential } from './endpoint.ts';
import { SshFailure } from './failure.ts';

type KeyCredential = Extract<SshCredential, { kind: 'key' }>;

/**
 * Opening an encrypted key takes a quarter of a second on purpose, also when the passphrase is wrong: a fleet with one
 * key must not pay for it at every machine. What stands here is the key, or why it cannot be used.
 */
const opened = new Map<string, ParsedKey | string>();
const mostOpened = 64;

/**
 * Reads a private key in OpenSSH, PEM or PuTTY form, encrypted or not. `where` is for the message. Throws `SshFailure`
 * of kind `bad-key` that says whether the passphrase is missing, wrong, or the text is no private key.
 */
export function readPrivateKey({ privateKey, passphrase }: KeyCredential, where: string): ParsedKey {
  // Pasted keys often lose their last newline or gain the other system's line ends.
  const text = `${privateKey.replaceAll('\r\n', '\n').trim()}\n`;
  const id = createHash('sha256')
    .update(`${text}\0${passphrase ?? ''}`)
    .digest('base64');
  const key = opened.get(id) ?? openKey(text, passphrase);
  const oldest = opened.keys().next().value;
  if (opened.size >= mostOpened && oldest !== undefined) opened.delete(oldest);
  opened.set(id, key);
  if (typeof key === 'string') throw badKey(where, key);
  return key;
}

function openKey(text: string, passphrase: string | undefined): ParsedKey | string {
  const key = ssh2.utils.parseKey(text, passphrase);
  if (!(key instanceof Error)) return key.isPrivateKey() ? key : 'it is a public key; give the private half.';
  if (/no passphrase given/i.test(key.message)) {
    return 'it is encrypted and no passphrase was given. Add the passphrase.';
  }
  if (passphrase !== undefined && /passphrase|integrity|decrypt|malformed/i.test(key.message)) {
    return 'the passphrase is wrong. Correct the passphrase.';
  }
  return `${key.message}. Give an OpenSSH, PEM or PuTTY private key, with all its lines.`;
}

/** A key or certificate that cannot be used, and why; nothing was sent to the machine. */
export function badKey(where: string, reason: string): SshFailure {
  return new SshFailure('bad-key', `Cannot sign in to ${where}: the private key cannot be used: ${reason}`);
}
