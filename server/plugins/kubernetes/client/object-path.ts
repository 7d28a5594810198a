import type { ApiResource } from '../../../../core/kubernetes/api/api-resource.ts';

/** The path of all objects of a kind, in a namespace where they have one. */
export function collectionPath(resource: ApiResource, namespace: string | null): string {
  const { apiVersion, name, namespaced } = resource;
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const within = namespaced && namespace !== null ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${within}/${name}`;
}

/** The path of one object. */
export function objectPath(
  resource: ApiResource,
  { namespace, name }: { namespace: string | null; name: string },
): string {
  return `${collectionPath(resource, namespace)}/${encodeURIComponent(name)}`;
}

/** A query with what is given of it, with its `?`; empty when nothing is. */
export function queryOf(parts: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parts)) if (value !== undefined) query.set(name, String(value));
  return query.size === 0 ? '' : `?${query}`;
}
