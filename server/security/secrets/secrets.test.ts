import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSecret, sealSecret } from './envelope.ts';
import { deriveKey, openKeyFile, readKeyFile } from './key-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-keys-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const who = { tenant: 'default_tenant', name: 'db_password', version: 3 };

describe('envelope', () => {
  const open = async () => openKeyFile(join(folder, 'envelope.key'), []);

  it('opens what it sealed, and never twice alike', async () => {
    const master = await open();
    const value = 'pa$$wörd\n'.repeat(50);
    const sealed = sealSecret(master, who, value);
    expect(openSecret(master, who, sealed)).toBe(value);
    expect(sealSecret(master, who, value).ciphertext).not.toEqual(sealed.ciphertext);
    expect(Buffer.from(sealed.ciphertext).includes('pa$$')).toBe(false);
  });

  it('does not open for another tenant, name or version', async () => {
    const master = await open();
    const sealed = sealSecret(master, who, 'value');
    for (const other of [
      { ...who, tenant: 'x' },
      { ...who, name: 'x' },
      { ...who, version: 2 },
    ]) {
      expect(() => openSecret(master, other, sealed)).toThrow(/cannot be decrypted/);
    }
  });

  it('does not open after any bit was changed', async () => {
    const master = await open();
    const sealed = sealSecret(master, who, 'value');
    for (const field of ['wrappedKey', 'ciphertext'] as const) {
      for (let at = 0; at < sealed[field].length; at += 1) {
        const bytes = Uint8Array.from(sealed[field]);
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        expect(() => openSecret(master, who, { ...sealed, [field]: bytes })).toThrow(/cannot be decrypted/);
      }
    }
  });

  it('does not open with another key, and says nothing of the value', async () => {
    const sealed = sealSecret(await open(), who, 'the value itself');
    const other = await openKeyFile(join(folder, 'other.key'), []);
    expect(() => openSecret(other, who, sealed)).toThrow(/^(?!.*the value itself)/);
  });
});

describe('key file', () => {
  it('is made once, readable by its owner only', async () => {
    const path = join(folder, 'new', 'secret.key');
    const made = await openKeyFile(path, []);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await openKeyFile(path, [made.id])).toEqual(made);
    expect(await readFile(path, 'utf8')).toMatch(/^gantry-key-1 \S{44}\n$/);
  });

  it('is closed to others again when it was opened to them', async () => {
    const path = join(folder, 'open.key');
    await openKeyFile(path, []);
    await import('node:fs/promises').then(({ chmod }) => chmod(path, 0o644));
    await readKeyFile(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('refuses to start without the key of the secrets that are there', async () => {
    await expect(openKeyFile(join(folder, 'missing.key'), ['abc'])).rejects.toThrow(/is missing/);
    expect(await readKeyFile(join(folder, 'missing.key'))).toBeNull();
  });

  it('refuses to start with another key or a damaged file', async () => {
    const path = join(folder, 'wrong.key');
    await openKeyFile(path, []);
    await expect(openKeyFile(path, ['0123456789abcdef'])).rejects.toThrow(/is not the one/);
    await writeFile(path, 'gantry-key-1 c2hvcnQ=\n');
    await expect(openKeyFile(path, [])).rejects.toThrow(/not a Gantry key file/);
  });

  it('derives keys for other purposes that differ', async () => {
    const master = await openKeyFile(join(folder, 'derive.key'), []);
    expect(deriveKey(master, 'sessions')).not.toBe(deriveKey(master, 'other'));
    expect(deriveKey(master, 'sessions')).toHaveLength(43);
  });
});
