import type { Intent } from '../../../core/dsl/edit/index.ts';
import type { NodeBox } from '../../topology/boxes.ts';
import { announce } from '../canvas/announce.ts';
import { pinned, shownCanvas } from '../canvas/canvas-view.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import type { Selection } from '../document/history.ts';
import type { NodePlace } from '../document/layout.ts';
import { whenAnalysed } from '../document/when-analysed.ts';

/** "web", or "3 nodes". */
export function nameOf(ids: readonly string[]): string {
  return ids.length === 1 ? String(ids[0]) : `${ids.length} nodes`;
}

/** Where nodes are drawn, by id; none while there is no canvas on the page. */
export function drawnBoxes(): ReadonlyMap<string, NodeBox> {
  return new Map(
    shownCanvas()
      ?.boxes()
      .map((box) => [box.id, box]),
  );
}

/** A step of intents with the places that belong to it. */
export interface Step {
  label?: string;
  /** Relative to what contains each node then; null: wherever there is room. */
  places: Readonly<Record<string, NodePlace | null>>;
  /** Afterwards. */
  select?: Selection;
}

/** Carries intents out as one step with the places that belong to it, once what is seen is that of the text. */
export async function carryOut(document: DesignerDocument, intents: readonly Intent[], step: Step): Promise<boolean> {
  await whenAnalysed(document);
  const { layout } = document.getState();
  const pins = pinned(shownCanvas()?.boxes() ?? [], layout.places).places ?? {};
  const gone = new Set(intents.flatMap((intent) => (intent.kind === 'delete-node' ? [intent.node] : [])));
  const kept = Object.fromEntries(Object.entries(pins).filter(([id]) => !gone.has(id)));
  const outcome = await document.perform(intents, {
    ...(step.label === undefined ? {} : { label: step.label }),
    layout: { places: { ...kept, ...step.places } },
    ...(step.select !== undefined && { select: step.select }),
  });
  if (!outcome.ok) announce(outcome.reason);
  return outcome.ok;
}
