import { isJsonObject } from '../../../../../core/blueprint/json-object.ts';
import { type KubernetesObject, listAt, objectsOf } from '../../../../../core/kubernetes/objects/kubernetes-object.ts';
import type { Work } from '../work.ts';

/** Where an update stands that goes over several attempts; a runtime property. */
export interface RolloutNote {
  phase: 'applying' | 'rolling back';
  /** What was applied before; a Secret without its values. */
  previous: KubernetesObject[];
  /** The server was asked whether it would take everything. */
  isRehearsed: boolean;
  /** The progress that was told last. */
  said: string | null;
  /** Why it is put back. */
  reason: string | null;
  /** When it began, in milliseconds since 1970. */
  since: number;
}

const name = 'kubernetes_rollout';

/** Null: no update is under way. */
export function readNote({ ledger }: Work): RolloutNote | null {
  const note = ledger.note(name);
  if (note === null) return null;
  const { phase, isRehearsed, said, reason, since } = note;
  return {
    phase: phase === 'rolling back' ? phase : 'applying',
    previous: listAt(note, 'previous')
      .filter(isJsonObject)
      .flatMap((object) => objectsOf(object, 'What was applied before')),
    isRehearsed: isRehearsed === true,
    said: typeof said === 'string' ? said : null,
    reason: typeof reason === 'string' ? reason : null,
    since: typeof since === 'number' ? since : 0,
  };
}

/** Committed when it resolves. */
export async function writeNote({ ledger }: Work, note: RolloutNote): Promise<void> {
  await ledger.setNote(name, { ...note });
}

/** The update has ended. */
export async function dropNote({ ledger }: Work): Promise<void> {
  await ledger.setNote(name, null);
}
