import type { Json } from '../../core/blueprint/json.ts';
import type { PodFacts } from '../../core/kubernetes/view/pod-facts.ts';
import type { Rollout } from '../../core/kubernetes/view/rollout.ts';
import type { ClusterReadReason } from '../../core/ports/cluster-reader.ts';

/* What the API tells of the objects that a deployment has on Kubernetes clusters. Times are ISO 8601. */

/** What can be said of an object: `missing`: the cluster has none; `unknown`: the cluster could not be asked. */
export type KubernetesState = 'ready' | 'waiting' | 'failed' | 'missing' | 'unknown';

/** An object of a deployment, or one that a controller made below it. */
export interface KubernetesRow {
  /** Names it for as long as it is there. */
  id: string;
  /** 0: an object of the deployment itself; those below an object follow right after it. */
  depth: number;
  apiVersion: string;
  kind: string;
  /** Null: its kind is in no namespace. */
  namespace: string | null;
  name: string;
  /** The node and node instance of the deployment that it belongs to. */
  node: string;
  instance: string;
  state: KubernetesState;
  /** What is waited for, or what went wrong; null when it is ready. */
  reason: string | null;
  createdAt: string | null;
  rollout: Rollout | null;
  pod: PodFacts | null;
  /** The events of it and of what is below it: how many, and when the last one was. */
  events: { count: number; warnings: number; lastAt: string | null };
}

/** Something that keeps the view from being whole, and what to do about it. */
export interface KubernetesTrouble {
  /** What could not be read: a cluster, or a kind of objects on it. */
  about: string;
  reason: ClusterReadReason;
  message: string;
  hint: string;
}

/** All objects of a deployment on clusters, as they are now. */
export interface KubernetesView {
  /** Not everything was read yet. */
  isLoading: boolean;
  /** The clusters that they are on. */
  servers: string[];
  rows: KubernetesRow[];
  /** How many more there are than `rows` holds. */
  left: number;
  troubles: KubernetesTrouble[];
}

/** Something that happened to an object. */
export interface KubernetesEventView {
  id: string;
  isWarning: boolean;
  reason: string;
  message: string;
  count: number;
  lastAt: string;
  firstAt: string;
  by: string;
  kind: string;
  name: string;
}

/** What is other on the cluster than it was applied. */
export interface KubernetesDiff {
  /** `unknown`: what was applied was not kept. */
  outcome: 'same' | 'different' | 'missing' | 'unknown';
  /** `live` null: there is nothing. */
  differences: { path: string; desired: Json; live: Json }[];
}

/** Lines of a container, in their order. */
export interface KubernetesLogMessage {
  /** The name of their pod. */
  pod: string;
  lines: string[];
}
