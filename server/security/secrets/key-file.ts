import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The key that wraps every secret's own key. `id` names it in the database, so that a wrong key file is noticed. */
export interface MasterKey {
  id: string;
  key: Buffer;
}

const header = 'gantry-key-1';
const keyLength = 32;

/** Reads a key file; null when there is none. Throws when it is not one of ours or others may read it and that cannot be mended. */
export async function readKeyFile(path: string): Promise<MasterKey | null> {
  const text = await readFile(path, 'utf8').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return null;
    throw new Error(
      `The key file ${path} cannot be read (${fault.code ?? fault.message}). Give it back to the user that runs Gantry.`,
    );
  });
  if (text === null) return null;
  const [mark, encoded] = text.trim().split(/\s+/);
  const key = Buffer.from(encoded ?? '', 'base64');
  if (mark !== header || key.length !== keyLength) {
    throw new Error(`${path} is not a Gantry key file, or it was cut short. Restore it from your backup.`);
  }
  if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
  return toMasterKey(key);
}

/** Writes a new random key with mode 0600. Never replaces a file. */
export async function createKeyFile(path: string): Promise<MasterKey> {
  const key = randomBytes(keyLength);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(`${header} ${key.toString('base64')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return toMasterKey(key);
}

/**
 * The key for a database that holds secrets wrapped by the keys `usedKeyIds`. Creates the file when there are no
 * secrets yet; refuses when the file is missing or is another one, because every secret would be lost to it.
 */
export async function openKeyFile(path: string, usedKeyIds: readonly string[]): Promise<MasterKey> {
  const found = await readKeyFile(path);
  if (found === null) {
    if (usedKeyIds.length === 0) return createKeyFile(path);
    throw new Error(
      `The database holds secrets, but their key file ${path} is missing. Restore it from your backup; without it the secrets cannot be read.`,
    );
  }
  const others = usedKeyIds.filter((id) => id !== found.id);
  if (others.length > 0) {
    throw new Error(
      `The key file ${path} (key ${found.id}) is not the one that the secrets in the database were stored with (key ${others.join(', ')}). Put the right file back.`,
    );
  }
  return found;
}

/** A key for another purpose, derived from the master key; knowing it tells nothing about the master key. */
export function deriveKey(master: MasterKey, purpose: string): string {
  return Buffer.from(hkdfSync('sha256', master.key, Buffer.alloc(0), `gantry ${purpose}`, keyLength)).toString(
    'base64url',
  );
}

function toMasterKey(key: Buffer): MasterKey {
  return { id: createHash('sha256').update('gantry key id').update(key).digest('hex').slice(0, 16), key };
}
