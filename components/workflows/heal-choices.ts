import type { UnwellInstance } from '../../server/api/contract.ts';

/** Something that a heal can be started for. */
export interface HealChoice {
  kind: 'instance' | 'host';
  id: string;
  text: string;
}

/** What is known to be unwell, failures first, then the hosts of it: healing a host heals all that stands on it. */
export function healChoices(unwell: readonly UnwellInstance[]): HealChoice[] {
  const worstFirst = unwell.toSorted((a, b) => Number(b.reason === 'failed') - Number(a.reason === 'failed'));
  const known = new Set(unwell.map(({ id }) => id));
  const hosts = new Map<string, string[]>();
  for (const { id, hostId } of worstFirst) {
    if (hostId !== null && !known.has(hostId)) hosts.set(hostId, [...(hosts.get(hostId) ?? []), id]);
  }
  return [
    ...worstFirst.map(({ id, reason, text }) => ({ kind: 'instance' as const, id, text: reasonOf(reason, text) })),
    ...[...hosts].map(([id, held]) => ({
      kind: 'host' as const,
      id,
      text: `The host of ${held.join(', ')}, with all that stands on it`,
    })),
  ];
}

function reasonOf(reason: UnwellInstance['reason'], text: string | null): string {
  const what = reason === 'failed' ? 'Its last operation failed' : 'The last check found it not well';
  return text === null || text === '' ? what : `${what}: ${text}`;
}
