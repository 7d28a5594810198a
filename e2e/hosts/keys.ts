import ssh2 from 'ssh2';
import { describeHostKey } from '../../server/security/ssh/fingerprint.ts';
import { makeSshKey } from '../../server/security/ssh/make-key.ts';

/** Keys that a test needs; made here, never kept. */
export function makeKey(): { private: string; public: string } {
  return makeSshKey();
}

/** The public half as `HostKey` describes it. */
export function describeKey(privateKey: string): { fingerprint: string; keyType: string; publicKey: string } {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return describeHostKey(key.getPublicSSH());
}
