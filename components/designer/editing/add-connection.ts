import type { Design } from '../../../core/design/design.ts';
import type { RelationshipChoice } from '../../../core/design/validity.ts';
import type { Intent } from '../../../core/dsl/edit/index.ts';
import { shortType } from '../../topology/type-icon.tsx';
import { validityOf } from '../canvas/looked-up.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { type Ask, ask } from './ask.ts';
import { carryOut } from './carry-out.ts';
import { askForNode, nest } from './nest-nodes.ts';
import { placeToAsk } from './place-to-ask.ts';

/** Connects a node to another; asks by which relationship type, beside `at` in the window or beside the nodes. */
export async function connect(
  document: DesignerDocument,
  { from, to, at }: { from: string; to: string; at?: Ask['at'] },
): Promise<boolean> {
  const { design } = document.getState().analysis;
  if (design === null) return false;
  const fits = fitsOf(design, from, to);
  const type = await ask({
    title: `Connect ${from} to ${to}; ${from} installs after it`,
    at: at ?? placeToAsk(document, to),
    choices: fits.map(({ type: id, refusal }) => ({ id, label: shortType(id), hint: id, refused: refusal })),
    isLong: fits.length > 6,
  });
  if (type === null) return false;
  if (fits.find((fit) => fit.type === type)?.kind === 'contained_in') {
    return nest(document, [from], { host: to, type });
  }
  lastType = type;
  const intent: Intent = { kind: 'add-relationship', node: from, type, target: to };
  return carryOut(document, [intent], { label: `Connect ${from} to ${to}`, places: {} });
}

/** By which a person connected last: it is offered first. */
let lastType = '';

/** Types that fit come first, and before them all the one that was chosen last. */
function fitsOf(design: Design, from: string, to: string): RelationshipChoice[] {
  const validity = validityOf(design);
  const nesting = validity.nesting(from, to);
  const refusal = nesting.ok ? null : nesting.reason;
  const order = ({ type, refusal: reason }: RelationshipChoice) => (reason === null ? Number(type !== lastType) : 2);
  return validity
    .connections(from, to)
    .map((choice) => (choice.kind === 'contained_in' ? { ...choice, refusal } : choice))
    .sort((a, b) => order(a) - order(b));
}

/** Asks which node this one is connected to, and then by which type. */
export async function askConnect(document: DesignerDocument, from: string): Promise<boolean> {
  const { design } = document.getState().analysis;
  if (design === null) return false;
  const choices = design.nodes
    .filter(({ id }) => id !== from)
    .map(({ id, type }) => ({
      id,
      label: id,
      hint: type,
      refused: validityOf(design).connectionRefusal(from, id),
    }));
  const to = await askForNode(document, { ids: [from], choices, title: `Connect ${from} to` });
  return to === null ? false : connect(document, { from, to, at: placeToAsk(document, from) });
}
