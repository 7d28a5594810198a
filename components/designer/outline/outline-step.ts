import type { OutlineRow } from './outline-rows.ts';

/** What a key does in the outline. */
export type OutlineStep =
  | { kind: 'go'; row: OutlineRow }
  /** `more`: beside what is chosen already. */
  | { kind: 'choose'; row: OutlineRow; more: boolean }
  | { kind: 'open'; id: string; isOpen: boolean }
  /** Its fields. */
  | { kind: 'inspect'; row: OutlineRow };

interface Stroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const page = 15;

/** The keys of a tree (WAI-ARIA's pattern); null for keys that are not the tree's. */
export function outlineStep(rows: readonly OutlineRow[], at: number, stroke: Stroke): OutlineStep | null {
  const row = rows[at];
  if (row === undefined || stroke.metaKey) return null;
  if (stroke.altKey) return inOrOut(rows, at, stroke);
  if (stroke.key === ' ') return { kind: 'choose', row, more: stroke.ctrlKey || stroke.shiftKey };
  if (stroke.ctrlKey || stroke.shiftKey) return null;
  if (stroke.key === 'ArrowRight' && row.isOpen === false) return { kind: 'open', id: row.id, isOpen: true };
  if (stroke.key === 'ArrowLeft' && row.isOpen === true) return { kind: 'open', id: row.id, isOpen: false };
  if (stroke.key === 'Enter') return { kind: 'inspect', row };
  const to = targetOf(rows, at, stroke.key);
  const found = to === null ? undefined : rows[Math.min(rows.length - 1, Math.max(0, to))];
  return found === undefined ? null : { kind: 'go', row: found };
}

/** Alt and an arrow lead as on the canvas: into what a row holds, and to what holds it. */
function inOrOut(rows: readonly OutlineRow[], at: number, { key, ctrlKey, shiftKey }: Stroke): OutlineStep | null {
  if (ctrlKey || shiftKey) return null;
  const first = rows[at + 1];
  const isHeld = first !== undefined && first.level > (rows[at]?.level ?? 0);
  const to = key === 'ArrowDown' && isHeld ? at + 1 : key === 'ArrowUp' ? targetOf(rows, at, 'ArrowLeft') : null;
  const row = to === null ? undefined : rows[to];
  return row === undefined ? null : { kind: 'go', row };
}

function targetOf(rows: readonly OutlineRow[], at: number, key: string): number | null {
  const level = rows[at]?.level ?? 1;
  const targets = new Map<string, () => number>([
    ['ArrowDown', () => at + 1],
    ['ArrowUp', () => at - 1],
    ['PageDown', () => at + page],
    ['PageUp', () => at - page],
    ['Home', () => 0],
    ['End', () => rows.length - 1],
    ['ArrowRight', () => at + 1],
    ['ArrowLeft', () => rows.findLastIndex((each, before) => before < at && each.level < level)],
  ]);
  return targets.get(key)?.() ?? null;
}
