import type { DesignNode } from '../../../core/design/design.ts';
import type { Intent } from '../../../core/dsl/edit/index.ts';
import { typeFits } from './fits.ts';
import { nest } from './nest-nodes.ts';
import type { Point } from './stage.ts';
import { askAt, askFor, carryOut, type Workplace } from './workplace.ts';

/** Connects a node to another; asks by which relationship type. */
export async function connect(
  workplace: Workplace,
  { from, to, at }: { from: string; to: string; at?: Point },
): Promise<boolean> {
  const { document, stage } = workplace;
  const { design } = document.getState().analysis;
  const [source, target] = [stage.picture?.nodes.get(from), stage.picture?.nodes.get(to)];
  if (design === null || source === undefined || target === undefined) return false;
  const fits = typeFits(design, source, target);
  const ranked = fits.toSorted((a, b) => Number(b.type === lastType) - Number(a.type === lastType));
  const choices = ranked.map(({ type, refused }) => ({ id: type, label: type, refused, hint: hintOf(type) }));
  const type = await stage.ask({
    title: `Connect ${from} to ${to}; ${from} installs after it`,
    at: at ?? askAt(workplace, to),
    choices: choices.toSorted((a, b) => Number(a.refused !== null) - Number(b.refused !== null)),
    isLong: choices.length > 6,
  });
  if (type === null) return false;
  if (design.types.relationships[type]?.hierarchy.includes('cloudify.relationships.contained_in')) {
    return nest(workplace, [from], { host: to });
  }
  lastType = type;
  const intent: Intent = { kind: 'add-relationship', node: from, type, target: to };
  return carryOut(workplace, [intent], { label: `Connect ${from} to ${to}`, places: {} });
}

/** By which a person connected last: it is offered first. */
let lastType = '';

function hintOf(type: string): string {
  return type.startsWith('cloudify.relationships.') && type.split('.').length === 3 ? '' : 'plugin or own type';
}

/** Asks which node the chosen one is connected to, and then by which type. */
export async function askConnect(workplace: Workplace, from: string): Promise<boolean> {
  const { document, stage } = workplace;
  const { design } = document.getState().analysis;
  const source = stage.picture?.nodes.get(from);
  if (design === null || source === undefined || stage.picture === null) return false;
  const choices = [...stage.picture.nodes.values()]
    .filter(({ id }) => id !== from)
    .map((target) => ({
      id: target.id,
      label: target.id,
      hint: target.type,
      refused: connectRefusal(workplace, source, target),
    }));
  const to = await askFor(workplace, { ids: [from], choices, title: `Connect ${from} to` });
  return to === null ? false : connect(workplace, { from, to, at: askAt(workplace, from) });
}

/** Why a node cannot be connected to another at all; null: it can. */
export function connectRefusal({ document }: Workplace, source: DesignNode, target: DesignNode): string | null {
  const { design } = document.getState().analysis;
  if (design === null || source.file === null) return `An imported file brings ${source.id}: it cannot be edited here.`;
  const fits = typeFits(design, source, target);
  return fits.some(({ refused }) => refused === null) ? null : (fits[0]?.refused ?? 'No relationship type fits.');
}
