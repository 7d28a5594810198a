import { BlockList, isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** Where this server may fetch files from on behalf of blueprints. */
export interface AllowedHosts {
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
 * Reads a list of `host`, `*.domain`, `address` and `network/prefix`; `http://` before one allows http beside https.
 * Addresses that are not public are allowed only when they, or their network, are in the list (reliability.md P14).
 */
export function readAllowedHosts(texts: readonly string[]): AllowedHosts {
  const networks = new BlockList();
  const entries = texts.map((text) => readEntry(text, networks));
  return {
    refuseUrl: (url) => {
      const host = hostOf(url);
      const found = entries.filter((entry) => entry.matches(host));
      if (found.length === 0) return `${host} is not among the hosts that files may be fetched from`;
      if (url.protocol === 'https:' || (url.protocol === 'http:' && found.some(({ plain }) => plain))) return null;
      return url.protocol === 'http:'
        ? `from ${host} files are fetched by https only`
        : `${url.protocol.slice(0, -1)} is not a way to fetch files`;
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
  if (name.startsWith('*.')) return { plain, matches: (host) => host.endsWith(name.slice(1)) };
  return { plain, matches: (host) => host === name };
}

function contains(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
