import { keyOf } from '../../../core/kubernetes/kept/kept-objects.ts';
import type { KubernetesObject } from '../../../core/kubernetes/objects/kubernetes-object.ts';
import { textAt } from '../../../core/kubernetes/status/conditions.ts';
import { statusOf } from '../../../core/kubernetes/status/status-of.ts';
import { byTime, type EventFacts, readEvent } from '../../../core/kubernetes/view/event-facts.ts';
import { type TreeEntry, treeOf } from '../../../core/kubernetes/view/object-tree.ts';
import { uidOf } from '../../../core/kubernetes/view/ownership.ts';
import { podFactsOf } from '../../../core/kubernetes/view/pod-facts.ts';
import { rolloutOf } from '../../../core/kubernetes/view/rollout.ts';
import type { KubernetesRow, KubernetesView } from '../../api/kubernetes-contract.ts';
import type { DeploymentFeed, PlacedObject } from './deployment-feed.ts';

/** A row with what it was made from. */
export interface FoundRow {
  row: KubernetesRow;
  entry: TreeEntry<PlacedObject>;
  /** The events of it and of what is below it, newest first. */
  events: EventFacts[];
}

/** More are not sent; a deployment of so many objects is looked at with other tools. */
const mostRows = 1_000;

/** Everything that is known of a deployment's objects now, each with what is below it right after it. */
export function rowsOf(feed: DeploymentFeed): FoundRow[] {
  const byCluster = Map.groupBy(feed.objects, ({ cluster }) => cluster);
  const rows: FoundRow[] = [];
  for (const [cluster, objects] of byCluster) {
    const entries = treeOf(objects, cluster === null ? [] : feed.liveOn(cluster));
    const events = cluster === null ? [] : feed.eventsOn(cluster).map(readEvent);
    const byObject = Map.groupBy(events, ({ about }) => about.uid);
    rows.push(...entries.map((entry, at) => toRow(feed, entry, eventsOf(entries, at, byObject))));
  }
  return rows;
}

/** The same as people see it. */
export function viewOf(feed: DeploymentFeed): KubernetesView {
  const rows = rowsOf(feed);
  return {
    isLoading: feed.isLoading,
    servers: feed.servers,
    rows: rows.slice(0, mostRows).map(({ row }) => row),
    left: Math.max(0, rows.length - mostRows),
    troubles: feed.faults.map(({ about, fault }) => ({
      ...{ about, reason: fault.reason, message: fault.detail, hint: fault.hint },
    })),
  };
}

/** Those of the entry and of the ones below it, which follow it. */
function eventsOf(
  entries: readonly TreeEntry<PlacedObject>[],
  at: number,
  byObject: ReadonlyMap<string, EventFacts[]>,
): EventFacts[] {
  const depth = entries[at]?.depth ?? 0;
  const next = entries.findIndex((entry, place) => place > at && entry.depth <= depth);
  return entries
    .slice(at, next === -1 ? undefined : next)
    .flatMap(({ live }) => (live === null ? [] : (byObject.get(uidOf(live)) ?? [])))
    .toSorted(byTime);
}

function toRow(feed: DeploymentFeed, entry: TreeEntry<PlacedObject>, events: EventFacts[]): FoundRow {
  const { root, depth, identity, live } = entry;
  const { apiVersion, kind, namespace, name } = identity;
  const row: KubernetesRow = {
    id: live === null ? `${root.instance.id}/${keyOf(identity)}` : uidOf(live),
    ...{ depth, apiVersion, kind, namespace, name },
    ...{ node: root.instance.nodeName, instance: root.instance.id },
    ...stateOf(live, { isUnknown: feed.isUnknown(identity, root.cluster), isLoading: feed.isLoading }),
    createdAt: live === null ? null : textAt(live.metadata, 'creationTimestamp') || null,
    rollout: live === null ? null : rolloutOf(live),
    pod: live === null ? null : podFactsOf(live),
    events: {
      count: events.length,
      warnings: events.filter(({ isWarning }) => isWarning).length,
      lastAt: events[0]?.lastAt ?? null,
    },
  };
  return { row, entry, events };
}

function stateOf(
  live: KubernetesObject | null,
  { isUnknown, isLoading }: { isUnknown: boolean; isLoading: boolean },
): Pick<KubernetesRow, 'state' | 'reason'> {
  if (live === null) return { state: isUnknown || isLoading ? 'unknown' : 'missing', reason: null };
  if (isUnknown) return { state: 'unknown', reason: 'it cannot be read now; what is shown is what was seen last' };
  const status = statusOf(live);
  return status.state === 'ready' ? { state: 'ready', reason: null } : status;
}
