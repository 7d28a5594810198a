import type { DesignNode } from '../../../core/design/design.ts';
import type { Intent } from '../../../core/dsl/edit/index.ts';
import { placeIn } from '../canvas/canvas-view.ts';
import { outermost, withContents } from '../document/contents.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { nothingSelected, type Selection } from '../document/history.ts';
import { ask } from './ask.ts';
import { carryOut, drawnBoxes, nameOf, type Step } from './carry-out.ts';
import { placeToAsk } from './place-to-ask.ts';

/** Deletes what is chosen: nodes, a relationship, or an entry of another section. Asks when nodes hold others. */
export async function deleteChosen(document: DesignerDocument): Promise<boolean> {
  const { analysis, selection } = document.getState();
  const { nodes, relationship, entry } = selection;
  if (relationship !== null) {
    const intent: Intent = { kind: 'remove-relationship', ...relationship };
    return carryOut(document, [intent], { places: {}, select: nothingSelected });
  }
  if (entry !== undefined) return carryOut(document, [removalOf(entry)], { places: {} });
  const all = analysis.design?.nodes ?? [];
  const ids = outermost(all, nodes);
  if (ids.length === 0) return false;
  const chosen = new Set(nodes);
  const inside = withContents(all, ids).filter((id) => !chosen.has(id));
  const answer = inside.length === 0 ? 'all' : await askContents(document, ids, inside);
  if (answer !== 'all' && answer !== 'only') return false;
  const doomed = answer === 'all' ? ids : nodes;
  const intents = doomed.map((node): Intent => ({ kind: 'delete-node', node, children: answer === 'all' }));
  const places = answer === 'all' ? {} : placesOnGround(document, all, doomed);
  return carryOut(document, intents, { label: `Delete ${nameOf(ids)}`, places, select: nothingSelected });
}

function removalOf({ section, name }: NonNullable<Selection['entry']>): Intent {
  if (section === 'groups') return { kind: 'remove-group', group: name };
  if (section === 'policies') return { kind: 'remove-policy', policy: name };
  if (section === 'inputs' || section === 'outputs' || section === 'capabilities') {
    return { kind: 'remove-declaration', section, name };
  }
  return { kind: 'unset-definition', section, name, path: [] };
}

/** What nothing contains any more stays where it is drawn. */
function placesOnGround(
  document: DesignerDocument,
  nodes: readonly DesignNode[],
  doomed: readonly string[],
): Step['places'] {
  const gone = new Set(doomed);
  const boxes = drawnBoxes();
  const { places } = document.getState().layout;
  const left = nodes.filter(({ id, parent }) => parent !== null && gone.has(parent) && !gone.has(id));
  return Object.fromEntries(
    left.map(({ id }) => {
      const box = boxes.get(id);
      return [id, box === undefined ? null : { ...places[id], ...placeIn(box, undefined) }];
    }),
  );
}

function askContents(
  document: DesignerDocument,
  ids: readonly string[],
  inside: readonly string[],
): Promise<string | null> {
  const what = inside.length === 1 ? `${inside[0]}, which is inside` : `the ${inside.length} nodes inside`;
  return ask({
    title: `Delete ${nameOf(ids)}?`,
    at: placeToAsk(document, ids[0] ?? ''),
    choices: [
      { id: 'all', label: `Delete with ${what}` },
      { id: 'only', label: `Delete ${nameOf(ids)} alone`, hint: 'what is inside stays' },
      { id: 'cancel', label: 'Delete nothing' },
    ],
  });
}
