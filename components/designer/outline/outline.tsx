'use client';

import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { nameStroke } from '../../shell/key-strokes.ts';
import type { Selection } from '../document/history.ts';
import { useDesign, useDesigner, useDesignerDocument, useIsRead } from '../document/use-designer.ts';
import { nodeCommands } from '../editing/edit-commands.ts';
import { useInspect } from '../frame/use-inspect.ts';
import { countProblems } from './count-problems.ts';
import { OutlineBar } from './outline-bar.tsx';
import { elementId, OutlineRowView } from './outline-row.tsx';
import { type OutlineRow, outlineRows, selectedRow } from './outline-rows.ts';
import { outlineStep } from './outline-step.ts';

const rowHeight = 28;

/**
 * The blueprint as a tree: nodes by containment, inputs, outputs and the rest. It is the canvas for those who do not
 * see it: what can be done on the canvas can be done here, by the same keys.
 */
export function Outline() {
  const isRead = useIsRead();
  return isRead ? <Tree /> : null;
}

function Tree() {
  const tree = useTree();
  const { rows, activeAt, box, virtual, acts } = tree;
  return (
    <>
      <OutlineBar tree={box} isMany={tree.isMany} onMany={tree.setMany} />
      <div
        ref={box}
        role="tree"
        aria-label="Outline"
        aria-multiselectable
        data-outline
        aria-activedescendant={elementId(rows[activeAt]?.id ?? '')}
        tabIndex={0}
        onKeyDown={tree.onKeyDown}
        className="group min-h-0 flex-1 overflow-y-auto p-1 outline-offset-[-2px]"
      >
        <div style={{ height: virtual.getTotalSize() }} className="relative">
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return (
              row && (
                <OutlineRowView
                  key={row.id}
                  {...{ row, top: start, isActive: index === activeAt, ...tree.look(row), acts }}
                />
              )
            );
          })}
        </div>
      </div>
    </>
  );
}

function useTree() {
  const document = useDesignerDocument();
  const design = useDesign();
  const selection = useDesigner((state) => state.selection);
  const problems = useDesigner((state) => state.analysis.problems);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const [isMany, setMany] = useState(false);
  const rows = useMemo(() => (design === null ? [] : outlineRows(design, closed)), [design, closed]);
  const counts = useMemo(() => countProblems(problems), [problems]);
  const chosen = selectedRow(selection);
  const inspect = useInspect();
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const activeAt = Math.max(
    0,
    rows.findIndex(({ id }) => id === (active ?? chosen)),
  );
  const chosenAt = rows.findIndex(({ id }) => id === chosen);
  useEffect(() => {
    setActive(chosen);
    if (chosenAt >= 0 && !isInView(virtual, chosenAt)) virtual.scrollToIndex(chosenAt, { align: 'auto' });
  }, [chosen, chosenAt, virtual]);
  const setOpen = (id: string, isOpen: boolean): void =>
    setClosed((before) => (isOpen ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id])));
  const choose = (row: OutlineRow, more = false): void => {
    setActive(row.id);
    if (row.name === null) document.select({});
    else if (row.section !== 'nodes') document.select({ entry: { section: row.section, name: row.name } });
    else document.select({ nodes: more ? toggled(selection.nodes, row.name) : [row.name] });
  };
  const edit = (event: KeyboardEvent): void => {
    const stroke = nameStroke(event);
    const leave = stroke === 'Escape' && isAnything(selection) ? () => document.select({}) : undefined;
    const meant = leave ?? nodeCommands(document).find(({ keys }) => keys === stroke)?.run;
    if (meant === undefined) return;
    event.preventDefault();
    meant();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = outlineStep(rows, activeAt, event);
    if (step === null) {
      edit(event);
      return;
    }
    event.preventDefault();
    if (step.kind === 'open') setOpen(step.id, step.isOpen);
    else if (step.kind === 'choose') choose(step.row, step.more);
    else if (step.kind === 'inspect') {
      choose(step.row);
      requestAnimationFrame(() => inspect());
    } else {
      setActive(step.row.id);
      virtual.scrollToIndex(rows.indexOf(step.row), { align: 'auto' });
      if (step.row.name !== null) choose(step.row);
    }
  };
  const pick = (row: OutlineRow, more = false): void => choose(row, more || isMany);
  const acts = useRef({ choose: pick, setOpen });
  acts.current = { choose: pick, setOpen };
  const look = ({ id, node }: OutlineRow) => ({
    isSelected: node === null ? chosen === id : selection.nodes.includes(node.id),
    problems: node === null ? 0 : (counts.get(node.id) ?? 0),
  });
  return { rows, activeAt, box, virtual, onKeyDown, look, acts, isMany, setMany };
}

function isAnything({ nodes, relationship, entry }: Selection): boolean {
  return nodes.length > 0 || relationship !== null || entry !== undefined;
}

/** Asked before it is scrolled: to scroll to where one is makes the browser lay out the page. */
function isInView({ scrollOffset, scrollRect }: Virtualizer<HTMLDivElement, Element>, at: number): boolean {
  if (scrollOffset === null || scrollRect === null) return false;
  return at * rowHeight >= scrollOffset && (at + 1) * rowHeight <= scrollOffset + scrollRect.height;
}

function toggled(nodes: readonly string[], node: string): string[] {
  return nodes.includes(node) ? nodes.filter((each) => each !== node) : [...nodes, node];
}
