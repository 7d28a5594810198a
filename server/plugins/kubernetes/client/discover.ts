import type { Json } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';
import { type ApiResource, readApiResources } from '../../../../core/kubernetes/api/api-resource.ts';
import { listAt, mapAt } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { ClusterFault } from './cluster-fault.ts';

/** Asks for a path of the server by GET. */
export type ReadPath = (path: string) => Promise<Json>;

/**
 * What a server serves: the core group first, then the groups in the server's own order, each with its preferred version
 * first. A group whose own server is away is left out, as `kubectl` does.
 */
export async function discover(read: ReadPath): Promise<readonly ApiResource[]> {
  const [core, groups] = await Promise.all([read('/api'), read('/apis')]);
  const paths = [...coreVersionsOf(core).map((version) => `/api/${version}`), ...groupVersionsOf(groups)];
  const answers = await Promise.all(
    paths.map((path) =>
      read(path).catch((error: unknown): null => {
        if (error instanceof ClusterFault && ['server error', 'not found'].includes(error.reason)) return null;
        throw error;
      }),
    ),
  );
  return answers.flatMap((answer) => readApiResources(answer));
}

function coreVersionsOf(answer: Json): string[] {
  return isJsonObject(answer) ? listAt(answer, 'versions').filter((version) => typeof version === 'string') : [];
}

function groupVersionsOf(answer: Json): string[] {
  const groups = isJsonObject(answer) ? listAt(answer, 'groups').filter((group) => isJsonObject(group)) : [];
  return groups.flatMap((group) => {
    const preferred = mapAt(group, 'preferredVersion')['groupVersion'];
    const versions = listAt(group, 'versions').flatMap((version) => {
      const name = isJsonObject(version) ? version['groupVersion'] : undefined;
      return typeof name === 'string' ? [name] : [];
    });
    return [...versions.filter((name) => name === preferred), ...versions.filter((name) => name !== preferred)].map(
      (name) => `/apis/${name}`,
    );
  });
}
