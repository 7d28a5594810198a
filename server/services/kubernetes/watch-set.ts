import { groupOfKind, type KindOfObject } from '../../../core/kubernetes/api/kind-to-read.ts';
import type { KubernetesObject } from '../../../core/kubernetes/objects/kubernetes-object.ts';
import { slimOf } from '../../../core/kubernetes/view/ownership.ts';
import type { ClusterReadFault, ReadableCluster } from '../../../core/ports/cluster-reader.ts';
import { KindWatch } from './kind-watch.ts';

/** The objects of one kind in one place. */
export interface WantedKind {
  cluster: ReadableCluster;
  kind: KindOfObject;
  namespace: string | null;
}

interface WatchSetOptions {
  onChange(): void;
  onBug(fault: unknown): void;
}

/** More are not watched for one deployment. */
const mostWatches = 100;

/** Everything that is watched for one deployment: each kind in each place once. */
export class WatchSet {
  readonly #options: WatchSetOptions;
  readonly #watches = new Map<ReadableCluster, Map<string, KindWatch>>();
  #left = 0;

  constructor(options: WatchSetOptions) {
    this.#options = options;
  }

  /** Begins to watch what is not watched yet, and ends what is not wanted any more. */
  want(wanted: readonly WantedKind[]): void {
    const names = new Map<ReadableCluster, Map<string, WantedKind>>();
    for (const each of wanted) {
      const own = names.get(each.cluster) ?? new Map<string, WantedKind>();
      names.set(each.cluster, own.set(nameOf(each), each));
    }
    for (const [cluster, own] of this.#watches) this.#end(cluster, own, names.get(cluster));
    this.#left = 0;
    for (const own of names.values()) for (const [name, each] of own) this.#begin(name, each);
  }

  close(): void {
    this.want([]);
  }

  get clusters(): ReadableCluster[] {
    return [...this.#watches.keys()];
  }

  /** How many kinds are wanted that are not watched. */
  get left(): number {
    return this.#left;
  }

  /** Everything was read once, or it is known why it cannot be. */
  get isLoaded(): boolean {
    return this.#all().every(({ watch }) => watch.isLoaded);
  }

  /** What cannot be read now. */
  get faults(): { about: string; fault: ClusterReadFault }[] {
    return this.#all().flatMap(({ name, cluster, watch }) =>
      watch.fault === null ? [] : [{ about: `${name} of ${cluster.server}`, fault: watch.fault }],
    );
  }

  /** Whether it is not known what there is of a kind. */
  isUnknown(wanted: WantedKind): boolean {
    const watch = this.#watches.get(wanted.cluster)?.get(nameOf(wanted));
    return watch === undefined || watch.fault !== null;
  }

  objectsOn(cluster: ReadableCluster): KubernetesObject[] {
    return this.#of(cluster).flatMap(([name, watch]) => (isOfEvents(name) ? [] : [...watch.objects]));
  }

  eventsOn(cluster: ReadableCluster): KubernetesObject[] {
    return this.#of(cluster).flatMap(([name, watch]) => (isOfEvents(name) ? [...watch.objects] : []));
  }

  #of(cluster: ReadableCluster): [string, KindWatch][] {
    return [...(this.#watches.get(cluster) ?? [])];
  }

  #all(): { name: string; cluster: ReadableCluster; watch: KindWatch }[] {
    return this.clusters.flatMap((cluster) => this.#of(cluster).map(([name, watch]) => ({ name, cluster, watch })));
  }

  #end(cluster: ReadableCluster, own: Map<string, KindWatch>, wanted: ReadonlyMap<string, unknown> | undefined): void {
    for (const [name, watch] of own) {
      if (wanted?.has(name) === true) continue;
      watch.close();
      own.delete(name);
    }
    if (own.size === 0) this.#watches.delete(cluster);
  }

  #begin(name: string, wanted: WantedKind): void {
    const own = this.#watches.get(wanted.cluster) ?? new Map<string, KindWatch>();
    if (own.has(name)) return;
    if (this.#all().length >= mostWatches) {
      this.#left += 1;
      return;
    }
    const slim = isOfEvents(name) ? (event: KubernetesObject) => event : slimOf;
    this.#watches.set(wanted.cluster, own.set(name, new KindWatch({ ...wanted, ...this.#options, slim })));
  }
}

export const eventKind: KindOfObject = { apiVersion: 'v1', kind: 'Event' };

/** The same for all versions of a kind, since objects come in one that the server chooses. */
function nameOf({ kind, namespace }: WantedKind): string {
  const group = groupOfKind(kind);
  return `${kind.kind}${group === '' ? '' : ` of ${group}`} in ${namespace ?? 'all namespaces'}`;
}

function isOfEvents(name: string): boolean {
  return name.startsWith(`${eventKind.kind} in `);
}
