import type { KindOfObject } from '../../../core/kubernetes/api/kind-to-read.ts';
import type { KubernetesObject } from '../../../core/kubernetes/objects/kubernetes-object.ts';
import { textAt } from '../../../core/kubernetes/status/conditions.ts';
import { uidOf } from '../../../core/kubernetes/view/ownership.ts';
import { ClusterReadFault, type ObjectChange, type ReadableCluster } from '../../../core/ports/cluster-reader.ts';
import { pause, waitAfter } from './pause.ts';

export interface KindWatchOptions {
  cluster: ReadableCluster;
  kind: KindOfObject;
  /** Null: all namespaces, or a kind that is in none. */
  namespace: string | null;
  /** What is kept of an object; it is called once for each that comes. */
  slim(object: KubernetesObject): KubernetesObject;
  onChange(): void;
  /** A fault that is nobody's but ours. */
  onBug(fault: unknown): void;
}

/** More objects of one kind are not kept; the first ones that the server lists are. */
const mostObjects = 10_000;
/** A server that ends watches at once must not be asked without end. */
const leastPauseMs = 250;

/** The objects of one kind in one namespace, kept true by a list and a watch after it, until it is closed. */
export class KindWatch {
  readonly #options: KindWatchOptions;
  readonly #stop = new AbortController();
  #objects = new Map<string, KubernetesObject>();
  #fault: ClusterReadFault | null = null;
  #isLoaded = false;
  readonly done: Promise<void>;

  constructor(options: KindWatchOptions) {
    this.#options = options;
    this.done = this.#run();
  }

  get objects(): Iterable<KubernetesObject> {
    return this.#objects.values();
  }

  /** It was read, or it is known why it cannot be. */
  get isLoaded(): boolean {
    return this.#isLoaded || this.#fault !== null;
  }

  /** Why it cannot be read now; what was read before is still there. */
  get fault(): ClusterReadFault | null {
    return this.#fault;
  }

  close(): void {
    this.#stop.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    let resourceVersion: string | null = null;
    for (let failures = 0; !signal.aborted; ) {
      try {
        resourceVersion ??= await this.#list();
        failures = 0;
        resourceVersion = await this.#watch(resourceVersion);
        await pause(leastPauseMs, signal);
      } catch (fault) {
        if (signal.aborted) return;
        resourceVersion = null;
        if (fault instanceof ClusterReadFault && fault.reason === 'gone') continue;
        failures += 1;
        this.#failed(fault);
        await pause(waitAfter(failures), signal);
      }
    }
  }

  async #list(): Promise<string> {
    const { cluster, kind, namespace, slim, onChange } = this.#options;
    const { items, resourceVersion } = await cluster.list(kind, namespace);
    this.#objects = new Map(items.slice(0, mostObjects).map((item) => [uidOf(item), slim(item)]));
    this.#isLoaded = true;
    this.#fault = null;
    onChange();
    return resourceVersion;
  }

  /** Where the next watch goes on. */
  async #watch(from: string): Promise<string> {
    const { cluster, kind, namespace, onChange } = this.#options;
    const { signal } = this.#stop;
    let resourceVersion = from;
    for await (const change of cluster.watch(kind, { namespace, resourceVersion, signal })) {
      resourceVersion = textAt(change.object.metadata, 'resourceVersion') || resourceVersion;
      if (change.type === 'BOOKMARK') continue;
      this.#take(change);
      onChange();
    }
    return resourceVersion;
  }

  #take({ type, object }: ObjectChange): void {
    const uid = uidOf(object);
    if (type === 'DELETED') this.#objects.delete(uid);
    else if (this.#objects.has(uid) || this.#objects.size < mostObjects)
      this.#objects.set(uid, this.#options.slim(object));
  }

  #failed(fault: unknown): void {
    const { cluster, onBug, onChange } = this.#options;
    if (!(fault instanceof ClusterReadFault)) onBug(fault);
    this.#fault =
      fault instanceof ClusterReadFault
        ? fault
        : new ClusterReadFault('other', {
            detail: `Reading from ${cluster.server} failed in Gantry itself.`,
            hint: 'The server log says more.',
          });
    onChange();
  }
}
