import type { Design } from '../../../core/design/design.ts';
import type { Nesting } from '../../../core/design/validity.ts';
import { validityOf } from '../canvas/looked-up.ts';
import type { NewNode } from './place-node.ts';
import type { QuickAdd } from './quick-add.ts';

/** Whether a new node of a type could be contained in a node. */
export function fitOfHost(design: Design, type: string, host: string): Nesting {
  const hostType = typeOf(design, host);
  if (hostType === null) return { ok: false, reason: `There is no node ${host}.` };
  return validityOf(design).nestingOfTypes(type, hostType);
}

/** By which relationships a new node of a type joins what was asked for; null: it does not fit. */
export function joinTo(
  design: Design,
  { connectFrom, nestIn }: QuickAdd,
  type: string,
): Pick<NewNode, 'connectFrom' | 'nestIn'> | null {
  const join: Pick<NewNode, 'connectFrom' | 'nestIn'> = {};
  if (nestIn !== undefined) {
    const fit = fitOfHost(design, type, nestIn);
    if (!fit.ok) return null;
    join.nestIn = { host: nestIn, choices: fit.choices };
  }
  if (connectFrom !== undefined) {
    const source = typeOf(design, connectFrom);
    const connection =
      source === null ? undefined : validityOf(design).connectionsOfTypes(source, type).find(isConnection);
    if (connection === undefined) return null;
    join.connectFrom = { node: connectFrom, type: connection.type };
  }
  return join;
}

function isConnection({ kind, refusal }: { kind: string; refusal: string | null }): boolean {
  return kind !== 'contained_in' && refusal === null;
}

function typeOf({ nodes }: Design, node: string): string | null {
  return nodes.find(({ id }) => id === node)?.type ?? null;
}
