import type { Design, DesignGroup } from '../../../core/design/design.ts';
import { boundsOf, grow, type NodeBox } from '../../topology/boxes.ts';
import { linePath } from '../../topology/line-path.ts';
import { shortType } from '../../topology/type-icon.tsx';
import type { CanvasView } from '../canvas/canvas-view.ts';
import type { Note } from '../document/layout.ts';
import type { Drawing } from './write-svg.ts';

interface Shown {
  design: Design;
  /** Nodes in closed containers have none. */
  boxes: readonly NodeBox[];
  direction: ReturnType<CanvasView['direction']>;
  notes: readonly Note[];
  /** What draws the icon of a type, told root first. */
  iconOf: (typeHierarchy: readonly string[]) => string;
}

/** The whole canvas as a drawing for a file. */
export function drawingOf({ design, boxes, direction, notes, iconOf }: Shown): Drawing {
  const nodes = new Map(design.nodes.map((node) => [node.id, node]));
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const drawnAs = (id: string): NodeBox | undefined => {
    const seen = new Set<string>();
    for (let at: string | null = id; at !== null && !seen.has(at); at = nodes.get(at)?.parent ?? null) {
      const box = byId.get(at);
      if (box !== undefined) return box;
      seen.add(at);
    }
  };
  const lines = new Map<string, Drawing['lines'][number]>();
  for (const { id, relationships } of design.nodes) {
    for (const { kind, target } of relationships) {
      const [from, to] = [drawnAs(id), drawnAs(target)];
      if (kind === 'contained_in' || from === undefined || to === undefined || from === to) continue;
      const label = `${from.id} ${kind.replaceAll('_', ' ')} ${to.id}`;
      lines.set(label, { path: linePath({ from, to }, direction), isDashed: kind === 'depends_on', label });
    }
  }
  return {
    nodes: boxes.flatMap((box) => {
      const node = nodes.get(box.id);
      if (node === undefined) return [];
      const { type, typeHierarchy, instances } = node;
      return [{ box, type: shortType(type), icon: iconOf(typeHierarchy), instances: instances.default }];
    }),
    lines: [...lines.values()],
    hulls: design.groups.flatMap((group, at) => hullOf(group, drawnAs, at)),
    notes,
  };
}

function hullOf(
  { name, members }: DesignGroup,
  drawnAs: (id: string) => NodeBox | undefined,
  at: number,
): Drawing['hulls'][number][] {
  const bounds = boundsOf(members.flatMap((id) => drawnAs(id) ?? []));
  if (bounds === null) return [];
  const margin = 8 + (at % 5) * 5;
  const { x, y, width, height } = grow(bounds, [margin, margin]);
  const path = `M${x} ${y}H${x + width}V${y + height}H${x}Z`;
  return [{ path, name, label: { x: x + 4, y: y - 6 }, bounds: { x, y, width, height }, colour: at }];
}
