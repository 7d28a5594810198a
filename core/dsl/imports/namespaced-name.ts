/** Between a namespace and a name, and between nested namespaces. */
export const namespaceMark = '--';

/**
 * The path of a script as the blueprint's files have it: scripts of files that are imported under a namespace keep it in
 * the plan, and the file has none. Of any other name, what its own file calls it.
 */
export function withoutNamespace(path: string): string {
  const mark = path.lastIndexOf(namespaceMark);
  return mark === -1 ? path : path.slice(mark + namespaceMark.length);
}

/** The name that `bare` stands for beside `name`: in its namespace, as the plan has it. */
export function inNamespaceOf(name: string, bare: string): string {
  const namespace = name.slice(0, name.length - withoutNamespace(name).length);
  return bare.startsWith(namespace) ? bare : namespace + bare;
}
