import { readFile, rename, writeFile } from 'node:fs/promises';
import ssh2 from 'ssh2';
import { describeHostKey } from '../security/ssh/fingerprint.ts';
import { makeSshKey } from '../security/ssh/make-key.ts';

export interface LabKey {
  /** OpenSSH format. */
  private: string;
  fingerprint: string;
  keyType: string;
  publicKey: string;
}

/** The key kept in a file, made when there is none. */
export async function labKey(file: string): Promise<LabKey> {
  const text = (await readOrNull(file)) ?? (await make(file));
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error)
    throw new Error(`The lab's key ${file} is damaged (${parsed.message}). Delete it and start again.`);
  return { private: text, ...describeHostKey(parsed.getPublicSSH()) };
}

async function make(file: string): Promise<string> {
  const { private: text } = makeSshKey('gantry lab');
  // By rename, so that a crash leaves no half of a key behind.
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return text;
}

async function readOrNull(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
