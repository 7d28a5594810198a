import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';
import { type ApiResource, groupOf } from '../../../../core/kubernetes/api/api-resource.ts';
import {
  identityOf,
  type KubernetesObject,
  listAt,
  mapAt,
  type ObjectIdentity,
} from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { withProtocols } from '../../../../core/kubernetes/objects/with-protocols.ts';
import { faultOfAnswer } from './api-faults.ts';
import type { ClusterAccess, ClusterRequest, ClusterResponse, SendToCluster } from './cluster-access.ts';
import {
  type ApplyOptions,
  type ClusterClient,
  fieldManager,
  type ListQuery,
  type LogQuery,
  type ObjectList,
  type PatchType,
  type RemoveOptions,
  type WatchEvent,
  type WriteOptions,
} from './cluster-client.ts';
import { ClusterFault } from './cluster-fault.ts';
import { discover } from './discover.ts';
import { collectionPath, objectPath, queryOf } from './object-path.ts';
import { readJson, readLines } from './read-answer.ts';

/** Milliseconds for which what a server serves is taken as known. */
const freshFor = 300_000;
const pageSize = 500;
/** Seconds after which a server ends a watch; one that says nothing much longer than that is lost. */
const watchSeconds = 280;
const scaleAttempts = 5;

const patchTypes: Readonly<Record<PatchType, string>> = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
};

/** Where and as whom, and the way there (`sendOverNetwork`, or one that records). */
export interface ClusterClientParts {
  access: Pick<ClusterAccess, 'server' | 'namespace'>;
  send: SendToCluster;
  pauseMs?: number | undefined;
}

/** A client of one API server; it keeps what the server serves for five minutes. */
export function createClusterClient(parts: ClusterClientParts): ClusterClient {
  return new HttpClusterClient(parts);
}

type Asking = ClusterRequest & { action: string };

class HttpClusterClient implements ClusterClient {
  readonly server: string;
  readonly namespace: string;
  readonly pauseMs: number;
  readonly #send: SendToCluster;
  #served: { at: number; resources: Promise<readonly ApiResource[]> } | null = null;

  constructor({ access, send, pauseMs = 1000 }: ClusterClientParts) {
    this.server = access.server.href.replace(/\/+$/, '');
    this.namespace = access.namespace;
    this.pauseMs = pauseMs;
    this.#send = send;
  }

  resources({ refresh = false }: { refresh?: boolean } = {}): Promise<readonly ApiResource[]> {
    const known = this.#served;
    if (known !== null && !refresh && performance.now() - known.at < freshFor) return known.resources;
    const served = {
      at: performance.now(),
      resources: discover((path) => this.#ask({ method: 'GET', path, action: `answer GET ${path}` })),
    };
    this.#served = served;
    served.resources.catch(() => {
      if (this.#served === served) this.#served = null;
    });
    return served.resources;
  }

  async get(identity: ObjectIdentity): Promise<KubernetesObject | null> {
    const resource = await this.#find(identity);
    if (resource === null) return null;
    const path = objectPath(resource, this.#placed(identity));
    const answer = await absent(this.#ask({ method: 'GET', path, action: `give ${shown(identity)}` }));
    return answer === null ? null : this.#objectOf(answer, resource);
  }

  async list(resource: ApiResource, query: ListQuery): Promise<ObjectList> {
    const items: KubernetesObject[] = [];
    const action = `list ${resource.name}`;
    for (let next: string | undefined; ; ) {
      const path = collectionPath(resource, query.namespace);
      const asked = queryOf({ ...selectorsOf(query), limit: pageSize, continue: next });
      const answer = await this.#ask({ method: 'GET', path: `${path}${asked}`, action });
      const list = isJsonObject(answer) ? answer : {};
      items.push(...listAt(list, 'items').map((item) => this.#objectOf(item, resource)));
      const { continue: token, resourceVersion } = mapAt(list, 'metadata');
      if (typeof token !== 'string' || token === '') return { items, resourceVersion: String(resourceVersion ?? '') };
      next = token;
    }
  }

  async create(object: KubernetesObject, options: WriteOptions = {}): Promise<KubernetesObject> {
    const identity = identityOf(object);
    const resource = await this.#needed(identity);
    const path = collectionPath(resource, this.#placed(identity).namespace);
    return this.#write(resource, {
      method: 'POST',
      path: `${path}${queryOf({ fieldManager, ...dryRunOf(options) })}`,
      contentType: 'application/json',
      body: JSON.stringify(object),
      action: `create ${shown(identity)}`,
    });
  }

  async apply(object: KubernetesObject, { force, ...options }: ApplyOptions = {}): Promise<KubernetesObject> {
    const identity = identityOf(object);
    const resource = await this.#needed(identity);
    // A server refuses what tells of managers.
    const { managedFields: _, ...metadata } = object.metadata;
    return this.#write(resource, {
      method: 'PATCH',
      path: `${objectPath(resource, this.#placed(identity))}${queryOf({ fieldManager, force, ...dryRunOf(options) })}`,
      // JSON is YAML.
      contentType: 'application/apply-patch+yaml',
      body: JSON.stringify({ ...withProtocols(object), metadata }),
      action: `apply ${shown(identity)}`,
    });
  }

  async patch(identity: ObjectIdentity, patch: Json, type: PatchType): Promise<KubernetesObject> {
    const resource = await this.#needed(identity);
    return this.#write(resource, {
      method: 'PATCH',
      path: `${objectPath(resource, this.#placed(identity))}${queryOf({ fieldManager })}`,
      contentType: patchTypes[type],
      body: JSON.stringify(patch),
      action: `change ${shown(identity)}`,
    });
  }

  async scale(identity: ObjectIdentity, replicas: number): Promise<void> {
    const resource = await this.#needed(identity);
    const path = `${objectPath(resource, this.#placed(identity))}/scale`;
    const action = `scale ${shown(identity)}`;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#ask({ method: 'GET', path, action });
      const scale = isJsonObject(answer) ? answer : {};
      if (mapAt(scale, 'spec')['replicas'] === replicas) return;
      const body = JSON.stringify({ ...scale, spec: { ...mapAt(scale, 'spec'), replicas } });
      const put: Asking = {
        ...{ method: 'PUT', path: `${path}${queryOf({ fieldManager })}`, contentType: 'application/json' },
        ...{ body, action },
      };
      try {
        await this.#ask(put);
        return;
      } catch (error) {
        const isChanged = error instanceof ClusterFault && error.reason === 'conflict';
        if (!isChanged || attempt === scaleAttempts) throw error;
      }
    }
  }

  async remove(identity: ObjectIdentity, options: RemoveOptions = {}): Promise<boolean> {
    const resource = await this.#find(identity);
    if (resource === null) return false;
    const answer = await absent(
      this.#ask({
        method: 'DELETE',
        path: objectPath(resource, this.#placed(identity)),
        contentType: 'application/json',
        body: JSON.stringify({
          ...{ apiVersion: 'v1', kind: 'DeleteOptions' },
          ...{ propagationPolicy: options.propagationPolicy ?? 'Foreground' },
          ...(options.gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds: options.gracePeriodSeconds }),
        }),
        action: `delete ${shown(identity)}`,
      }),
    );
    return answer !== null;
  }

  async *watch(
    resource: ApiResource,
    query: ListQuery & { resourceVersion: string; signal: AbortSignal },
  ): AsyncIterable<WatchEvent> {
    const asked = queryOf({
      ...{ watch: true, allowWatchBookmarks: true, timeoutSeconds: watchSeconds },
      ...{ resourceVersion: query.resourceVersion, ...selectorsOf(query) },
    });
    const action = `watch ${resource.name}`;
    const lost = AbortSignal.timeout((watchSeconds + 60) * 1000);
    const lines = this.#lines({
      ...{ method: 'GET', path: `${collectionPath(resource, query.namespace)}${asked}`, isStream: true, action },
      signal: AbortSignal.any([query.signal, lost]),
    });
    for await (const line of untilAborted(lines, query.signal)) {
      const event = this.#eventOf(line, resource, action);
      if (event !== null) yield event;
    }
  }

  async *logs(pod: ObjectIdentity, query: LogQuery & { signal: AbortSignal }): AsyncIterable<string> {
    const resource = await this.#needed(pod);
    const { container, follow, tailLines, previous, signal } = query;
    const path = `${objectPath(resource, this.#placed(pod))}/log${queryOf({ container, follow, tailLines, previous })}`;
    const action = `give the log of ${shown(pod)}`;
    yield* untilAborted(this.#lines({ method: 'GET', path, isStream: true, signal, action }), signal);
  }

  async version(): Promise<JsonObject> {
    const answer = await this.#ask({ method: 'GET', path: '/version', action: 'tell its version' });
    return isJsonObject(answer) ? answer : {};
  }

  /** Where an object is sent; asked anew when it is of a kind that was not served a moment ago. */
  async #find({ apiVersion, kind }: ObjectIdentity): Promise<ApiResource | null> {
    const among = (served: readonly ApiResource[]) =>
      served.find((resource) => resource.apiVersion === apiVersion && resource.kind === kind) ?? null;
    return among(await this.resources()) ?? among(await this.resources({ refresh: true }));
  }

  async #needed(identity: ObjectIdentity): Promise<ApiResource> {
    const found = await this.#find(identity);
    if (found !== null) return found;
    throw new ClusterFault('not found', {
      detail: `${this.server} has no ${identity.kind} of ${identity.apiVersion} ("${identity.name}").`,
      hint:
        groupOf(identity.apiVersion) === ''
          ? 'Check the kind.'
          : 'Create its CustomResourceDefinition first, or check the apiVersion.',
    });
  }

  #placed(identity: ObjectIdentity): { namespace: string; name: string } {
    return { namespace: identity.namespace ?? this.namespace, name: identity.name };
  }

  #objectOf(answer: Json, { apiVersion, kind }: Pick<ApiResource, 'apiVersion' | 'kind'>): KubernetesObject {
    if (isJsonObject(answer)) return { ...answer, apiVersion, kind, metadata: mapAt(answer, 'metadata') };
    throw this.#strange();
  }

  async #write(resource: ApiResource, asking: Asking): Promise<KubernetesObject> {
    return this.#objectOf(await this.#ask(asking), resource);
  }

  async #ask(asking: Asking): Promise<Json> {
    const { action, ...request } = asking;
    const response = await this.#send(request);
    const answer = await readJson(response, this.server);
    if (response.status < 200 || response.status > 299) throw this.#refusal(action, response.status, answer);
    if (answer === undefined) throw this.#strange();
    return answer;
  }

  async *#lines({ action, ...request }: Asking): AsyncIterable<string> {
    const response: ClusterResponse = await this.#send(request);
    if (response.status !== 200) {
      throw this.#refusal(action, response.status, await readJson(response, this.server));
    }
    yield* readLines(response, this.server);
  }

  #eventOf(line: string, resource: ApiResource, action: string): WatchEvent | null {
    if (line.trim() === '') return null;
    const event = parsed(line);
    if (!isJsonObject(event)) throw this.#strange();
    const { type, object } = event;
    if (type === 'ERROR') {
      const code = isJsonObject(object) && typeof object['code'] === 'number' ? object['code'] : 500;
      throw this.#refusal(action, code, object);
    }
    const isKnown = type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED' || type === 'BOOKMARK';
    return isKnown && object !== undefined ? { type, object: this.#objectOf(object, resource) } : null;
  }

  #refusal(action: string, status: number, answer: Json | undefined): ClusterFault {
    return faultOfAnswer({ server: this.server, action }, status, answer);
  }

  #strange(): ClusterFault {
    return new ClusterFault('server error', {
      detail: `${this.server} does not answer as a Kubernetes API server does.`,
      hint: 'Check the address and port.',
    });
  }
}

/** Null when there is no such object. */
async function absent(answer: Promise<Json>): Promise<Json | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ClusterFault && error.reason === 'not found') return null;
    throw error;
  }
}

/** What an aborted reader does not wait for is no fault. */
async function* untilAborted<T>(values: AsyncIterable<T>, signal: AbortSignal): AsyncIterable<T> {
  try {
    for await (const value of values) {
      if (signal.aborted) return;
      yield value;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function parsed(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
}

function selectorsOf({ labelSelector, fieldSelector }: ListQuery): Record<string, string | undefined> {
  return { labelSelector, fieldSelector };
}

function dryRunOf({ dryRun = false }: WriteOptions): Record<string, string | undefined> {
  return { dryRun: dryRun ? 'All' : undefined };
}

function shown({ kind, name, namespace }: ObjectIdentity): string {
  return `${kind} "${name}"${namespace === null ? '' : ` in ${namespace}`}`;
}
