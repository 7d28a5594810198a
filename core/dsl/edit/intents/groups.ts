import type { SyntaxNode } from '../../safe-yaml/syntax.ts';
import { appendAt, setAt, unsetAt } from '../change.ts';
import type { Draft } from '../draft.ts';
import type { IntentOf } from '../intent.ts';
import { checkNewName, editable, inMain, itemsAt, placeOf, writtenName } from '../places.ts';
import { Refusal } from '../refusal.ts';
import { below, type Spot } from '../spot.ts';
import { usesOf } from '../uses.ts';
import type { Done } from './delete-node.ts';

/** Adds a group of nodes and groups. */
export function addGroup(draft: Draft, { name, members }: IntentOf<'add-group'>): string {
  checkNewName(draft.blueprint, 'groups', name);
  checkNewName(draft.blueprint, 'node_templates', name);
  if (members.length === 0) throw new Refusal('A group needs at least one member.');
  setAt(draft, inMain(draft.blueprint, ['groups', name]), { members: [...members] });
  return `Group ${members.length} nodes as ${name}`;
}

/** Removes a group, not its members; it also leaves the groups and policies it is in. */
export function removeGroup(draft: Draft, { group }: IntentOf<'remove-group'>): Done {
  removeGroups(draft, [placeOf(draft.blueprint, 'groups', group)], [group]);
  return { label: `Remove the group ${group}`, left: [] };
}

/** Adds a node or group to a group. */
export function addMember(draft: Draft, { group, member }: IntentOf<'add-member'>): string {
  const place = placeOf(draft.blueprint, 'groups', group);
  const known = usesOf(draft.blueprint, 'node', member).some(({ by, spot }) => by === 'member' && isIn(place, spot));
  if (known) throw new Refusal(`"${member}" is in the group "${group}" already.`);
  appendAt(draft, below(place, ['members']), writtenName(place, member));
  return `Add ${member} to ${group}`;
}

/** Takes a node or group out of a group. */
export function removeMember(draft: Draft, { group, member }: IntentOf<'remove-member'>): string {
  const place = placeOf(draft.blueprint, 'groups', group);
  const own = usesOf(draft.blueprint, 'node', member).filter(({ by, spot }) => by === 'member' && isIn(place, spot));
  if (own.length === 0) throw new Refusal(`"${member}" is not in the group "${group}".`);
  if (own.length === itemsAt(place, 'members').length) {
    throw new Refusal(`"${member}" is the last member of "${group}", and a group needs one. Remove the group.`);
  }
  for (const { spot } of own) unsetAt(draft, below(spot));
  return `Take ${member} out of ${group}`;
}

/** Takes members out of their groups; a group that loses all of them goes with them. */
export function removeMembers(draft: Draft, members: readonly Spot[]): void {
  const byList = new Map<SyntaxNode, Spot[]>();
  for (const spot of members) {
    if (spot.parent !== null) byList.set(spot.parent.node, [...(byList.get(spot.parent.node) ?? []), spot]);
  }
  for (const [list, spots] of byList) {
    const group = spots[0]?.parent?.parent ?? null;
    if (list.kind === 'list' && list.items.length === spots.length && group !== null) {
      removeGroups(draft, [group], [String(group.step)]);
    } else for (const spot of spots) unsetAt(draft, below(editable(spot)));
  }
}

function removeGroups(draft: Draft, places: readonly Spot[], names: readonly string[]): void {
  for (const place of places) unsetAt(draft, below(editable(place)));
  const uses = usesOf(draft.blueprint, 'group', ...names);
  removeMembers(
    draft,
    uses.filter(({ by }) => by === 'member').map(({ spot }) => spot),
  );
  const targets = uses.filter(({ by }) => by === 'policy target').map(({ spot }) => spot);
  for (const spot of targets) {
    const list = spot.parent;
    const policy = list?.parent ?? null;
    const isLast = list?.node.kind === 'list' && list.node.items.length === 1;
    unsetAt(draft, below(isLast && policy !== null ? policy : spot));
  }
}

function isIn(group: Spot, spot: Spot): boolean {
  return spot.file === group.file && spot.parent?.parent?.node === group.node;
}
