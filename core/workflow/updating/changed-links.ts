import type { WorkflowInstance, WorkflowModel } from '../model.ts';
import type { PendingUpdate } from '../pending-update.ts';

/** Positions in the relationships of instances, by the id of the instance. */
export type LinkPositions = Readonly<Record<string, readonly number[]>>;

type Relationships = WorkflowInstance['relationships'];

/** The relationships of the present model that the new one lacks and whose targets stay. Linear. */
export function lostLinks(model: WorkflowModel, update: PendingUpdate): LinkPositions {
  const removed = new Set(update.removed);
  const after = new Map(update.related.map(({ id, relationships }) => [id, relationships]));
  return positionsOf(
    model.instances.flatMap(({ id, relationships }) => {
      const left = after.get(id);
      const isLost = (target: string) => !removed.has(target);
      return left === undefined
        ? []
        : [{ id, positions: newIn(relationships, left).filter((at) => isLost(relationships[at]?.target_id ?? '')) }];
    }),
  );
}

/** The relationships of the new model that instances of the present one lack, by their places in the new model. Linear. */
export function gainedLinks(model: WorkflowModel, update: PendingUpdate): LinkPositions {
  const before = new Map(model.instances.map(({ id, relationships }) => [id, relationships]));
  return positionsOf(
    update.related.map(({ id, relationships }) => ({ id, positions: newIn(relationships, before.get(id) ?? []) })),
  );
}

function positionsOf(found: readonly { id: string; positions: readonly number[] }[]): LinkPositions {
  return Object.fromEntries(
    found.filter(({ positions }) => positions.length > 0).map(({ id, positions }) => [id, positions]),
  );
}

function newIn(relationships: Relationships, others: Relationships): number[] {
  const known = new Set(others.map(keyOf));
  return relationships.flatMap((relationship, position) => (known.has(keyOf(relationship)) ? [] : [position]));
}

function keyOf({ type, target_id }: Relationships[number]): string {
  return JSON.stringify([type, target_id]);
}

/** Leads to no node, so that nothing is done about it, and keeps the positions of those after it. */
const nowhere: Relationships[number] = { type: '', target_name: '', target_id: '' };

/** The model with relationships of which graphs are not to know. */
export function withoutLinks(
  model: WorkflowModel,
  isHidden: (source: WorkflowInstance, position: number) => boolean,
): WorkflowModel {
  const instances = model.instances.map((instance) => {
    const hidden = instance.relationships.map((_, position) => isHidden(instance, position));
    if (!hidden.includes(true)) return instance;
    const relationships = instance.relationships.map((one, position) => (hidden[position] === true ? nowhere : one));
    return { ...instance, relationships };
  });
  return { ...model, instances };
}
