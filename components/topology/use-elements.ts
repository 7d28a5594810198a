'use client';

import { useEffect, useMemo, useRef } from 'react';
import type { Rectangle } from './boxes.ts';
import { type Line, type Selection, type TemplateNode, toNodes } from './elements.ts';
import type { Drawing } from './use-drawing.ts';
import { useMounted } from './use-mounted.ts';

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
  drawing: Drawing,
  part: Rectangle | null,
  { selection, also }: { selection: Selection; also: readonly (string | null)[] },
): Elements {
  const previous = useRef<ReadonlyMap<string, TemplateNode>>(new Map());
  const { node, instance } = selection;
  const { boxes, lines, passing } = useMounted(drawing, part, also);
  const { drawn } = drawing;
  const nodes = useMemo(
    () => (boxes ? toNodes([...boxes], drawn, { selection: { node, instance }, previous: previous.current }) : none),
    [boxes, drawn, node, instance],
  );
  useEffect(() => {
    previous.current = new Map(nodes.map((each) => [each.id, each]));
  }, [nodes]);
  return { nodes, lines, passing };
}
