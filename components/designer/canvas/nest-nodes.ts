import type { DesignNode } from '../../../core/design/design.ts';
import type { Intent } from '../../../core/dsl/edit/index.ts';
import { shortType } from '../../topology/type-icon.tsx';
import type { NodePlace } from '../document/layout.ts';
import { announce } from './announce.ts';
import { inset, padding } from './arrange.ts';
import { placeIn } from './canvas-view.ts';
import { validityOf } from './looked-up.ts';
import { movable } from './move-nodes.ts';
import type { Picture } from './picture.ts';
import type { Ask, AskChoice, Point, Stage } from './stage.ts';
import { askAt, askFor, carryOut, nameOf, type Workplace } from './workplace.ts';

/** Where nodes that are put elsewhere go; absolute places, by id. */
export type Spots = ReadonlyMap<string, Point>;

interface Nesting {
  host: string;
  /** Where they were dropped; without it there is room for them inside. */
  spots?: Spots;
  /** The relationship type, when it was chosen already. */
  type?: string;
}

/** Puts nodes into a host as one step. Asks when they run inside another, and when several relationship types fit. */
export async function nest(workplace: Workplace, ids: readonly string[], nesting: Nesting): Promise<boolean> {
  const { picture } = workplace.stage;
  const { host, spots } = nesting;
  if (picture === null || picture.nodes.get(host) === undefined) return false;
  const nodes = ids.flatMap((id) => picture.nodes.get(id) ?? []);
  if (!(await mayLeave(workplace, nodes, host))) return false;
  const intents = await nestIntents(workplace, nodes, nesting);
  if (intents === null) return false;
  const box = picture.index.get(host);
  const places = Object.fromEntries(
    ids.map((id) => {
      const spot = spots?.get(id);
      return [id, spot && box ? roomFor(picture, id, placeIn(spot, box)) : null];
    }),
  );
  return carryOut(workplace, intents, { label: `Put ${nameOf(ids)} into ${host}`, places });
}

/** Null: it cannot be done, or the person left it. */
async function nestIntents(
  workplace: Workplace,
  nodes: readonly DesignNode[],
  { host, type }: Nesting,
): Promise<Intent[] | null> {
  const { design } = workplace.document.getState().analysis;
  if (design === null || nodes.length === 0) return null;
  const intents: Intent[] = [];
  for (const { id } of nodes) {
    const fit = validityOf(design).nesting(id, host);
    if (!fit.ok) {
      announce(fit.reason);
      return null;
    }
    const title = `${id} in ${host}: by which relationship?`;
    const chosen = type ?? (await chooseType(workplace.stage, fit.choices, { title, at: askAt(workplace, host) }));
    if (chosen === null) return null;
    intents.push({ kind: 'nest', node: id, host, type: chosen });
  }
  return intents;
}

/** A place in a host, where its border and name leave room. */
function roomFor(picture: Picture, id: string, spot: Point): NodePlace {
  const size = picture.places.get(id);
  return { ...size, x: Math.max(padding, spot.x), y: Math.max(inset.top, spot.y) };
}

/** One node runs inside one host: a second replaces the first, when the person wants that. */
async function mayLeave(workplace: Workplace, nodes: readonly DesignNode[], host: string): Promise<boolean> {
  const held = nodes.filter(({ parent }) => parent !== null && parent !== host);
  const [first] = held;
  if (first === undefined) return true;
  const title =
    held.length === 1 ? `${first.id} runs inside ${first.parent}.` : `${held.length} of them run elsewhere.`;
  const choices: AskChoice[] = [
    { id: 'replace', label: `Move ${nameOf(held.map(({ id }) => id))} to ${host}`, hint: 'replaces the containment' },
    { id: 'cancel', label: 'Leave it where it is' },
  ];
  return (await workplace.stage.ask({ title, at: askAt(workplace, host), choices })) === 'replace';
}

async function chooseType(
  stage: Stage,
  types: readonly string[],
  { title, at }: Pick<Ask, 'title' | 'at'>,
): Promise<string | null> {
  const [only] = types;
  if (types.length <= 1) return only ?? null;
  return stage.ask({ title, at, choices: types.map((type) => ({ id: type, label: shortType(type), hint: type })) });
}

/** Takes nodes out of their hosts as one step. `spots`: where they go; beside the host without it. */
export async function detach(workplace: Workplace, ids: readonly string[], spots?: Spots): Promise<boolean> {
  const { picture } = workplace.stage;
  if (picture === null) return false;
  const held = ids.filter((id) => picture.nodes.get(id)?.parent != null);
  if (held.length === 0) {
    announce(`${nameOf(ids)}: not inside of another node.`);
    return false;
  }
  const places = Object.fromEntries(
    ids.map((id) => {
      const spot = spots?.get(id) ?? besideHost(picture, id);
      return [id, spot === null ? null : { ...picture.places.get(id), ...placeIn(spot, undefined) }];
    }),
  );
  const intents = held.map((node): Intent => ({ kind: 'detach', node }));
  return carryOut(workplace, intents, { label: `Take ${nameOf(held)} out`, places });
}

function besideHost({ index, nodes }: Picture, id: string): Point | null {
  const box = index.get(id);
  const around = box === null ? [] : index.around(box);
  const outer = around.at(-1);
  if (box === null || outer === undefined || nodes.get(id) === undefined) return null;
  return { x: outer.x + outer.width + 40, y: box.y };
}

/** Asks which host the chosen nodes go into; hosts that cannot hold them say why. */
export async function askNest(workplace: Workplace, ids: readonly string[]): Promise<boolean> {
  const { document, stage } = workplace;
  const { design } = document.getState().analysis;
  const { picture } = stage;
  if (design === null || picture === null || ids.length === 0) return false;
  const nodes = movable(picture, ids).flatMap((id) => picture.nodes.get(id) ?? []);
  const choices = [...picture.nodes.values()]
    .filter(({ id }) => !ids.includes(id))
    .map((host) => {
      const refusals = nodes.flatMap((node) => {
        const fit = validityOf(design).nesting(node.id, host.id);
        return fit.ok ? [] : [fit.reason];
      });
      return { id: host.id, label: host.id, hint: host.type, refused: refusals[0] ?? null };
    });
  const host = await askFor(workplace, { ids, choices, title: `Put ${nameOf(ids)} inside` });
  return host === null
    ? false
    : nest(
        workplace,
        nodes.map(({ id }) => id),
        { host },
      );
}
