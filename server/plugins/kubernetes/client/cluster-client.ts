import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import type { ApiResource } from '../../../../core/kubernetes/api/api-resource.ts';
import type { KubernetesObject, ObjectIdentity } from '../../../../core/kubernetes/objects/kubernetes-object.ts';

/** The name under which Gantry owns fields of objects. */
export const fieldManager = 'gantry';

export interface ListQuery {
  /** Null: all namespaces. */
  namespace: string | null;
  labelSelector?: string;
  fieldSelector?: string;
}

export interface ObjectList {
  items: KubernetesObject[];
  /** Where a watch goes on from. */
  resourceVersion: string;
}

/** A change of a watched object; `BOOKMARK` only tells where a watch goes on from. */
export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: KubernetesObject;
}

export interface WriteOptions {
  /** The server checks the request and keeps nothing. */
  dryRun?: boolean;
}

export interface ApplyOptions extends WriteOptions {
  /** Fields that others own are taken over. Default: a conflict is an error. */
  force?: boolean;
}

export interface RemoveOptions {
  /** Default: `Foreground`. */
  propagationPolicy?: 'Foreground' | 'Background' | 'Orphan';
  gracePeriodSeconds?: number;
}

export interface LogQuery {
  container?: string;
  follow?: boolean;
  tailLines?: number;
  /** Of the container before the last restart. */
  previous?: boolean;
}

export type PatchType = 'merge' | 'strategic' | 'json';

/**
 * One API server, asked as one account. Objects are in versions that the server serves (`chooseResource`); a namespaced
 * object without a namespace goes to `namespace`. All but `get` and `remove` throw `ClusterFault` when there is no such
 * object; all throw it for what the server refuses, and when it does not answer.
 */
export interface ClusterClient {
  /** As messages name it: `https://10.0.0.1:6443`. */
  readonly server: string;
  /** For objects that name none. */
  readonly namespace: string;
  /** The longest pause between two questions about what is waited for. */
  readonly pauseMs: number;
  /** What the server serves, all groups, preferred versions first. Asked once; `refresh`: anew, as after a new definition. */
  resources(options?: { refresh?: boolean }): Promise<readonly ApiResource[]>;
  /** Null: there is none. */
  get(identity: ObjectIdentity): Promise<KubernetesObject | null>;
  list(resource: ApiResource, query: ListQuery): Promise<ObjectList>;
  /** POST: for objects that the server names; the answer has its name. */
  create(object: KubernetesObject, options?: WriteOptions): Promise<KubernetesObject>;
  /** Server-side apply as `fieldManager`. */
  apply(object: KubernetesObject, options?: ApplyOptions): Promise<KubernetesObject>;
  patch(identity: ObjectIdentity, patch: Json, type: PatchType): Promise<KubernetesObject>;
  /** Sets the replicas by the scale subresource; the object is read again when somebody else changed it meanwhile. */
  scale(identity: ObjectIdentity, replicas: number): Promise<void>;
  /** False: it was gone already. It may take its time to go: ask with `get`. */
  remove(identity: ObjectIdentity, options?: RemoveOptions): Promise<boolean>;
  /** Ends when the server ends it or the signal is aborted; begin anew from the last `resourceVersion`. */
  watch(
    resource: ApiResource,
    query: ListQuery & { resourceVersion: string; signal: AbortSignal },
  ): AsyncIterable<WatchEvent>;
  /** Lines of a container. */
  logs(pod: ObjectIdentity, query: LogQuery & { signal: AbortSignal }): AsyncIterable<string>;
  /** What `/version` answers. */
  version(): Promise<JsonObject>;
}
