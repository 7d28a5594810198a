import type { KeyboardEvent } from 'react';
import type { TimelineRow } from '../../core/timeline/groups.ts';

interface TreeKeysOptions {
  rows: readonly TimelineRow[];
  activeAt: number;
  moveTo: (at: number) => void;
  choose: (row: TimelineRow) => void;
  onFold: (id: string, open: boolean) => void;
  zoomBy: (factor: number) => void;
  onFit: () => void;
}

const page = 15;
const zoomStep = 1.5;

/** The keys of a tree, with + - and 0 to zoom. */
export function useTreeKeys(options: TreeKeysOptions): (event: KeyboardEvent) => void {
  const { rows, activeAt, moveTo, choose, onFold } = options;
  const last = rows.length - 1;
  const row = rows[activeAt];
  function step(by: number): void {
    moveTo(Math.min(last, Math.max(0, activeAt + by)));
  }
  function open(): void {
    if (row?.kind === 'group' && !row.isOpen) onFold(row.group.id, true);
    else step(1);
  }
  function shut(): void {
    if (row?.kind === 'group' && row.isOpen) {
      onFold(row.group.id, false);
      return;
    }
    const parent = rows.findLastIndex((each, at) => at < activeAt && each.level < (row?.level ?? 1));
    if (parent >= 0) moveTo(parent);
  }
  const chooseRow = (): void => {
    if (row) choose(row);
  };
  const actions = new Map<string, () => void>([
    ['ArrowDown', () => step(1)],
    ['ArrowUp', () => step(-1)],
    ['PageDown', () => step(page)],
    ['PageUp', () => step(-page)],
    ['Home', () => moveTo(0)],
    ['End', () => moveTo(last)],
    ['ArrowRight', open],
    ['ArrowLeft', shut],
    ['Enter', chooseRow],
    [' ', chooseRow],
    ['+', () => options.zoomBy(zoomStep)],
    ['=', () => options.zoomBy(zoomStep)],
    ['-', () => options.zoomBy(1 / zoomStep)],
    ['0', options.onFit],
  ]);
  return (event) => {
    const action = actions.get(event.key);
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  };
}
