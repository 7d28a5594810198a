/*
 * What can be contained in what. The language itself lets everything contain everything; this is what the built-in
 * types mean, loose enough for every blueprint of the field that we know: servers stand in networks there, for example.
 * Types that derive from nothing of the table but the root are open: they fit everywhere, and everything fits in them.
 */

const machines = ['Compute', 'Container', 'Tier'];
const software = ['SoftwareComponent', 'ApplicationModule', 'Database'];
const networks = ['Network', 'Subnet', 'Router', 'Port', 'VirtualIP', 'SecurityGroup', 'LoadBalancer'];
const stores = ['Volume', 'FileSystem', 'ObjectStorage', 'BlobStorage'];
const all = [...machines, ...software, ...networks, ...stores];

/** By kind of container: the kinds that cannot be in it. */
const refused: Readonly<Record<string, readonly string[]>> = {
  Compute: ['Tier', 'Network', 'Subnet', 'Router', 'Port', 'SecurityGroup', 'Volume', 'ObjectStorage', 'BlobStorage'],
  SoftwareComponent: [...machines, ...networks, 'Volume', 'ObjectStorage', 'BlobStorage'],
  ApplicationModule: [...machines, ...networks, 'Volume', 'ObjectStorage', 'BlobStorage'],
  Database: [...machines, ...networks, ...stores],
  Network: [...software, ...stores, 'Tier'],
  Subnet: [...machines, ...software, ...stores, 'Network', 'Router'],
  Router: [...machines, ...software, ...stores, 'Network'],
  Port: all.filter((kind) => kind !== 'VirtualIP'),
  VirtualIP: all,
  SecurityGroup: all.filter((kind) => kind !== 'SecurityGroup'),
  LoadBalancer: [...machines, ...networks, ...stores],
  Volume: all.filter((kind) => kind !== 'FileSystem'),
  FileSystem: all,
  ObjectStorage: all,
  BlobStorage: all,
};

/** The nearest type of the table that a type derives from, or a plugin's own one of that name; null for an open one. */
function kindOf(hierarchy: readonly string[]): string | null {
  const kinds = hierarchy.filter((name) => name.startsWith('cloudify.')).map((name) => name.split('.').at(-1) ?? '');
  const kind = kinds.findLast((name) => all.includes(name)) ?? null;
  return kind === 'Container' ? 'Compute' : kind;
}

/** Why something of one type cannot be in something of another; null when it can. Types are told root first. */
export function hostingRefusal(inner: readonly string[], outer: readonly string[]): string | null {
  const [kind, container] = [kindOf(inner), kindOf(outer)];
  if (kind === null || container === null || refused[container]?.includes(kind) !== true) return null;
  return `${container} cannot hold ${kind}; connect them instead.`;
}
