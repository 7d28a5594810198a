import type { HostFacts, HostKeyView, HostState, HostView } from '../../server/api/contract.ts';
import type { Tone } from '../ui/chip.tsx';

interface StateLook {
  label: string;
  tone: Tone;
}

/** The states of a host in the pool, in the order in which a filter offers them. */
export const hostStates: readonly HostState[] = ['free', 'taken', 'out-of-service'];

export const stateLook: Record<HostState, StateLook> = {
  free: { label: 'Free', tone: 'good' },
  taken: { label: 'Taken', tone: 'accent' },
  'out-of-service': { label: 'Out of service', tone: 'warn' },
};

const sudoText: Record<NonNullable<HostFacts['sudo']>, string> = {
  root: 'is root',
  passwordless: 'yes',
  password: 'by password',
  none: 'no',
};

/** The system in few words: "Debian 13" of "Debian GNU/Linux 13 (trixie)". */
export function shortSystem(os: string): string {
  return os.replace(/ GNU\/Linux/, '').replace(/ \([^)]*\)$/, '');
}

/** What the account may do as root, in a word or two; null while nobody knows. */
export function describeSudo(facts: HostFacts | null): string | null {
  return facts?.sudo ? sudoText[facts.sudo] : null;
}

/** `address:port`, as SSH programs write it; IPv6 stands in brackets. */
export function placeOf({ address, port }: Pick<HostView, 'address' | 'port'>): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** "2 s ahead", "5 min behind"; null when the clocks agree within what the test can tell. */
export function describeClock(seconds: number | null): string | null {
  if (seconds === null) return null;
  const size = Math.abs(Math.round(seconds));
  if (size < 2) return 'agrees';
  const amount = size < 120 ? `${size} s` : `${Math.round(size / 60)} min`;
  return `${amount} ${seconds > 0 ? 'ahead' : 'behind'}`;
}

const namedAtMost = 6;

/** "web-1, web-2 and 12 more": the names of some hosts, short enough for a sentence. */
export function describeHosts(hosts: readonly Pick<HostView, 'name'>[]): string {
  const names = hosts.slice(0, namedAtMost).map(({ name }) => name);
  const more = hosts.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

/** Whether a key was shown at the host's address. */
export function isKeyOf(host: Pick<HostView, 'address' | 'port'>, key: Pick<HostKeyView, 'address' | 'port'>): boolean {
  return key.address === host.address && key.port === host.port;
}
