import { BlockList, isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** Where this server may fetch files from. */
export interface AllowedHosts {
  /** Why nothing may be fetched from this host, whichever way; null: it may. */
  refuseHost(host: string): string | null;
  /** Why the URL may not be fetched; null: it may. */
  refuseUrl(url: URL): string | null;
  /** Whether the server may connect to an address that a host of the list has. */
  allowsAddress(address: string): boolean;
}

interface Entry {
  /** Plain http is allowed too. */
  plain: boolean;
  matches(host: string): boolean;
}

/**
 * Reads a list of `host`, `*.domain`, `address`, `network/prefix` and `*` for every host; `http://` before one allows
 * http beside https.
 * `purpose`: what the hosts of the list are for, for messages. Addresses that are not public are allowed only when they, or their network, are in the list (reliability.md P14).
 */
export function readAllowedHosts(texts: readonly string[], purpose = 'files may be fetched from'): AllowedHosts {
  const networks = new BlockList();
  const entries = texts.map((text) => readEntry(text, networks));
  const entriesOf = (host: string) => entries.filter((entry) => entry.matches(host));
  const strange = (host: string) => `${host} is not among the hosts that ${purpose}`;
  return {
    refuseHost: (host) => (entriesOf(host).length > 0 ? null : strange(host)),
    refuseUrl: (url) => {
      const host = hostOf(url);
      const found = entriesOf(host);
      if (found.length === 0) return strange(host);
      if (url.protocol === 'https:' || (url.protocol === 'http:' && found.some(({ plain }) => plain))) return null;
      return url.protocol === 'http:'
        ? `${host} is asked by https only`
        : `${url.protocol.slice(0, -1)} is not a way to ask it`;
    },
    allowsAddress: (address) => isPublicAddress(address) || contains(networks, address),
  };
}

/** The host of a URL, an IPv6 address without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
}

function readEntry(text: string, networks: BlockList): Entry {
  const plain = text.startsWith('http://');
  const name = text
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')
    .toLowerCase();
  const [address = '', prefix] = name.split('/');
  const family = isIP(address);
  if (family !== 0) {
    const own = new BlockList();
    for (const list of [own, networks]) {
      list.addSubnet(address, Number(prefix ?? (family === 4 ? 32 : 128)), family === 4 ? 'ipv4' : 'ipv6');
    }
    return { plain, matches: (host) => contains(own, host) };
  }
  if (name === '*') return { plain, matches: () => true };
  if (name.startsWith('*.')) return { plain, matches: (host) => host.endsWith(name.slice(1)) };
  return { plain, matches: (host) => host === name };
}

function contains(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
