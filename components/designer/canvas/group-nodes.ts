import type { Intent } from '../../../core/dsl/edit/index.ts';
import { announce } from './announce.ts';
import { carryOut, nameOf, type Workplace } from './workplace.ts';

/** Makes a group of the chosen nodes. */
export function group(workplace: Workplace): Promise<boolean> {
  const { analysis, selection } = workplace.document.getState();
  const taken = new Set(analysis.design?.groups.map(({ name }) => name));
  const members = selection.nodes;
  if (members.length === 0) return Promise.resolve(false);
  const name = freeName('group', taken);
  const label = `Group ${nameOf(members)} as ${name}`;
  return carryOut(workplace, [{ kind: 'add-group', name, members }], { label, places: {} });
}

/** Takes the chosen nodes out of all groups of this blueprint's own files. */
export function ungroup(workplace: Workplace): Promise<boolean> {
  const { analysis, selection } = workplace.document.getState();
  const intents: Intent[] = [];
  for (const { name, members, file } of analysis.design?.groups ?? []) {
    const leaving = file === null ? [] : selection.nodes.filter((id) => members.includes(id));
    if (leaving.length > 0 && leaving.length === members.length) intents.push({ kind: 'remove-group', group: name });
    else for (const member of leaving) intents.push({ kind: 'remove-member', group: name, member });
  }
  if (intents.length === 0) {
    announce('What is chosen is in no group.');
    return Promise.resolve(false);
  }
  return carryOut(workplace, intents, { label: `Take ${nameOf(selection.nodes)} out of groups`, places: {} });
}

function freeName(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base;
  for (let number = 2; ; number += 1) if (!taken.has(`${base}_${number}`)) return `${base}_${number}`;
}
