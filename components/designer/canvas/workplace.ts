import type { Intent } from '../../../core/dsl/edit/index.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import type { NodePlace } from '../document/layout.ts';
import { whenAnalysed } from '../document/when-analysed.ts';
import { announce } from './announce.ts';
import { pinned } from './canvas-view.ts';
import type { AskChoice, Point, Stage } from './stage.ts';

/** The document and the canvas that shows it, which gestures and keys work on. */
export interface Workplace {
  document: DesignerDocument;
  stage: Stage;
}

/** Places relative to what contains each node, by id. */
export type Places = Record<string, NodePlace>;

/** "web", or "3 nodes". */
export function nameOf(ids: readonly string[]): string {
  return ids.length === 1 ? String(ids[0]) : `${ids.length} nodes`;
}

/** Asks for one of many nodes; those that cannot be chosen come last, with the reason. */
export function askFor(
  workplace: Workplace,
  { ids, choices, title }: { ids: readonly string[]; choices: AskChoice[]; title: string },
): Promise<string | null> {
  const sorted = choices.toSorted((a, b) => Number(a.refused != null) - Number(b.refused != null));
  return workplace.stage.ask({ title, at: askAt(workplace, ids.at(-1) ?? ''), choices: sorted, isLong: true });
}

/** Beside a node, px of the pane. */
export function askAt({ stage }: Workplace, id: string): Point {
  const drawn = stage.picture?.drawnAs.get(id) ?? id;
  const box = stage.picture?.index.get(drawn);
  if (!box) return { x: 80, y: 80 };
  return stage.toPane({ x: box.x + 16, y: box.y + 56 });
}

/** A step of intents with the places that belong to it. */
export interface Step {
  label?: string;
  /** Null: wherever there is room. */
  places: Readonly<Record<string, NodePlace | null>>;
  /** Nothing is chosen afterwards. */
  isEmptied?: boolean;
}

/** Carries intents out as one step with the places that belong to it, once the drawing is that of the text. */
export async function carryOut(
  { document, stage }: Workplace,
  intents: readonly Intent[],
  step: Step,
): Promise<boolean> {
  await whenAnalysed(document);
  const { layout } = document.getState();
  const pins = stage.picture === null ? {} : pinned(stage.picture.index.boxes, layout.places).places;
  const gone = new Set(intents.flatMap((intent) => (intent.kind === 'delete-node' ? [intent.node] : [])));
  const kept = Object.fromEntries(Object.entries(pins ?? {}).filter(([id]) => !gone.has(id)));
  const outcome = await document.perform(intents, {
    ...(step.label === undefined ? {} : { label: step.label }),
    layout: { places: { ...kept, ...step.places } },
    ...(step.isEmptied && { select: { nodes: [], relationship: null } }),
  });
  if (!outcome.ok) announce(outcome.reason);
  return outcome.ok;
}
