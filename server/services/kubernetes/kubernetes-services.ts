import { differencesOf } from '../../../core/kubernetes/drift/differences.ts';
import { ClusterReadFault, type ClusterReadReason } from '../../../core/ports/cluster-reader.ts';
import { findDeployment } from '../../../db/repositories/deployment.ts';
import type {
  KubernetesDiff,
  KubernetesEventView,
  KubernetesLogMessage,
  KubernetesView,
} from '../../api/kubernetes-contract.ts';
import { AppError, type AppErrorCode } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import { redactJson } from '../../security/redaction/redact-json.ts';
import type { Redactor } from '../../security/redaction/redactor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import type { DeploymentFeed } from './deployment-feed.ts';
import { Feeds } from './feeds.ts';
import { findDeploymentObjects } from './find-objects.ts';
import { pause } from './pause.ts';
import { type PodLogRequest, podOf, readPodLogs } from './pod-logs.ts';
import { type FoundRow, rowsOf, viewOf } from './view-of.ts';

/** An object of a deployment: `row` is the id of a `KubernetesRow`. */
export interface RowName {
  id: string;
  row: string;
}

/** What deployments have on Kubernetes clusters. Everything is read from the cluster with the deployment's own account. */
export interface KubernetesServices {
  /** Its objects with what controllers made below them, once. */
  list(actor: Actor, id: string): Promise<KubernetesView>;
  /** The same at once, and again after each change, until `signal` aborts. */
  watch(actor: Actor, id: string, signal: AbortSignal): AsyncIterable<KubernetesView>;
  /** What happened to an object and to those below it, newest first. */
  events(actor: Actor, name: RowName): Promise<KubernetesEventView[]>;
  /** What is other on the cluster than it was applied. */
  diff(actor: Actor, name: RowName): Promise<KubernetesDiff>;
  /** The lines of a pod's container, until it ends where they are followed, or `signal` aborts. */
  logs(actor: Actor, request: RowName & PodLogRequest & { signal: AbortSignal }): AsyncIterable<KubernetesLogMessage>;
}

type Redaction = Pick<Redactor, 'redact'>;

/** A cluster that has not answered by then is told as it is. */
const patienceMs = 12_000;
/** Two views are at least so far apart. */
const viewPauseMs = 300;
const mostEvents = 500;

export function kubernetesServices(d: ServiceDependencies): KubernetesServices {
  const { redactor } = d;
  const feeds = new Feeds((id, tenant) => ({
    clusters: d.clusters,
    log: d.log,
    findObjects: () => findDeploymentObjects(d, { id, tenant }),
    changes: (signal) => d.events.watchDeployment(id, signal),
  }));

  /** Reads with the deployment's feed once everything of it was read, or the cluster has not answered for long. */
  async function* inFeed<T>(
    actor: Actor,
    { id, signal }: { id: string; signal?: AbortSignal },
    read: (feed: DeploymentFeed) => AsyncIterable<T>,
  ): AsyncGenerator<T> {
    if ((await findDeployment(d.db, actor.tenant.id, id)) === null) throw notFound('deployment');
    yield* feeds.read(id, actor.tenant, async function* (feed) {
      const patience = AbortSignal.timeout(patienceMs);
      await feed.loaded(signal === undefined ? patience : AbortSignal.any([patience, signal]));
      yield* read(feed);
    });
  }

  async function inRow<T>(actor: Actor, name: RowName, read: (row: FoundRow) => Promise<T>): Promise<T> {
    for await (const result of inFeed(actor, name, async function* (feed) {
      yield await read(findRow(feed, name.row));
    }))
      return result;
    throw notFound('object');
  }

  return {
    async list(actor, id) {
      for await (const view of inFeed(actor, { id }, async function* (feed) {
        yield masked(viewOf(feed), redactor);
      }))
        return view;
      throw notFound('deployment');
    },
    async *watch(actor, id, signal) {
      if ((await findDeployment(d.db, actor.tenant.id, id)) === null) throw notFound('deployment');
      yield* feeds.read(id, actor.tenant, (feed) => views(feed, { redactor, signal }));
    },
    events: (actor, name) => inRow(actor, name, async (row) => eventsIn(row, redactor)),
    diff: (actor, name) => inRow(actor, name, (row) => readable(() => diffOf(row, redactor))),
    async *logs(actor, { id, row, signal, ...request }) {
      yield* inFeed(actor, { id, signal }, async function* (feed) {
        const pod = podOf(findRow(feed, row), request.container);
        try {
          yield* readPodLogs(pod, { ...request, signal, redactor });
        } catch (fault) {
          throw toFault(fault);
        }
      });
    },
  };
}

async function* views(
  feed: DeploymentFeed,
  { redactor, signal }: { redactor: Redaction; signal: AbortSignal },
): AsyncGenerator<KubernetesView> {
  while (!signal.aborted) {
    const { version } = feed;
    yield masked(viewOf(feed), redactor);
    await pause(viewPauseMs, signal);
    await feed.changed(version, signal);
  }
}

/** What clusters say may hold secrets that a deployment gave them. */
function masked(view: KubernetesView, { redact }: Redaction): KubernetesView {
  const rows = view.rows.map((row) => (row.reason === null ? row : { ...row, reason: redact(row.reason) }));
  const troubles = view.troubles.map((trouble) => ({
    ...trouble,
    ...{ message: redact(trouble.message), hint: redact(trouble.hint) },
  }));
  return { ...view, rows, troubles };
}

function eventsIn({ events }: FoundRow, { redact }: Redaction): KubernetesEventView[] {
  return events.slice(0, mostEvents).map(({ about: { kind, name }, ...event }) => ({
    ...{ ...event, reason: redact(event.reason), message: redact(event.message) },
    ...{ kind, name },
  }));
}

async function diffOf({ entry }: FoundRow, redactor: Redaction): Promise<KubernetesDiff> {
  const { root, depth } = entry;
  if (depth > 0 || root.applied === null || root.cluster === null) return { outcome: 'unknown', differences: [] };
  const live = await root.cluster.get(root.identity);
  if (live === null) return { outcome: 'missing', differences: [] };
  const differences = differencesOf(root.applied, live).map((each) => ({
    path: redactor.redact(each.path),
    desired: redactJson(each.desired, redactor),
    live: redactJson(each.live ?? null, redactor),
  }));
  return { outcome: differences.length === 0 ? 'same' : 'different', differences };
}

function findRow(feed: DeploymentFeed, id: string): FoundRow {
  const found = rowsOf(feed).find(({ row }) => row.id === id);
  if (found === undefined) throw notFound('object of this deployment');
  return found;
}

const codes: Partial<Record<ClusterReadReason, AppErrorCode>> = { 'not found': 'not-found', other: 'bad-request' };

/** What the cluster refused, as people are told it. */
function toFault(fault: unknown): unknown {
  return fault instanceof ClusterReadFault
    ? new AppError(codes[fault.reason] ?? 'unavailable', fault.message, { kind: 'operational', cause: fault })
    : fault;
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (fault) {
    throw toFault(fault);
  }
}
