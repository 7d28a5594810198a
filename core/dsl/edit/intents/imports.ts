import { toJson } from '../../safe-yaml/to-json.ts';
import { appendAt } from '../change.ts';
import type { Draft } from '../draft.ts';
import type { IntentOf } from '../intent.ts';
import { mainTop } from '../places.ts';
import { Refusal } from '../refusal.ts';
import { spotAt } from '../spot.ts';

/** Adds an import to the main file; the location may have a namespace in front. */
export function addImport(draft: Draft, { location }: IntentOf<'add-import'>): string {
  const top = mainTop(draft.blueprint);
  const known = spotAt(top, ['imports']);
  const list = known === null ? [] : toJson(known.node);
  if (Array.isArray(list) && list.includes(location)) throw new Refusal(`${location} is imported already.`);
  appendAt(draft, { from: top, path: ['imports'] }, location);
  return `Import ${location}`;
}
