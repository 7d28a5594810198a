import type { Json } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';

/** A kind of object that an API server serves, as its discovery tells. */
export interface ApiResource {
  /** `v1`, or `GROUP/VERSION`. */
  apiVersion: string;
  kind: string;
  /** The plural, as in addresses. */
  name: string;
  singularName: string;
  shortNames: readonly string[];
  namespaced: boolean;
}

/** The group of an apiVersion; empty for `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/** Reads the answer to `/api/v1` or `/apis/GROUP/VERSION` (an `APIResourceList`); parts such as `pods/log` are left out. */
export function readApiResources(answer: Json): ApiResource[] {
  if (!isJsonObject(answer) || typeof answer['groupVersion'] !== 'string' || !Array.isArray(answer['resources']))
    return [];
  const apiVersion = answer['groupVersion'];
  return answer['resources'].flatMap((resource) => {
    if (!isJsonObject(resource)) return [];
    const { name, kind, singularName, shortNames, namespaced } = resource;
    if (typeof name !== 'string' || typeof kind !== 'string' || name.includes('/')) return [];
    return [
      {
        ...{ apiVersion, kind, name },
        singularName: typeof singularName === 'string' && singularName !== '' ? singularName : kind.toLowerCase(),
        shortNames: Array.isArray(shortNames) ? shortNames.filter((short) => typeof short === 'string') : [],
        namespaced: namespaced === true,
      },
    ];
  });
}
