import type { Intent } from '../../../core/dsl/edit/index.ts';
import { placeIn } from './canvas-view.ts';
import { outermost, type Picture, withContents } from './picture.ts';
import { askAt, carryOut, nameOf, type Places, type Workplace } from './workplace.ts';

/** Deletes what is chosen: nodes, or a relationship. Asks when nodes hold others. */
export async function deleteChosen(workplace: Workplace): Promise<boolean> {
  const { document, stage } = workplace;
  const { nodes, relationship } = document.getState().selection;
  if (relationship !== null) {
    const intent: Intent = { kind: 'remove-relationship', ...relationship };
    return carryOut(workplace, [intent], { places: {}, isEmptied: true });
  }
  const { picture } = stage;
  if (picture === null || nodes.length === 0) return false;
  const ids = outermost(picture, nodes);
  const chosen = new Set(nodes);
  const inside = [...withContents(picture, ids)].filter((id) => !chosen.has(id));
  const [first] = ids;
  if (first === undefined) return false;
  const answer = inside.length === 0 ? 'all' : await askContents(workplace, ids, inside);
  if (answer !== 'all' && answer !== 'only') return false;
  const doomed = answer === 'all' ? ids : nodes;
  const intents = doomed.map((node): Intent => ({ kind: 'delete-node', node, children: answer === 'all' }));
  const places = answer === 'all' ? {} : placesOnGround(picture, doomed);
  return carryOut(workplace, intents, { label: `Delete ${nameOf(ids)}`, places, isEmptied: true });
}

/** What nothing contains any more stays where it is. */
function placesOnGround({ children, index, places }: Picture, gone: readonly string[]): Places {
  const left = gone.flatMap((id) => children.get(id) ?? []).filter(({ id }) => !gone.includes(id));
  return Object.fromEntries(
    left.flatMap(({ id }) => {
      const box = index.get(id);
      return box === null ? [] : [[id, { ...places.get(id), ...placeIn(box, undefined) }]];
    }),
  );
}

function askContents(workplace: Workplace, ids: readonly string[], inside: readonly string[]): Promise<string | null> {
  const what = inside.length === 1 ? `${inside[0]}, which is inside` : `the ${inside.length} nodes inside`;
  return workplace.stage.ask({
    title: `Delete ${nameOf(ids)}?`,
    at: askAt(workplace, ids[0] ?? ''),
    choices: [
      { id: 'all', label: `Delete with ${what}` },
      { id: 'only', label: `Delete ${nameOf(ids)} alone`, hint: 'what is inside stays' },
      { id: 'cancel', label: 'Delete nothing' },
    ],
  });
}
