import { BlockList, isIP } from 'node:net';

const notPublic = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  notPublic.addSubnet(network, prefix);
}
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
/** They carry IPv4 addresses or are for documentation. */
const special6 = new BlockList();
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const) {
  special6.addSubnet(network, prefix, 'ipv6');
}

/** An address of the public Internet: none of this machine, of a private network, or of a cloud's metadata service. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !notPublic.check(address);
  if (isIP(address) !== 6) return false;
  return global6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
}
