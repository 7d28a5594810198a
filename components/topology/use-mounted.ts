'use client';

import { useMemo } from 'react';
import type { BoxIndex } from './box-index.ts';
import { type NodeBox, overlaps, type Rectangle } from './boxes.ts';
import type { Line } from './elements.ts';
import { useInSteps } from './use-in-steps.ts';

/** What of a drawing has elements. */
export interface Mounted<Drawn extends Line> {
  /** Null while it is an overview. */
  boxes: ReadonlySet<NodeBox> | null;
  /** Connections of these nodes. */
  lines: readonly Drawn[];
  /** Connections between others, which pass through. */
  passing: readonly Drawn[];
}

const none: never[] = [];

/**
 * What has elements in a part of a drawing; nothing for null. `also`: nodes that have an element wherever they lie, since
 * something refers to it.
 */
export function useMounted<Drawn extends Line>(
  { index, lines }: { index: BoxIndex; lines: readonly Drawn[] },
  part: Rectangle | null,
  also: readonly (string | null)[],
): Mounted<Drawn> {
  const [first = null, second = null] = also;
  const wanted = useMemo(
    () => (part === null ? null : mountedBoxes(index, part, [first, second])),
    [index, part, first, second],
  );
  const boxes = useInSteps(wanted, [first, second]);
  const split = useMemo(() => (boxes && part ? splitLines(lines, boxes, part) : null), [lines, boxes, part]);
  return { boxes, lines: split?.own ?? none, passing: split?.passing ?? none };
}

function mountedBoxes(index: BoxIndex, part: Rectangle, also: readonly (string | null)[]): Set<NodeBox> {
  const boxes = new Set(index.inside(part));
  for (const id of also) {
    const box = id === null ? null : index.get(id);
    if (box) for (const each of [...index.around(box).toReversed(), box]) boxes.add(each);
  }
  return boxes;
}

function splitLines<Drawn extends Line>(lines: readonly Drawn[], boxes: ReadonlySet<NodeBox>, part: Rectangle) {
  const [own, passing]: [Drawn[], Drawn[]] = [[], []];
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
