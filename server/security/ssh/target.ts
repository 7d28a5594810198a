import { isIPv6 } from 'node:net';
import type { SshTarget } from './endpoint.ts';
import { SshFailure } from './failure.ts';

const mostHops = 8;

/** `user@address:port`, as messages name a target. */
export function describeTarget({ user, address, port }: Pick<SshTarget, 'user' | 'address' | 'port'>): string {
  return `${user}@${isIPv6(address) ? `[${address}]` : address}:${port}`;
}

/** Refuses, with an `SshFailure`, ways over jump hosts that come back to a machine on the way, or that are too long. */
export function checkHops(target: SshTarget): void {
  const seen = new Set<string>();
  for (let hop: SshTarget | null = target; hop; hop = hop.via) {
    const name = `${hop.address} port ${hop.port}`;
    if (seen.has(name)) {
      throw new SshFailure(
        'bad-target',
        `The way to ${describeTarget(target)} goes through ${name} twice. Take the jump host out that leads back.`,
      );
    }
    seen.add(name);
    if (seen.size > mostHops + 1) {
      throw new SshFailure(
        'bad-target',
        `The way to ${describeTarget(target)} has more than ${mostHops} jump hosts. Choose a shorter one.`,
      );
    }
  }
}
