import { NonRecoverableError } from '../../../core/ports/operation.ts';

/** `user@host:port`, taken apart. */
export interface HostString {
  address: string;
  user: string | null;
  port: number | null;
}

/**
 * Reads `host`, `user@host`, `host:port`, `user@host:port`, with `[::1]` or a bare `::1` for IPv6. A user may contain
 * `@`. `name` is the input's, for messages. Throws `NonRecoverableError`.
 */
export function readHostString(text: string, name: string): HostString {
  const at = text.lastIndexOf('@');
  const place = text.slice(at + 1).trim();
  const user = at > 0 ? text.slice(0, at).trim() : null;
  const isBareIpv6 = !place.startsWith('[') && place.indexOf(':') !== place.lastIndexOf(':');
  const match = isBareIpv6 ? [place, place] : /^(\[[^\]]+\]|[^:[\]]+)(?::(\d+))?$/.exec(place);
  const [, address = '', port] = match ?? [];
  const number = port === undefined ? null : Number(port);
  if (address === '' || number === 0 || (number ?? 0) > 65_535) {
    throw new NonRecoverableError(
      `The input ${name} names no host: "${text.slice(0, 100)}". It is written host, user@host, host:port or user@host:port.`,
    );
  }
  return { address: address.replace(/^\[(.*)\]$/, '$1'), user, port: number };
}
