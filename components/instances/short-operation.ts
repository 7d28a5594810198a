const ownInterfaces = 'cloudify.interfaces.';

/** `cloudify.interfaces.lifecycle.create` is `lifecycle.create`; others stay whole. */
export function shortOperation(name: string): string {
  return name.startsWith(ownInterfaces) ? name.slice(ownInterfaces.length) : name;
}
