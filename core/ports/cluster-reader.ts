import type { KindOfObject } from '../kubernetes/api/kind-to-read.ts';
import { KubernetesFault } from '../kubernetes/kubernetes-fault.ts';
import type { KubernetesObject, ObjectIdentity } from '../kubernetes/objects/kubernetes-object.ts';
import type { OperationContext, StopSignal } from './operation.ts';

/** The objects of one kind, and where a watch of them goes on from. */
export interface ListedObjects {
  items: readonly KubernetesObject[];
  resourceVersion: string;
}

/** A change of a watched object; `BOOKMARK` only tells where a watch goes on from. */
export interface ObjectChange {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: KubernetesObject;
}

/** Which lines of a container are read. */
export interface LogRequest {
  container: string;
  /** New lines too, until the container ends. */
  follow: boolean;
  /** Only so many of those that are there; null: all. */
  tailLines: number | null;
  /** Of the container before its last restart. */
  previous: boolean;
  signal: StopSignal;
}

/** A cluster that is only read. Everything throws `ClusterReadFault`. */
export interface ReadableCluster {
  /** As messages name it: `https://10.0.0.1:6443`. */
  readonly server: string;
  /** That of objects that name none. */
  readonly namespace: string;
  /** The kind in the version that the server has it in, and whether its objects are in namespaces. */
  kind(of: KindOfObject): Promise<KindOfObject & { isNamespaced: boolean }>;
  /** Null: there is none. */
  get(identity: ObjectIdentity): Promise<KubernetesObject | null>;
  /** `namespace` null: of all namespaces, or of none. */
  list(of: KindOfObject, namespace: string | null): Promise<ListedObjects>;
  /** Changes after `resourceVersion`, until the server or the signal ends it. */
  watch(
    of: KindOfObject,
    from: { namespace: string | null; resourceVersion: string; signal: StopSignal },
  ): AsyncIterable<ObjectChange>;
  logs(pod: { namespace: string; name: string }, request: LogRequest): AsyncIterable<string>;
}

/** Signs in to clusters as operations do, in order to read. */
export interface ClusterReader {
  /** The cluster that the operation works on; the same object for the same cluster and account. Throws `ClusterReadFault`. */
  of(context: OperationContext): Promise<ReadableCluster>;
}

/** Why a cluster cannot be read. `gone`: a watch must begin anew with a list. */
export type ClusterReadReason =
  | 'unreachable'
  | 'certificate'
  | 'not signed in'
  | 'forbidden'
  | 'not found'
  | 'gone'
  | 'other';

/** A cluster cannot be read: why, and what to do about it. */
export class ClusterReadFault extends KubernetesFault {
  override name = 'ClusterReadFault';
  readonly reason: ClusterReadReason;

  constructor(reason: ClusterReadReason, { detail, hint }: { detail: string; hint: string }) {
    super(detail, hint);
    this.reason = reason;
  }
}
