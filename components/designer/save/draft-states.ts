import type { DraftLayout, DraftState, OpenedDraft } from '../../../server/api/draft-contract.ts';
import { faultCode } from '../../api/fault.ts';
import type { Content } from '../document/changes-to.ts';

/** The server is away or busy, and may not be for long. */
export function mayPass(fault: unknown): boolean {
  const code = faultCode(fault);
  return code === null || code === 'unavailable' || code === 'too-many-requests' || code === 'storage-full';
}

/** Whether the server tells of another state than the one that is known. */
export function isNewer(told: DraftState, known: DraftState): boolean {
  return told.revision > known.revision || (told.revision === known.revision && told.baseVersion !== known.baseVersion);
}

/** The state without what is in it. */
export function serverState(opened: OpenedDraft): DraftState {
  const { revision, baseVersion, latestVersion, isChanged, savedAt, savedBy } = opened;
  return { revision, baseVersion, latestVersion, isChanged, savedAt, savedBy };
}

/** What taking over a state is called in the history. */
export function theirLabel({ savedBy }: OpenedDraft): string {
  return `Changes of ${savedBy ?? 'the product'}`;
}

/** A layout as it is sent. */
export function toPlain({ places, notes }: Content['layout']): DraftLayout {
  return { places: { ...places }, notes: { ...notes } };
}

/** There is no such draft any more. */
export function isGone(fault: unknown): boolean {
  return faultCode(fault) === 'not-found';
}
