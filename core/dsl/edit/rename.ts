import { toJson } from '../safe-yaml/to-json.ts';
import { inside } from './blueprint.ts';
import { type Draft, nameOf } from './draft.ts';
import { checkFile, ownName } from './places.ts';
import { Refusal } from './refusal.ts';
import { detachAnchor } from './sharing.ts';
import { endOf, startOf } from './spans.ts';
import type { Spot } from './spot.ts';
import type { NameUse } from './uses.ts';

/** Gives the definitions of something, and all places that refer to it, another name. */
export function renameEverywhere(
  draft: Draft,
  { places, uses, to }: { places: readonly Spot[]; uses: readonly NameUse[]; to: string },
): void {
  for (const place of places) renameDefinition(draft, place, to);
  for (const use of uses) renameUse(draft, use, { to, uses });
}

function renameDefinition(draft: Draft, place: Spot, to: string): void {
  checkFile(place.file);
  const names = new Set(place.file.namespaces.map((namespace) => ownName(namespace, to)));
  const [own] = names;
  if (names.size !== 1 || own === null || own === undefined) throw cannotSay(place, to);
  draft.renameKey(place, own);
}

function renameUse(
  draft: Draft,
  { spot, namespace }: NameUse,
  { to, uses }: { to: string; uses: readonly NameUse[] },
): void {
  checkFile(spot.file);
  const own = ownName(namespace, to);
  if (own === null || inside(namespace, own) !== to) throw cannotSay(spot, to);
  if (spot.sharing !== null && !standsForNothingElse(spot, uses) && draft.choice !== 'shared') {
    if (draft.choice === null) {
      throw new Refusal(
        `${nameOf(spot)} shares its text with places that mean something else. Change it for all of them, or write the name out here.`,
        ['shared', 'detach'],
      );
    }
    if (spot.sharing === 'alias') {
      draft.replaceAlias(spot, own);
      return;
    }
    detachAnchor(draft, spot);
  }
  const { node, file } = spot;
  const span = { start: startOf(node), end: endOf(node) };
  const written = file.text.slice(span.start, span.end);
  const body = /^(?:&\S+\s+|!\S*\s+)*/.exec(written)?.[0].length ?? 0;
  if (/^[|>]/.test(written.slice(body)) || /[\r\n]/.test(written)) throw cannotSay(spot, String(toJson(node)));
  draft.renameText(file, { start: span.start + body, end: span.end }, own);
}

/** Whether every place that has the text of a value refers to what is renamed. */
function standsForNothingElse({ node, file }: Spot, uses: readonly NameUse[]): boolean {
  const aliases = file.parsed.aliases.filter((alias) => alias.node === node).length;
  const found = uses.filter(({ spot }) => spot.node === node && spot.sharing === 'alias').length;
  const anchorIsUse = uses.some(({ spot }) => spot.node === node && spot.sharing === 'anchor');
  return found >= aliases && anchorIsUse;
}

function cannotSay(spot: Spot, name: string): Refusal {
  return new Refusal(
    `${nameOf(spot)} cannot be changed for the name "${name}": ${spot.file.location} is imported under a namespace that does not reach it, or the text is written over several lines.`,
  );
}
