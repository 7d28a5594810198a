import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import { digestOf, isDigestOf } from './secret-values.ts';
import { wantedObjects } from './wanted-objects.ts';
import type { Work } from './work.ts';

const note = 'kubernetes_definition';

/** Notes what the blueprint says of the objects now, so that a later change of it is seen. */
export async function noteDefinition(work: Work): Promise<void> {
  const written = await writtenInBlueprint(work);
  await work.ledger.setNote(note, written === null ? null : { digest: await digestOf(Buffer.from(written)) });
}

/** True when the blueprint says something else than when the objects were made or updated. */
export async function isDefinitionChanged(work: Work): Promise<boolean> {
  const { digest } = work.ledger.note(note) ?? {};
  if (typeof digest !== 'string') return false;
  const written = await writtenInBlueprint(work);
  return written !== null && !(await isDigestOf(Buffer.from(written), digest));
}

/** Takes the note away. */
export async function dropDefinition({ ledger }: Work): Promise<void> {
  if (ledger.note(note) !== null) await ledger.setNote(note, null);
}

/** Null: it says nothing, or nothing that can be read; the definition is an input of the operations then. */
async function writtenInBlueprint(work: Work): Promise<string | null> {
  const inputs: JsonObject = {};
  try {
    return JSON.stringify(await wantedObjects(work, { ...work.context, inputs }));
  } catch (error) {
    if (error instanceof KubernetesFault) return null;
    throw error;
  }
}
