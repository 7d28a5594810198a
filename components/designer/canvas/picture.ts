import type { Design, DesignGroup, DesignNode, DesignRelationship } from '../../../core/design/design.ts';
import { BoxIndex } from '../../topology/box-index.ts';
import type { Line } from '../../topology/elements.ts';
import type { NodePlace } from '../document/layout.ts';
import { arrange } from './arrange.ts';

/** A relationship as it is drawn. */
export interface DesignLine extends Line {
  node: string;
  relationship: DesignRelationship;
}

/** A blueprint as it is drawn: what of it, and where. */
export interface Picture {
  index: BoxIndex;
  lines: readonly DesignLine[];
  /** All nodes of the blueprint, in its order. */
  nodes: ReadonlyMap<string, DesignNode>;
  /** Nodes contained in each, directly. */
  children: ReadonlyMap<string | null, readonly DesignNode[]>;
  groups: readonly DesignGroup[];
  /** Containers that are drawn closed. */
  shut: ReadonlySet<string>;
  /** For each node, the drawn one that stands for it. */
  drawnAs: ReadonlyMap<string, string>;
  /** Of each drawn node, relative to what contains it. */
  places: ReadonlyMap<string, NodePlace>;
}

/** Draws a blueprint. */
export function toPicture(
  design: Design,
  placeOf: (id: string) => NodePlace | null,
  closed: ReadonlySet<string>,
): Picture {
  const nodes = new Map(design.nodes.map((node) => [node.id, node]));
  const children = Map.groupBy(design.nodes, ({ parent }) => (parent !== null && nodes.has(parent) ? parent : null));
  const shut = new Set([...closed].filter((id) => children.has(id)));
  const drawnAs = new Map<string, string>();
  const drawn: { id: string; parent: string | null }[] = [];
  const enter = (parent: string | null, standIn: string | null): void => {
    for (const { id } of children.get(parent) ?? []) {
      drawnAs.set(id, standIn ?? id);
      if (standIn === null) drawn.push({ id, parent });
      enter(id, standIn ?? (shut.has(id) ? id : null));
    }
  };
  enter(null, null);
  const { boxes, places } = arrange(drawn, placeOf);
  const index = new BoxIndex(boxes.map((box) => (shut.has(box.id) ? { ...box, isContainer: true } : box)));
  const lines = toLines(design.nodes, drawnAs, index);
  return { index, lines, nodes, children, groups: design.groups, shut, drawnAs, places };
}

function toLines(nodes: Design['nodes'], drawnAs: Picture['drawnAs'], index: BoxIndex): DesignLine[] {
  const lines = new Map<string, DesignLine>();
  for (const { id: node, relationships } of nodes) {
    for (const relationship of relationships) {
      const line = toLine({ node, relationship }, drawnAs, index);
      if (line !== null && !lines.has(line.id)) lines.set(line.id, line);
    }
  }
  return [...lines.values()];
}

function toLine(
  { node, relationship }: Pick<DesignLine, 'node' | 'relationship'>,
  drawnAs: Picture['drawnAs'],
  index: BoxIndex,
): DesignLine | null {
  const { kind, target } = relationship;
  const [from, to] = [index.get(drawnAs.get(node) ?? ''), index.get(drawnAs.get(target) ?? '')];
  if (kind === 'contained_in' || from === null || to === null || from === to) return null;
  const isWhole = from.id === node && to.id === target;
  const id = isWhole ? `${node}#${relationship.index}` : `${from.id}->${to.id}#${kind}`;
  return { id, kind, from, to, node, relationship };
}

/** A node and everything inside it, outer ones first. */
export function withContents({ children }: Pick<Picture, 'children'>, ids: Iterable<string>): Set<string> {
  const found = new Set(ids);
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child.id);
  return found;
}

/** Of these nodes, those that none of the others contains. */
export function outermost({ nodes }: Pick<Picture, 'nodes'>, ids: readonly string[]): string[] {
  const all = new Set(ids);
  return ids.filter((id) => {
    const seen = new Set([id]);
    for (let at = nodes.get(id)?.parent ?? null; at !== null && !seen.has(at); at = nodes.get(at)?.parent ?? null) {
      if (all.has(at)) return false;
      seen.add(at);
    }
    return nodes.has(id);
  });
}
