import type { KubernetesObject, ObjectIdentity } from '../../../core/kubernetes/objects/kubernetes-object.ts';
import { kindsBelow } from '../../../core/kubernetes/view/ownership.ts';
import { type ClusterReader, ClusterReadFault, type ReadableCluster } from '../../../core/ports/cluster-reader.ts';
import { NonRecoverableError, OperationRetry, RecoverableError } from '../../../core/ports/operation.ts';
import { AppError } from '../../faults/app-error.ts';
import type { ServerLog } from '../../log.ts';
import { UnrunnableExecution } from '../../runtime/unrunnable-execution.ts';
import { Bell } from './bell.ts';
import type { DeploymentObject, DeploymentObjects } from './find-objects.ts';
import { pause, waitAfter } from './pause.ts';
import { eventKind, type WantedKind, WatchSet } from './watch-set.ts';

/** An object with the cluster that it is on; null where that cannot be found. */
export interface PlacedObject extends DeploymentObject {
  cluster: ReadableCluster | null;
}

export interface DeploymentFeedOptions {
  clusters: ClusterReader;
  log: ServerLog;
  /** What the deployment has now. */
  findObjects(): Promise<DeploymentObjects>;
  /** One message at once, and one each time the deployment changed. */
  changes(signal: AbortSignal): AsyncIterable<unknown>;
}

/** Why something of a deployment cannot be seen. */
export interface FeedFault {
  about: string;
  fault: ClusterReadFault;
}

const rereadMs = 500;

/** The objects of one deployment and what its clusters say of them, as long as somebody looks. */
export class DeploymentFeed {
  readonly #options: DeploymentFeedOptions;
  readonly #stop = new AbortController();
  readonly #watches: WatchSet;
  readonly #bell = new Bell();
  #objects: PlacedObject[] = [];
  #faults: FeedFault[] = [];
  #isRead = false;
  #version = 0;

  constructor(options: DeploymentFeedOptions) {
    this.#options = options;
    this.#watches = new WatchSet({
      onChange: () => this.#note(),
      onBug: (fault) => options.log('error', 'watching a cluster failed', { fault }),
    });
    void this.#run();
  }

  /** Grows with each change. */
  get version(): number {
    return this.#version;
  }

  get objects(): readonly PlacedObject[] {
    return this.#objects;
  }

  get isLoading(): boolean {
    return !this.#isRead || !this.#watches.isLoaded;
  }

  get servers(): string[] {
    return [...new Set(this.#watches.clusters.map(({ server }) => server))];
  }

  /** Why something cannot be seen. */
  get faults(): FeedFault[] {
    const { left } = this.#watches;
    const unwatched = left === 0 ? [] : [{ about: 'the deployment', fault: tooMany(left) }];
    return [...this.#faults, ...this.#watches.faults, ...unwatched];
  }

  /** Whether objects of a kind cannot be read now. */
  isUnknown(identity: ObjectIdentity, cluster: ReadableCluster | null): boolean {
    return cluster === null || this.#watches.isUnknown(wantedOf(identity, cluster));
  }

  /** What is there on a cluster, events apart. */
  liveOn(cluster: ReadableCluster): KubernetesObject[] {
    return this.#watches.objectsOn(cluster);
  }

  eventsOn(cluster: ReadableCluster): KubernetesObject[] {
    return this.#watches.eventsOn(cluster);
  }

  /** Resolves when something is other than at `version`, or the signal aborts. */
  async changed(version: number, signal: AbortSignal): Promise<void> {
    if (this.#version === version) await this.#bell.rung(signal);
  }

  /** Resolves when everything was read once, or the signal aborts. */
  async loaded(signal: AbortSignal): Promise<void> {
    while (this.isLoading && !signal.aborted) await this.changed(this.#version, signal);
  }

  /** Ends all requests. */
  close(): void {
    this.#stop.abort();
    this.#watches.close();
  }

  #note(): void {
    this.#version += 1;
    this.#bell.ring();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let failures = 0; !signal.aborted; failures += 1) {
      // A cluster that was not found may be there soon, as may a database.
      if (failures > 0) await pause(waitAfter(failures), signal);
      try {
        if (await this.#follow()) failures = 0;
      } catch (fault) {
        if (!signal.aborted && !(fault instanceof UnrunnableExecution))
          this.#options.log('warning', 'reading the Kubernetes objects of a deployment failed', { fault });
      }
    }
  }

  /** Reads again with each change, until a cluster cannot be found. True: once all of them were. */
  async #follow(): Promise<boolean> {
    const { signal } = this.#stop;
    let wasWhole = false;
    for await (const _ of this.#options.changes(signal)) {
      await this.#reread();
      if (this.#faults.length > 0) break;
      wasWhole = true;
      await pause(rereadMs, signal);
    }
    return wasWhole;
  }

  async #reread(): Promise<void> {
    const found = await this.#options.findObjects();
    const instances = new Map(found.objects.map(({ instance }) => [instance.id, instance]));
    const clusters = new Map<string, ReadableCluster>();
    const faults: FeedFault[] = [];
    for (const [id, instance] of instances) {
      const read = await this.#clusterOf(() => found.contextOf(instance, this.#stop.signal));
      if (read instanceof ClusterReadFault) faults.push({ about: `the cluster of ${id}`, fault: read });
      else clusters.set(id, read);
    }
    const objects: PlacedObject[] = [];
    for (const object of found.objects) objects.push(await place(object, clusters.get(object.instance.id) ?? null));
    if (this.#stop.signal.aborted) return;
    this.#objects = objects;
    this.#faults = faults;
    this.#watches.want(objects.flatMap(allWantedOf));
    this.#isRead = true;
    this.#note();
  }

  async #clusterOf(
    context: () => ReturnType<DeploymentObjects['contextOf']>,
  ): Promise<ReadableCluster | ClusterReadFault> {
    try {
      return await this.#options.clusters.of(await context());
    } catch (fault) {
      return faultOf(fault, this.#options.log);
    }
  }
}

/** One without a namespace is in that of the cluster's account, where its kind is in namespaces at all. */
async function place(object: DeploymentObject, cluster: ReadableCluster | null): Promise<PlacedObject> {
  const { identity } = object;
  if (cluster === null || identity.namespace !== null) return { ...object, cluster };
  const isNamespaced = await cluster.kind(identity).then(
    (kind) => kind.isNamespaced,
    // The watch of its kind will say why.
    () => false,
  );
  return isNamespaced
    ? { ...object, identity: { ...identity, namespace: cluster.namespace }, cluster }
    : { ...object, cluster };
}

function wantedOf({ apiVersion, kind, namespace }: ObjectIdentity, cluster: ReadableCluster): WantedKind {
  return { cluster, kind: { apiVersion, kind }, namespace };
}

/** The kind of the object, those of what controllers make below it, and the events about them. */
function allWantedOf(object: PlacedObject): WantedKind[] {
  const { cluster, identity } = object;
  if (cluster === null) return [];
  const own = wantedOf(identity, cluster);
  // Events about what is in no namespace are in this one.
  const events = { ...own, kind: eventKind, namespace: identity.namespace ?? 'default' };
  return [own, ...kindsBelow(identity).map((kind) => ({ ...own, kind })), events];
}

function tooMany(left: number): ClusterReadFault {
  return new ClusterReadFault('other', {
    detail: `It has objects of more kinds and namespaces than are watched at once; ${left} of these are not shown.`,
    hint: 'Look at those with kubectl.',
  });
}

/** What an operation would have failed with, in words. */
function faultOf(fault: unknown, log: ServerLog): ClusterReadFault {
  if (fault instanceof ClusterReadFault) return fault;
  const isSaid =
    fault instanceof NonRecoverableError ||
    fault instanceof RecoverableError ||
    fault instanceof OperationRetry ||
    fault instanceof AppError;
  if (isSaid) return new ClusterReadFault('other', { detail: fault.message, hint: '' });
  log('warning', 'finding the cluster of a deployment failed', { fault });
  return new ClusterReadFault('other', {
    detail: 'The cluster of this node instance could not be found.',
    hint: 'Look at its client_config, and at the server log.',
  });
}
