'use client';

import { useEffect, useMemo, useRef } from 'react';
import type { BoxIndex } from './box-index.ts';
import { type NodeBox, overlaps, type Rectangle } from './boxes.ts';
import { type Line, type Selection, type TemplateNode, toNodes } from './elements.ts';
import type { Drawing } from './use-drawing.ts';

/** What of a drawing is made of elements. */
export interface Elements {
  nodes: TemplateNode[];
  /** Connections of these nodes. */
  lines: readonly Line[];
  /** Connections between others, which pass through. */
  passing: readonly Line[];
}

const none: never[] = [];

/**
 * The elements for a part of a drawing; none for null. `also`: nodes that have an element wherever they lie, since
 * something refers to it.
 */
export function useElements(
  { index, lines, drawn }: Drawing,
  part: Rectangle | null,
  { selection, also }: { selection: Selection; also: readonly (string | null)[] },
): Elements {
  const previous = useRef<ReadonlyMap<string, TemplateNode>>(new Map());
  const { node, instance } = selection;
  const [first = null, second = null] = also;
  const boxes = useMemo(
    () => (part === null ? null : mountedBoxes(index, part, [first, second])),
    [index, part, first, second],
  );
  const split = useMemo(() => (boxes && part ? splitLines(lines, boxes, part) : null), [lines, boxes, part]);
  const nodes = useMemo(
    () => (boxes ? toNodes([...boxes], drawn, { selection: { node, instance }, previous: previous.current }) : none),
    [boxes, drawn, node, instance],
  );
  useEffect(() => {
    previous.current = new Map(nodes.map((each) => [each.id, each]));
  }, [nodes]);
  return { nodes, lines: split?.own ?? none, passing: split?.passing ?? none };
}

function mountedBoxes(index: BoxIndex, part: Rectangle, also: readonly (string | null)[]): Set<NodeBox> {
  const boxes = new Set(index.inside(part));
  for (const id of also) {
    const box = id === null ? null : index.get(id);
    if (box) for (const each of [...index.around(box).toReversed(), box]) boxes.add(each);
  }
  return boxes;
}

function splitLines(lines: readonly Line[], boxes: ReadonlySet<NodeBox>, part: Rectangle) {
  const [own, passing]: [Line[], Line[]] = [[], []];
  for (const line of lines) {
    if (boxes.has(line.from) || boxes.has(line.to)) own.push(line);
    else if (overlaps(around(line), part)) passing.push(line);
  }
  return { own, passing };
}

function around({ from, to }: Line): Rectangle {
  const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
  const right = Math.max(from.x + from.width, to.x + to.width);
  return { x, y, width: right - x, height: Math.max(from.y + from.height, to.y + to.height) - y };
}
