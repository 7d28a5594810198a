'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { ChevronDown, ChevronRight, CircleAlert, Ellipsis } from 'lucide-react';
import { type KeyboardEvent, memo, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { iconOf } from '../../topology/type-icon.tsx';
import { useInspect } from '../canvas/use-inspect.ts';
import { isSamePart } from '../document/changes-to.ts';
import { useDesign, useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { countProblems } from './count-problems.ts';
import { type OutlineRow, outlineRows, selectedRow } from './outline-rows.ts';
import { outlineStep } from './outline-step.ts';

const rowHeight = 28;

/**
 * The blueprint as a tree: nodes by containment, inputs, outputs and the rest. It is the canvas for those who do not
 * see it: what can be done on the canvas can be done here, by the same keys.
 */
export function Outline() {
  const design = useDesign();
  if (design === null) return null;
  return <Tree />;
}

function Tree() {
  const tree = useTree();
  const { rows, activeAt, box, virtual, acts } = tree;
  return (
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
            row && <Row key={row.id} {...{ row, top: start, isActive: index === activeAt, ...tree.look(row), acts }} />
          );
        })}
      </div>
    </div>
  );
}

function useTree() {
  const document = useDesignerDocument();
  const design = useDesign();
  const selection = useDesigner((state) => state.selection);
  const problems = useDesigner((state) => state.analysis.problems);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
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
    if (chosenAt >= 0) virtual.scrollToIndex(chosenAt, { align: 'auto' });
  }, [chosen, chosenAt, virtual]);
  const setOpen = (id: string, isOpen: boolean): void =>
    setClosed((before) => (isOpen ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id])));
  const choose = (row: OutlineRow, more = false): void => {
    setActive(row.id);
    if (row.name === null) document.select({});
    else if (row.section !== 'nodes') document.select({ entry: { section: row.section, name: row.name } });
    else document.select({ nodes: more ? toggled(selection.nodes, row.name) : [row.name] });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = outlineStep(rows, activeAt, event);
    if (step === null) return;
    event.preventDefault();
    if (step.kind === 'open') setOpen(step.id, step.isOpen);
    else if (step.kind === 'choose') choose(step.row, step.more);
    else if (step.kind === 'inspect') {
      choose(step.row);
      requestAnimationFrame(inspect);
    } else {
      setActive(step.row.id);
      virtual.scrollToIndex(rows.indexOf(step.row), { align: 'auto' });
      if (step.row.name !== null) choose(step.row);
    }
  };
  const acts = useRef({ choose, setOpen });
  acts.current = { choose, setOpen };
  const look = ({ id, node }: OutlineRow) => ({
    isSelected: node === null ? chosen === id : selection.nodes.includes(node.id),
    problems: node === null ? 0 : (counts.get(node.id) ?? 0),
  });
  return { rows, activeAt, box, virtual, onKeyDown, look, acts };
}

interface RowProps {
  row: OutlineRow;
  top: number;
  isActive: boolean;
  isSelected: boolean;
  problems: number;
  acts: RefObject<{
    choose: (row: OutlineRow, more?: boolean) => void;
    setOpen: (id: string, isOpen: boolean) => void;
  }>;
}

/** Every reading of the text makes the rows anew, and most of them are as they were. */
function isSameRow({ row: a, ...before }: RowProps, { row: b, ...after }: RowProps): boolean {
  return isSamePart(before, after) && isSamePart(a, b);
}

function toggled(nodes: readonly string[], node: string): string[] {
  return nodes.includes(node) ? nodes.filter((each) => each !== node) : [...nodes, node];
}

const Row = memo(function Row({ row, top, isActive, isSelected, problems, acts }: RowProps) {
  const Icon = row.node === null ? null : iconOf(row.node.typeHierarchy);
  const Fold = row.isOpen ? ChevronDown : ChevronRight;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree answers the keys of all its rows.
    <div
      id={elementId(row.id)}
      role="treeitem"
      tabIndex={-1}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-selected={isSelected}
      aria-expanded={row.isOpen ?? undefined}
      aria-label={spoken(row, problems)}
      onContextMenu={() => !isSelected && acts.current.choose(row)}
      onClick={(event) => acts.current.choose(row, event.ctrlKey || event.metaKey || event.shiftKey)}
      style={{ transform: `translateY(${top}px)`, paddingLeft: (row.level - 1) * 14 + 4 }}
      className={clsx(
        'group/row absolute inset-x-0 top-0 flex h-7 cursor-default items-center gap-1.5 rounded-md pr-2 text-sm hover:bg-hover',
        isSelected && 'bg-accent-soft forced-colors:outline-2',
        isActive && 'group-focus:outline-2 group-focus:-outline-offset-2 group-focus:outline-accent',
        row.name === null && 'font-semibold text-ink-2 text-xs',
      )}
    >
      <button
        type="button"
        tabIndex={-1}
        aria-hidden
        disabled={row.isOpen === null}
        onClick={(event) => {
          event.stopPropagation();
          acts.current.setOpen(row.id, row.isOpen !== true);
        }}
        className={clsx('grid size-6 shrink-0 place-items-center text-ink-3', row.isOpen === null && 'invisible')}
      >
        <Fold className="size-3.5" />
      </button>
      {Icon && <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />}
      <span className="shrink truncate">{row.label}</span>{' '}
      {problems > 0 && <CircleAlert aria-hidden className="size-3.5 shrink-0 text-bad" />}
      <span aria-hidden className="ml-auto max-w-1/2 shrink-0 truncate font-normal text-ink-3 text-xs">
        {row.detail}
      </span>
      {row.node !== null && <MenuButton isActive={isActive} />}
    </div>
  );
}, isSameRow);

/** Opens the menu of the row; keys have Shift+F10 for it. */
function MenuButton({ isActive }: { isActive: boolean }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden
      onClick={(event) => {
        // The row's own click, which would choose it anew, comes after the menu otherwise.
        event.stopPropagation();
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        const place = { button: 2, clientX: left, clientY: bottom };
        event.currentTarget.dispatchEvent(
          new globalThis.MouseEvent('contextmenu', { ...place, bubbles: true, cancelable: true }),
        );
      }}
      className={clsx(
        'absolute right-0.5 grid size-6 place-items-center rounded-md bg-raised text-ink-2 opacity-0 hover:text-ink group-hover/row:opacity-100 [@media(hover:none)]:opacity-100',
        isActive && 'group-focus:opacity-100',
      )}
    >
      <Ellipsis className="size-4" />
    </button>
  );
}

function spoken({ label, detail, node }: OutlineRow, problems: number): string {
  const parts = [label, detail];
  const relationships = node?.relationships.length ?? 0;
  if (relationships > 0) parts.push(`${relationships} ${relationships === 1 ? 'relationship' : 'relationships'}`);
  if (problems > 0) parts.push(`${problems} ${problems === 1 ? 'problem' : 'problems'}`);
  return parts.filter((part) => part !== '').join(', ');
}

function elementId(row: string): string {
  return `outline-${row}`;
}
