import type { JsonObject } from '../../blueprint/json.ts';
import { type KubernetesObject, mapAt } from '../objects/kubernetes-object.ts';
import { countAt, textAt } from '../status/conditions.ts';
import { uidOf } from './ownership.ts';

/** Something that happened to an object, as the cluster tells it. */
export interface EventFacts {
  id: string;
  isWarning: boolean;
  reason: string;
  message: string;
  /** How often it happened. */
  count: number;
  /** When it happened last and first, ISO 8601; empty: not known. */
  lastAt: string;
  firstAt: string;
  /** Who tells it, such as `kubelet`. */
  by: string;
  about: { uid: string; kind: string; namespace: string; name: string };
}

/** Reads an event of `v1`; old and new reporters put their times and counts at different places. */
export function readEvent(object: KubernetesObject): EventFacts {
  const { metadata } = object;
  const series = mapAt(object, 'series');
  const about = mapAt(object, 'involvedObject');
  const made = textAt(object, 'eventTime') || textAt(metadata, 'creationTimestamp');
  const firstAt = textAt(object, 'firstTimestamp') || made;
  return {
    id: uidOf(object) || textAt(metadata, 'name'),
    isWarning: textAt(object, 'type') === 'Warning',
    reason: textAt(object, 'reason'),
    message: textAt(object, 'message'),
    count: Math.max(1, countAt(series, 'count'), countAt(object, 'count')),
    lastAt: textAt(series, 'lastObservedTime') || textAt(object, 'lastTimestamp') || firstAt,
    firstAt,
    by: textAt(mapAt(object, 'source'), 'component') || textAt(object, 'reportingComponent'),
    about: placeOf(about),
  };
}

function placeOf(about: JsonObject): EventFacts['about'] {
  const [uid = '', kind = '', namespace = '', name = ''] = ['uid', 'kind', 'namespace', 'name'].map((key) =>
    textAt(about, key),
  );
  return { uid, kind, namespace, name };
}

/** Newest first. */
export function byTime(left: EventFacts, right: EventFacts): number {
  return right.lastAt.localeCompare(left.lastAt) || left.id.localeCompare(right.id);
}
