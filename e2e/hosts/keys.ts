import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { describeHostKey } from '../../server/security/ssh/fingerprint.ts';
import { makeSshKey } from '../../server/security/ssh/make-key.ts';
import { runProgram } from './commands.ts';

/** Keys that a test needs; made here, never kept. */
export function makeKey(): { private: string; public: string } {
  return makeSshKey();
}

/** A key that cannot be read without its passphrase, as OpenSSH makes it. */
export async function makeLockedKey(passphrase: string): Promise<{ private: string; public: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-key-'));
  try {
    const file = join(folder, 'key');
    await runProgram('ssh-keygen', '-q', '-t', 'ed25519', '-N', passphrase, '-f', file);
    return { private: await readFile(file, 'utf8'), public: (await readFile(`${file}.pub`, 'utf8')).trim() };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The public half as `HostKey` describes it. */
export function describeKey(privateKey: string): { fingerprint: string; keyType: string; publicKey: string } {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return describeHostKey(key.getPublicSSH());
}
