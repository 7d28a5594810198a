import type { Design, DesignGroup, DesignNode, DesignRelationship } from '../../../core/design/design.ts';
import { BoxIndex } from '../../topology/box-index.ts';
import type { NodeBox } from '../../topology/boxes.ts';
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

interface DrawOptions {
  /** Containers to be drawn closed. */
  closed: ReadonlySet<string>;
  /** The drawing until now: what of it did not change are the same objects again. */
  before?: Picture | null;
}

/** Draws a blueprint. */
export function toPicture(
  design: Design,
  placeOf: (id: string) => NodePlace | null,
  { closed, before = null }: DrawOptions,
): Picture {
  const nodes = new Map(design.nodes.map((node) => [node.id, node]));
  const children = Map.groupBy(design.nodes, ({ parent }) => (parent !== null && nodes.has(parent) ? parent : null));
  const shut = new Set([...closed].filter((id) => children.has(id)));
  if (
    before !== null &&
    isSameShape(design.nodes, before) &&
    isSameSet(shut, before.shut) &&
    isSamePlaces(before, placeOf)
  ) {
    const isLinkedAsBefore = design.nodes.every((node) => hasSameLines(node, before.nodes.get(node.id)));
    const lines = isLinkedAsBefore
      ? before.lines
      : keptLines(toLines(design.nodes, before.drawnAs, before.index), before.lines);
    return { ...before, lines, nodes, children, groups: design.groups };
  }
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
  const index = indexOf(
    boxes.map((box) => (shut.has(box.id) ? { ...box, isContainer: true } : box)),
    before?.index ?? null,
  );
  const lines = keptLines(toLines(design.nodes, drawnAs, index), before?.lines ?? []);
  return { index, lines, nodes, children, groups: design.groups, shut, drawnAs, places };
}

/** Whether the same nodes, in the same order, contain each other in the same way. */
function isSameShape(nodes: readonly DesignNode[], before: Picture): boolean {
  if (nodes.length !== before.nodes.size) return false;
  const known = [...before.nodes.values()];
  return nodes.every((node, at) => {
    const old = known[at];
    return node === old || (node.id === old?.id && node.parent === old.parent);
  });
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item));
}

/** Whether everything that is drawn belongs where it is. */
function isSamePlaces({ places }: Picture, placeOf: (id: string) => NodePlace | null): boolean {
  for (const [id, { x, y, width, height }] of places) {
    const now = placeOf(id);
    if (now === null || now.x !== x || now.y !== y || now.width !== width || now.height !== height) return false;
  }
  return true;
}

/** Whether no line comes from a node that was read anew. */
function hasSameLines(node: DesignNode, before: DesignNode | undefined): boolean {
  if (node === before) return true;
  return ![node, before].some((each) => each?.relationships.some(({ kind }) => kind !== 'contained_in'));
}

/** Of the boxes as they were, those that are the same; their index too when all are. */
function indexOf(boxes: readonly NodeBox[], before: BoxIndex | null): BoxIndex {
  if (before === null) return new BoxIndex(boxes);
  const kept = boxes.map((box) => {
    const known = before.get(box.id);
    return known !== null && isSameBox(known, box) ? known : box;
  });
  return isSameList(kept, before.boxes) ? before : new BoxIndex(kept);
}

function isSameBox(a: NodeBox, b: NodeBox): boolean {
  const isSamePlace = a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
  return isSamePlace && a.parent === b.parent && a.isContainer === b.isContainer;
}

/** The same of lines. */
function keptLines(lines: readonly DesignLine[], before: readonly DesignLine[]): readonly DesignLine[] {
  const known = new Map(before.map((line) => [line.id, line]));
  const kept = lines.map((line) => {
    const old = known.get(line.id);
    return old !== undefined && isSameLine(old, line) ? old : line;
  });
  return isSameList(kept, before) ? before : kept;
}

function isSameLine(a: DesignLine, b: DesignLine): boolean {
  return a.from === b.from && a.to === b.to && a.relationship === b.relationship;
}

function isSameList<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
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
