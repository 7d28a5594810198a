import type { Design, DesignNode } from '../../../core/design/design.ts';
import type { Intent } from '../../../core/dsl/edit/index.ts';
import type { NodeBox } from '../../topology/boxes.ts';
import type { Spot } from '../../topology/layout.ts';
import { shortType } from '../../topology/type-icon.tsx';
import { announce } from '../canvas/announce.ts';
import { inset, padding } from '../canvas/arrange.ts';
import { placeIn } from '../canvas/canvas-view.ts';
import { validityOf } from '../canvas/looked-up.ts';
import { outermost } from '../document/contents.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import type { NodePlace } from '../document/layout.ts';
import { type Ask, type AskChoice, ask } from './ask.ts';
import { carryOut, drawnBoxes, nameOf } from './carry-out.ts';
import { placeToAsk } from './place-to-ask.ts';

/** Where nodes that are put elsewhere go; places on the canvas, by id. */
export type Spots = ReadonlyMap<string, Spot>;

interface Nesting {
  host: string;
  /** Where they were dropped; without it there is room for them inside. */
  spots?: Spots;
  /** The relationship type, when it was chosen already. */
  type?: string;
}

/** Puts nodes into a host as one step. Asks when they run inside another, and when several relationship types fit. */
export async function nest(document: DesignerDocument, ids: readonly string[], nesting: Nesting): Promise<boolean> {
  const { design } = document.getState().analysis;
  const { host, spots } = nesting;
  const nodes = nodesOf(design, ids);
  if (design === null || nodes.length === 0 || !(await mayLeave(document, nodes, host))) return false;
  const intents = await nestIntents(document, { design, nodes }, nesting);
  if (intents === null) return false;
  const box = drawnBoxes().get(host);
  const sizes = document.getState().layout.places;
  const places = Object.fromEntries(
    nodes.map(({ id }) => {
      const spot = spots?.get(id);
      return [id, spot && box ? roomFor(sizes[id], placeIn(spot, box)) : null];
    }),
  );
  return carryOut(document, intents, { label: `Put ${nameOf(ids)} into ${host}`, places });
}

function nodesOf(design: Design | null, ids: readonly string[]): readonly DesignNode[] {
  const wanted = new Set(ids);
  return design?.nodes.filter(({ id }) => wanted.has(id)) ?? [];
}

/** Null: it cannot be done, or the person left it. */
async function nestIntents(
  document: DesignerDocument,
  { design, nodes }: { design: Design; nodes: readonly DesignNode[] },
  { host, type }: Nesting,
): Promise<Intent[] | null> {
  const intents: Intent[] = [];
  for (const { id } of nodes) {
    const fit = validityOf(design).nesting(id, host);
    if (!fit.ok) {
      announce(fit.reason);
      return null;
    }
    const at = placeToAsk(document, host);
    const chosen = type ?? (await askContainment(fit.choices, { node: id, host, at }));
    if (chosen === null) return null;
    intents.push({ kind: 'nest', node: id, host, type: chosen });
  }
  return intents;
}

/** A place in a host, where its border and name leave room. */
function roomFor(size: NodePlace | undefined, spot: NodePlace): NodePlace {
  return { ...size, x: Math.max(padding, spot.x), y: Math.max(inset.top, spot.y) };
}

/** One node runs inside one host: a second replaces the first, when the person wants that. */
async function mayLeave(document: DesignerDocument, nodes: readonly DesignNode[], host: string): Promise<boolean> {
  const held = nodes.filter(({ parent }) => parent !== null && parent !== host);
  const [first] = held;
  if (first === undefined) return true;
  const title =
    held.length === 1 ? `${first.id} runs inside ${first.parent}.` : `${held.length} of them run elsewhere.`;
  const choices: AskChoice[] = [
    { id: 'replace', label: `Move ${nameOf(held.map(({ id }) => id))} to ${host}`, hint: 'replaces the containment' },
    { id: 'cancel', label: 'Leave it where it is' },
  ];
  return (await ask({ title, at: placeToAsk(document, host), choices })) === 'replace';
}

/**
 * By which of several relationship types a node is contained in a host; nobody is asked where one alone fits. Null: the
 * person left it.
 */
export async function askContainment(
  types: readonly string[],
  { node, host, at }: { node: string; host: string; at: Ask['at'] },
): Promise<string | null> {
  const [only] = types;
  if (types.length <= 1) return only ?? null;
  const choices = types.map((type) => ({ id: type, label: shortType(type), hint: type }));
  return ask({ title: `${node} in ${host}: by which relationship?`, at, choices });
}

/** Takes nodes out of their hosts as one step. `spots`: where they go; beside the host without it. */
export async function detach(document: DesignerDocument, ids: readonly string[], spots?: Spots): Promise<boolean> {
  const { analysis, layout } = document.getState();
  const held = nodesOf(analysis.design, ids).filter(({ parent }) => parent !== null);
  if (held.length === 0) {
    announce(`${nameOf(ids)}: not inside of another node.`);
    return false;
  }
  const boxes = drawnBoxes();
  const places = Object.fromEntries(
    ids.map((id) => {
      const spot = spots?.get(id) ?? besideHost(boxes, id);
      return [id, spot === null ? null : { ...layout.places[id], ...placeIn(spot, undefined) }];
    }),
  );
  const intents = held.map(({ id }): Intent => ({ kind: 'detach', node: id }));
  return carryOut(document, intents, { label: `Take ${nameOf(held.map(({ id }) => id))} out`, places });
}

function besideHost(boxes: ReadonlyMap<string, NodeBox>, id: string): Spot | null {
  const box = boxes.get(id);
  let outer = boxes.get(box?.parent ?? '');
  if (box === undefined || outer === undefined) return null;
  for (let next: NodeBox | undefined = outer; next; next = boxes.get(next.parent ?? '')) outer = next;
  return { x: outer.x + outer.width + 40, y: box.y };
}

/** Asks which host nodes go into; hosts that cannot hold them say why. */
export async function askNest(document: DesignerDocument, chosen: readonly string[]): Promise<boolean> {
  const { design } = document.getState().analysis;
  if (design === null) return false;
  const ids = outermost(design.nodes, chosen);
  const validity = validityOf(design);
  const moved = new Set(chosen);
  const choices = design.nodes
    .filter(({ id }) => !moved.has(id))
    .map((host) => {
      const fits = ids.map((id) => validity.nesting(id, host.id));
      const refusal = fits.find((fit) => !fit.ok);
      return { id: host.id, label: host.id, hint: host.type, refused: refusal?.ok === false ? refusal.reason : null };
    });
  const host = await askForNode(document, { ids: chosen, choices, title: `Put ${nameOf(chosen)} inside` });
  return host === null ? false : nest(document, ids, { host });
}

/** Asks for one of many nodes; those that cannot be chosen come last, with the reason. */
export function askForNode(
  document: DesignerDocument,
  { ids, choices, title }: { ids: readonly string[]; choices: readonly AskChoice[]; title: string },
): Promise<string | null> {
  const sorted = choices.toSorted((a, b) => Number(a.refused != null) - Number(b.refused != null));
  return ask({ title, at: placeToAsk(document, ids.at(-1) ?? ''), choices: sorted, isLong: true });
}
