import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject, ownValue } from '../../../../core/blueprint/json-object.ts';
import { keyOf } from '../../../../core/kubernetes/kept/kept-objects.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import {
  identityOf,
  type KubernetesObject,
  mapAt,
  objectsOf,
} from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { createOne } from './create-objects.ts';
import { noteDefinition } from './definition-note.ts';
import { deleteOne } from './delete-objects.ts';
import type { LedgerEntry } from './ledger.ts';
import { mergeDefinition } from './merge-definition.ts';
import { followRollout } from './rollout/follow-rollout.ts';
import { rollBack } from './rollout/roll-back.ts';
import { dropNote, type RolloutNote, readNote, writeNote } from './rollout/rollout-note.ts';
import { isSecret } from './secret-values.ts';
import { type WantedObject, wantedObjects } from './wanted-objects.ts';
import { refusal, titleOf, type Work } from './work.ts';

/** The input by which the workflow `update_resource_definition` changes a definition. */
export const changesInput = 'resource_definition_changes';

/**
 * Brings the instance's objects to the node's definition as it is now, or to that of the inputs `definition`, `file` or
 * `files`, or changes what was last applied by `resource_definition_changes`. What the server would refuse is found
 * before anything is changed. The replacing of pods is followed and told; when it fails, everything that this update
 * changed is put back, and the operation fails with the reason. May be begun again at any point.
 */
export async function updateObjects(work: Work): Promise<JsonObject> {
  const note = await begunNote(work);
  if (note.phase === 'rolling back') return await rollBack(work, note);
  const planned = await plannedObjects(work);
  if (!note.isRehearsed) await rehearse(work, planned, note);
  for (const { object, key } of planned) {
    if (work.ledger.find(identityOf(object))?.isExternal === true) {
      work.context.log('warning', `${titleOf(identityOf(object))} is only used, and is not changed.`);
      continue;
    }
    await createOne(work, object, key);
    const failure = await followRollout(work, identityOf(object), note);
    if (failure !== null) return await rollBack(work, { ...note, phase: 'rolling back', reason: failure });
  }
  const changes = ownValue(work.context.inputs, changesInput);
  if (changes === undefined) await takeAwayOthers(work, planned);
  await noteDefinition(work);
  await dropNote(work);
  return Object.fromEntries(planned.map(({ object }) => [titleOf(identityOf(object)), 'updated']));
}

/** A first attempt begins anew, whatever an earlier update left; what is known to be good stays known. */
async function begunNote(work: Work): Promise<RolloutNote> {
  const { context, ledger } = work;
  const known = readNote(work);
  if (known !== null && (context.retryNumber > 0 || context.recovering)) return known;
  const applied = ledger.entries().flatMap((entry) => (entry.applied === null ? [] : [entry.applied]));
  const note: RolloutNote = {
    ...{ phase: 'applying', previous: known?.previous ?? applied, isRehearsed: false },
    ...{ said: null, reason: null, since: Date.now() },
  };
  await writeNote(work, note);
  return note;
}

/** What the server would refuse, it refuses now. */
async function rehearse(work: Work, planned: readonly Planned[], note: RolloutNote): Promise<void> {
  const { client, ledger, settings, context } = work;
  for (const { object } of planned) {
    if (ledger.find(identityOf(object))?.isExternal !== false) continue;
    try {
      await client.apply(object, { dryRun: true, force: settings.force });
    } catch (error) {
      await dropNote(work);
      throw refusal(error, context);
    }
  }
  note.isRehearsed = true;
  await writeNote(work, note);
}

interface Planned {
  object: KubernetesObject;
  key: string | null;
}

async function plannedObjects(work: Work): Promise<Planned[]> {
  const { context, placement } = work;
  const wanted = await wantedObjects(work, context);
  const planned: Planned[] = [];
  for (const each of wanted) planned.push({ object: await placement.of(each, wanted, context), key: each.key });
  const changes = ownValue(context.inputs, changesInput);
  if (changes === undefined || changes === null) return planned;
  if (!isJsonObject(changes))
    throw new KubernetesFault(`"${changesInput}" is not a map.`, 'Write what changes as in a definition.');
  return await changedObject(work, { planned, changes, others: wanted });
}

/** What was last applied, with changes; of several objects, that of the kind and name which the changes name. */
async function changedObject(
  work: Work,
  { planned, changes, others }: { planned: Planned[]; changes: JsonObject; others: readonly WantedObject[] },
): Promise<Planned[]> {
  const { kind } = changes;
  const { name } = mapAt(changes, 'metadata');
  const meant = planned.filter(
    ({ object }) =>
      (kind ?? object.kind) === object.kind && (name ?? object.metadata['name']) === object.metadata['name'],
  );
  const [only, second] = meant;
  if (only === undefined || second !== undefined)
    throw new KubernetesFault(
      `"${changesInput}" fits ${meant.length} of the ${planned.length} objects of the node.`,
      'Name the one that changes with kind and metadata.name.',
    );
  const known = work.ledger.find(identityOf(only.object))?.applied ?? null;
  // The values of a Secret are not kept, so its changes go over what the node says.
  const base = known === null || isSecret(only.object) ? only.object : known;
  const [object] = objectsOf(mergeDefinition(base, changes), 'The changed definition');
  if (object === undefined)
    throw new KubernetesFault('The changed definition has no object.', 'Leave its kind as it is.');
  return [{ object: await work.placement.of({ object, key: only.key }, others, work.context), key: only.key }];
}

/** Objects that the definition has no more. */
async function takeAwayOthers(work: Work, planned: readonly Planned[]): Promise<void> {
  const { context, ledger, settings } = work;
  const kept = new Set(planned.map(({ object }) => keyOf(identityOf(object))));
  const others: LedgerEntry[] = ledger.entries().filter(({ identity }) => !kept.has(keyOf(identity)));
  for (const entry of others.toReversed()) {
    if (settings.mayRedefine) await deleteOne(work, entry);
    else
      context.log(
        'warning',
        `${titleOf(entry.identity)} is not in the definition any more. It stays until the instance goes: allow_node_redefinition is off.`,
      );
  }
}
