import { type NodeInstanceState, nodeInstanceStates } from '../../../core/workflow/task-graph.ts';
import { listNodeInstances } from '../../../db/repositories/node-instance.ts';
import {
  listEarlierExecutions,
  readLastStates,
  readStateChanges,
  type StateChangeRecord,
} from '../../../db/repositories/state-change.ts';
import type { StateChangesView } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { requireExecution } from './read-executions.ts';

/** How far back the state of an instance before the run is looked for; the run before has usually touched all. */
const mostEarlier = 50;
const failed = -1;
const mended = -2;

/** What an execution did to the instances of its deployment, in time and size linear in its changes. Throws `not-found`. */
export async function readReplay(
  { db }: Pick<ServiceDependencies, 'db'>,
  actor: Actor,
  id: string,
): Promise<StateChangesView> {
  const row = await requireExecution({ db }, actor, id);
  const [records, present] = await Promise.all([readStateChanges(db, id), listNodeInstances(db, row.deploymentId)]);
  const instances = [...new Set([...present.map((each) => each.id), ...records.map((each) => each.instance)])];
  const known = new Map<string, NodeInstanceState>();
  const earlier = await listEarlierExecutions(db, {
    deploymentId: row.deploymentId,
    before: row.createdAt,
    limit: mostEarlier,
  });
  for (const before of earlier) {
    if (instances.every((instance) => known.has(instance))) break;
    for (const last of await readLastStates(db, before)) {
      if (!known.has(last.instance)) known.set(last.instance, last.state);
    }
  }
  return {
    instances,
    before: instances.map((instance) => codeOf(known.get(instance) ?? 'uninitialized')),
    from: records[0]?.at.getTime() ?? row.createdAt.getTime(),
    changes: pack(records, instances),
    lastSeq: row.lastSeq,
  };
}

function codeOf(state: NodeInstanceState): number {
  return nodeInstanceStates.indexOf(state);
}

function pack(records: readonly StateChangeRecord[], instances: readonly string[]): StateChangesView['changes'] {
  const places = new Map(instances.map((instance, place) => [instance, place]));
  const failing = new Set<string>();
  const from = records[0]?.at.getTime() ?? 0;
  const changes: StateChangesView['changes'] = { seq: [], at: [], instance: [], to: [] };
  for (const record of records) {
    const to = changeOf(record, failing);
    if (to === null) continue;
    changes.seq.push(record.seq);
    changes.at.push(record.at.getTime() - from);
    changes.instance.push(places.get(record.instance) ?? 0);
    changes.to.push(to);
  }
  return changes;
}

/** Null: the instance looks as before. `failing`: those whose last operation failed. */
function changeOf({ type, instance, state }: StateChangeRecord, failing: Set<string>): number | null {
  if (type === 'state_changed') return state === null ? null : codeOf(state);
  if (type === 'task_failed') {
    if (failing.has(instance)) return null;
    failing.add(instance);
    return failed;
  }
  return failing.delete(instance) ? mended : null;
}
