'use client';

import type { Node } from '@xyflow/react';
import { useEffect, useMemo, useRef } from 'react';
import type { DesignNode } from '../../../core/design/design.ts';
import type { NodeBox } from '../../topology/boxes.ts';
import { layers } from './layers.ts';
import { type Picture, withContents } from './picture.ts';

export interface DesignData extends Record<string, unknown> {
  node: DesignNode;
  isContainer: boolean;
  isShut: boolean;
  /** How many nodes it holds itself, drawn or not. */
  holds: number;
  /** Of a closed one: how many it hides, those in others included. */
  hidden: number;
}

/** A node as React Flow knows it. */
export type DesignElement = Node<DesignData, 'design'>;

const none: DesignElement[] = [];

/**
 * React Flow's nodes for what is in view. One in which nothing changed keeps its identity, so that only what changed is
 * drawn again. Sizes are given, or every node would be mounted once to be measured.
 */
export function useDesignElements(boxes: ReadonlySet<NodeBox> | null, picture: Picture): DesignElement[] {
  const previous = useRef<{ nodes: DesignElement[]; byId: ReadonlyMap<string, DesignElement> }>({
    nodes: none,
    byId: new Map(),
  });
  const nodes = useMemo(() => {
    if (boxes === null) return none;
    const { nodes: before, byId } = previous.current;
    const now = [...boxes].flatMap((box) => toElement(box, picture, byId) ?? []);
    return now.length === before.length && now.every((each, at) => each === before[at]) ? before : now;
  }, [boxes, picture]);
  useEffect(() => {
    previous.current = { nodes, byId: new Map(nodes.map((each) => [each.id, each])) };
  }, [nodes]);
  return nodes;
}

function toElement(box: NodeBox, picture: Picture, previous: ReadonlyMap<string, DesignElement>): DesignElement | null {
  const { id, x, y, width, height, isContainer } = box;
  const { nodes, children, shut } = picture;
  const node = nodes.get(id);
  if (node === undefined) return null;
  const isShut = shut.has(id);
  const hidden = isShut ? withContents(picture, [id]).size - 1 : 0;
  const data: DesignData = { node, isContainer, isShut, holds: children.get(id)?.length ?? 0, hidden };
  const before = previous.get(id);
  if (before && isSamePlace(before, box) && isSameData(before.data, data)) return before;
  return {
    id,
    type: 'design',
    position: { x, y },
    width,
    height,
    measured: { width, height },
    handles: [],
    zIndex: isContainer && !data.isShut ? layers.container : layers.leaf,
    className: 'nopan',
    data,
  };
}

function isSamePlace({ position, width, height }: DesignElement, box: NodeBox): boolean {
  return position.x === box.x && position.y === box.y && width === box.width && height === box.height;
}

function isSameData(before: DesignData, after: DesignData): boolean {
  return (
    before.node === after.node &&
    before.isContainer === after.isContainer &&
    before.isShut === after.isShut &&
    before.holds === after.holds &&
    before.hidden === after.hidden
  );
}
