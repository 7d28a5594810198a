import { isContainment, type LayoutNode } from '../instances/levels.ts';
import type { Existing } from '../instances/place.ts';
import type { PlanNodeInstance } from '../plan.ts';

/** An instance that is there, and the id of what it stands in directly. */
export interface Previous extends Existing {
  name: string;
  containerId: string | null;
}

/** Instances of nodes and scaling groups as they were before a modification. */
export class PreviousInstances {
  readonly #byId = new Map<string, Previous>();
  /** By name, then by the id of the container. */
  readonly #placed = new Map<string, Map<string | null, Previous[]>>();

  /** `nodes`: as they were. */
  constructor(instances: readonly PlanNodeInstance[], nodes: readonly LayoutNode[]) {
    const containments = new Map(nodes.map((node) => [node.id, node.relationships.find(isContainment)]));
    const outside = new Map(
      instances.map((instance) => [instance, containerIdOf(instance, containments.get(instance.name))]),
    );
    // A member that is contained in nothing says nothing of what its group stands in; another one may.
    const outsideOfGroup = new Map<string, string>();
    for (const [{ scaling_groups = [] }, container] of outside) {
      if (container !== null) for (const { id } of scaling_groups) outsideOfGroup.set(id, container);
    }
    for (const [instance, container] of outside) this.#add(instance, container, outsideOfGroup);
  }

  get(id: string): Previous | undefined {
    return this.#byId.get(id);
  }

  /** Ids of all instances, by name. */
  *ids(): Iterable<[name: string, ids: string[]]> {
    for (const [name, byContainer] of this.#placed) {
      yield [name, [...byContainer.values()].flatMap((placed) => placed.map(({ id }) => id))];
    }
  }

  all(): Iterable<Previous> {
    return this.#byId.values();
  }

  /** Those of a name in one container; null: all of them, wherever they stand. */
  in(name: string, containerId: string | null): readonly Previous[] {
    const byContainer = this.#placed.get(name);
    if (byContainer === undefined) return [];
    return containerId === null ? [...byContainer.values()].flat() : (byContainer.get(containerId) ?? []);
  }

  #add(instance: PlanNodeInstance, outside: string | null, outsideOfGroup: ReadonlyMap<string, string>): void {
    const groups = instance.scaling_groups ?? [];
    this.#place({ id: instance.id, name: instance.name, instance, containerId: groups[0]?.id ?? outside });
    groups.forEach(({ id, name }, index) => {
      const containerId = groups[index + 1]?.id ?? outsideOfGroup.get(id) ?? null;
      this.#place({ id, name, instance: null, containerId });
    });
  }

  #place(previous: Previous): void {
    if (this.#byId.has(previous.id)) return;
    this.#byId.set(previous.id, previous);
    const byContainer = this.#placed.get(previous.name) ?? new Map<string | null, Previous[]>();
    this.#placed.set(previous.name, byContainer);
    const others = byContainer.get(previous.containerId);
    if (others === undefined) byContainer.set(previous.containerId, [previous]);
    else others.push(previous);
  }
}

/** The node instance that an instance is contained in, by what its node is contained in. */
function containerIdOf(
  instance: PlanNodeInstance,
  containment: { type: string; target_id: string } | undefined,
): string | null {
  if (containment === undefined) return null;
  const relationship = instance.relationships.find(
    ({ type, target_name }) => type === containment.type && target_name === containment.target_id,
  );
  return relationship?.target_id ?? null;
}
