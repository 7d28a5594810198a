import type { SyntaxNode } from '../../safe-yaml/syntax.ts';
import { unsetAt } from '../change.ts';
import { contentsOf } from '../containment.ts';
import type { Draft } from '../draft.ts';
import type { IntentOf } from '../intent.ts';
import { editable, placeOf, placesOf } from '../places.ts';
import { Refusal } from '../refusal.ts';
import { below, type Spot } from '../spot.ts';
import { type NameUse, usesOf } from '../uses.ts';
import { removeMembers } from './groups.ts';

/** What an intent does, when more than its label is to be told. */
export interface Done {
  label: string;
  /** Who still names what was taken away. */
  left: readonly NameUse[];
  /** What nodes of a fragment are called. */
  names?: Readonly<Record<string, string>>;
}

/** Removes a node, relationships to it and its membership in groups. Calls that name it stay, and are told. */
export function deleteNode(draft: Draft, intent: IntentOf<'delete-node'>): Done {
  const [done] = deleteNodes(draft, [intent]);
  if (done === undefined) throw new RangeError('There is no node to delete.');
  return done;
}

/**
 * The same for several nodes, all with what is inside of them or all without. Refuses to delete one that went with an
 * earlier one.
 */
export function deleteNodes(draft: Draft, intents: readonly IntentOf<'delete-node'>[]): Done[] {
  const { blueprint } = draft;
  const gone = new Set<string>();
  const labels = intents.map(({ node, children }) => {
    placeOf(blueprint, 'node_templates', node);
    if (gone.has(node)) throw new Refusal(`"${node}" is deleted already, with what it is in.`);
    const before = gone.size;
    for (const name of children ? contentsOf(blueprint, [node]) : [node]) gone.add(name);
    const inside = gone.size - before - 1;
    return inside === 0 ? `Delete ${node}` : `Delete ${node} and ${inside} inside of it`;
  });
  const left = removeAll(draft, [...gone]);
  return labels.map((label, index) => ({ label, left: index === 0 ? left : [] }));
}

function removeAll(draft: Draft, gone: readonly string[]): NameUse[] {
  const { blueprint } = draft;
  const places = gone.flatMap((name) => placesOf(blueprint, 'node_templates', name));
  for (const place of places) removeSpot(draft, editable(place));
  const nodes = new Set(places.map((place) => place.node));
  const uses = usesOf(blueprint, 'node', ...gone).filter(({ spot }) => !isWithin(spot, nodes));
  for (const { spot, by } of uses) if (by === 'target' && spot.parent !== null) removeSpot(draft, spot.parent);
  removeMembers(
    draft,
    uses.filter(({ by }) => by === 'member').map(({ spot }) => spot),
  );
  return uses.filter(({ by }) => by !== 'target' && by !== 'member');
}

function removeSpot(draft: Draft, spot: Spot): void {
  unsetAt(draft, below(spot));
}

/** Whether a value is in one of the templates that go. */
function isWithin(spot: Spot, places: ReadonlySet<SyntaxNode>): boolean {
  for (let at: Spot | null = spot; at !== null; at = at.parent) if (places.has(at.node)) return true;
  return false;
}
