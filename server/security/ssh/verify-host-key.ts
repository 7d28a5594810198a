import type { HostKey, HostKeyPort, SshTarget } from './endpoint.ts';
import { SshFailure } from './failure.ts';
import { parseTrustedKey } from './fingerprint.ts';

/** What is known about a target's host keys before the first byte is sent. */
export interface KnownKeys {
  /** The keys given with the node, when there are any, else those that a person accepted for the address. */
  accepted: HostKey[];
  isGiven: boolean;
  revoked: HostKey[];
}

/** Collects the keys that may be trusted: a key given with the node is a stricter promise than what was accepted before. */
export async function findKnownKeys(target: SshTarget, hostKeys: HostKeyPort): Promise<KnownKeys> {
  const given = target.trustedKeys.map((text) => ({ text, key: parseTrustedKey(text) }));
  const unreadable = given.find(({ key }) => key === null);
  if (unreadable) {
    throw new SshFailure(
      'bad-key',
      `The host_key given for ${target.address} cannot be read: "${unreadable.text.slice(0, 80)}". ` +
        'Give a fingerprint (SHA256:...) or a public key line (ssh-ed25519 AAAA...).',
    );
  }
  const seen = await hostKeys.find({ tenant: target.tenant, address: target.address, port: target.port });
  const trusted = given.flatMap(({ key }) => (key ? [key] : []));
  return {
    accepted: trusted.length > 0 ? trusted : seen.filter((key) => key.status === 'accepted'),
    isGiven: trusted.length > 0,
    revoked: seen.filter((key) => key.status === 'revoked'),
  };
}

/** Returns when the offered key may be trusted; throws, after recording what was seen, when it may not. */
export async function verifyHostKey(
  { target, hostKeys, known }: { target: SshTarget; hostKeys: HostKeyPort; known: KnownKeys },
  offered: HostKey,
): Promise<void> {
  const endpoint = { tenant: target.tenant, address: target.address, port: target.port };
  const where = `${target.address} port ${target.port}`;
  const isOffered = (key: HostKey) => key.fingerprint === offered.fingerprint;
  const accepted = known.accepted.map((key) => key.fingerprint);
  if (known.revoked.some(isOffered)) {
    await hostKeys.recordRefusal(endpoint, { offered: offered.fingerprint, accepted });
    throw new SshFailure(
      'host-key-revoked',
      `The host key of ${where}, ${offered.fingerprint} (${offered.keyType}), was revoked by a person. Nothing was sent to this machine.`,
    );
  }
  if (known.accepted.some(isOffered)) return;
  // So that a person sees what the machine shows and can decide on it.
  await hostKeys.recordPending(endpoint, offered);
  if (accepted.length > 0) {
    await hostKeys.recordRefusal(endpoint, { offered: offered.fingerprint, accepted });
    throw new SshFailure('host-key-changed', changedKey(where, known, offered));
  }
  throw new SshFailure(
    'host-key-unknown',
    `The host key of ${where} is not known yet: ${offered.fingerprint} (${offered.keyType}). ` +
      'Compare it with the one the machine shows, accept it under Hosts, and the operation can run at its next attempt. Nothing was sent to this machine.',
  );
}

function changedKey(where: string, { accepted, isGiven }: KnownKeys, offered: HostKey): string {
  const expected = accepted.map((key) => key.fingerprint).join(', ');
  const shown = `${offered.fingerprint} (${offered.keyType})`;
  if (isGiven) {
    return (
      `The blueprint gives ${expected} as the host key of ${where}; the machine shows ${shown}. ` +
      'Nothing was sent to this machine. Correct host_key in the blueprint if it is the right one.'
    );
  }
  return (
    `The host key of ${where} has changed. Accepted: ${expected}; offered now: ${shown}. ` +
    'Nothing was sent to this machine. If it was reinstalled, revoke the old key under Hosts and accept the new one; ' +
    'if not, somebody may be answering in its place.'
  );
}
