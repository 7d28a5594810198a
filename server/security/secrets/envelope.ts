import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { MasterKey } from './key-file.ts';

/** A secret as the database keeps it. Each of the two fields is nonce (12 bytes), data, tag (16 bytes). */
export interface SealedSecret {
  wrappedKey: Uint8Array;
  ciphertext: Uint8Array;
  keyId: string;
}

/** Which secret it is; a sealed secret opens only as the one it was sealed as. */
export interface SecretIdentity {
  tenant: string;
  name: string;
  version: number;
}

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/** Encrypts a value under a key of its own, and that key under the master key (AES-256-GCM both). */
export function sealSecret(master: MasterKey, identity: SecretIdentity, value: string): SealedSecret {
  const ownKey = randomBytes(32);
  const sealed = {
    wrappedKey: encrypt(master.key, associatedData('key', identity), ownKey),
    ciphertext: encrypt(ownKey, associatedData('value', identity), Buffer.from(value, 'utf8')),
    keyId: master.id,
  };
  ownKey.fill(0);
  return sealed;
}

/** Decrypts; throws when the record was changed, belongs to another tenant, name or version, or to another master key. */
export function openSecret(master: MasterKey, identity: SecretIdentity, sealed: SealedSecret): string {
  try {
    const ownKey = decrypt(master.key, associatedData('key', identity), sealed.wrappedKey);
    const value = decrypt(ownKey, associatedData('value', identity), sealed.ciphertext).toString('utf8');
    ownKey.fill(0);
    return value;
  } catch {
    throw new Error(
      `The secret "${identity.name}" cannot be decrypted: its record was changed or belongs to another key file. Store its value again.`,
    );
  }
}

function associatedData(part: 'key' | 'value', { tenant, name, version }: SecretIdentity): Buffer {
  return Buffer.from(JSON.stringify(['gantry-secret-1', part, tenant, name, version]));
}

function encrypt(key: Uint8Array, associated: Buffer, data: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, key, nonce);
  cipher.setAAD(associated);
  return Buffer.concat([nonce, cipher.update(data), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, associated: Buffer, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceLength), { authTagLength: tagLength });
  decipher.setAAD(associated);
  decipher.setAuthTag(bytes.subarray(bytes.length - tagLength));
  return Buffer.concat([decipher.update(bytes.subarray(nonceLength, bytes.length - tagLength)), decipher.final()]);
}
