import type { Intent } from '../../../core/dsl/edit/index.ts';
import { announce } from '../canvas/announce.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { entrySelection } from '../document/entry-selection.ts';
import { freeName } from '../inspector/values/free-name.ts';
import { carryOut, nameOf } from './carry-out.ts';

/** Makes a group of the chosen nodes, and chooses it: it can be named at once. */
export async function group(document: DesignerDocument): Promise<void> {
  const { analysis, selection } = document.getState();
  const { nodes: members } = selection;
  if (analysis.design === null || members.length === 0) return;
  const { groups, policies, nodes } = analysis.design;
  const taken = [...groups, ...policies].map(({ name }) => name);
  const name = freeName('group', [...taken, ...nodes.map(({ id }) => id)]);
  const step = { label: `Group ${nameOf(members)} as ${name}`, places: {}, select: entrySelection('groups', name) };
  await carryOut(document, [{ kind: 'add-group', name, members }], step);
}

/** Takes the chosen nodes out of all groups of this blueprint's own files; or dissolves the group that is chosen. */
export async function ungroup(document: DesignerDocument): Promise<void> {
  const { analysis, selection } = document.getState();
  const { entry, nodes } = selection;
  const intents: Intent[] = entry?.section === 'groups' ? [{ kind: 'remove-group', group: entry.name }] : [];
  for (const { name, members, file } of analysis.design?.groups ?? []) {
    const leaving = file === null ? [] : nodes.filter((id) => members.includes(id));
    if (leaving.length > 0 && leaving.length === members.length) intents.push({ kind: 'remove-group', group: name });
    else for (const member of leaving) intents.push({ kind: 'remove-member', group: name, member });
  }
  if (intents.length === 0) announce('What is chosen is in no group.');
  else if (nodes.length === 0) await carryOut(document, intents, { places: {} });
  else await carryOut(document, intents, { label: `Take ${nameOf(nodes)} out of groups`, places: {} });
}
