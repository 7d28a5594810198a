/** Lines of one text that stand in place of lines of another. Lines count from 0 and keep their line breaks. */
export interface LineHunk {
  /** Of the text before. */
  start: number;
  /** Exclusive; equal to `start` where lines are only added. */
  end: number;
  lines: string[];
}

/** Beyond so many added and removed lines, what differs is one hunk: looking further would take too long. */
const mostDifferences = 600;

/** The lines of a text with their breaks; joined they are the text again. */
export function splitLines(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** The fewest lines that lead from one text to the other, in order and with unchanged lines between them. */
export function diffLines(before: readonly string[], after: readonly string[]): LineHunk[] {
  let head = 0;
  const shorter = Math.min(before.length, after.length);
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const a = before.slice(head, before.length - tail);
  const b = after.slice(head, after.length - tail);
  if (a.length === 0 && b.length === 0) return [];
  const kept = findKept(a, b);
  return toHunks(kept, { a, b }).map(({ start, end, lines }) => ({ start: start + head, end: end + head, lines }));
}

interface Sides {
  a: readonly string[];
  b: readonly string[];
}

/** Pairs of lines that stay, in order: the greedy way by Myers, over ever more differences. */
function findKept(a: readonly string[], b: readonly string[]): [number, number][] {
  const furthest = new Map<number, number>([[1, 0]]);
  const steps: Map<number, number>[] = [];
  const most = Math.min(a.length + b.length, mostDifferences);
  for (let differences = 0; differences <= most; differences++) {
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      const x = slide({ a, b }, diagonal, reach(furthest, diagonal, differences));
      furthest.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return walkBack(steps, { a, b });
    }
    steps.push(new Map(furthest));
  }
  return [];
}

function reach(furthest: ReadonlyMap<number, number>, diagonal: number, differences: number): number {
  return isDown(furthest, diagonal, differences)
    ? (furthest.get(diagonal + 1) ?? 0)
    : (furthest.get(diagonal - 1) ?? 0) + 1;
}

/** How far lines stay the same from `x` on. */
function slide({ a, b }: Sides, diagonal: number, x: number): number {
  let at = x;
  while (at < a.length && at - diagonal < b.length && a[at] === b[at - diagonal]) at += 1;
  return at;
}

function isDown(furthest: ReadonlyMap<number, number>, diagonal: number, differences: number): boolean {
  if (diagonal === -differences) return true;
  if (diagonal === differences) return false;
  return (furthest.get(diagonal - 1) ?? 0) < (furthest.get(diagonal + 1) ?? 0);
}

function walkBack(steps: readonly ReadonlyMap<number, number>[], { a, b }: Sides): [number, number][] {
  const kept: [number, number][] = [];
  let x = a.length;
  let y = b.length;
  for (let differences = steps.length; differences > 0; differences--) {
    const furthest = steps[differences - 1] ?? new Map<number, number>();
    const diagonal = x - y;
    const from = isDown(furthest, diagonal, differences) ? diagonal + 1 : diagonal - 1;
    const fromX = furthest.get(from) ?? 0;
    const fromY = fromX - from;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      kept.push([x, y]);
    }
    x = fromX;
    y = fromY;
  }
  while (x > 0 && y > 0) {
    x -= 1;
    y -= 1;
    kept.push([x, y]);
  }
  return kept.reverse();
}

function toHunks(kept: readonly [number, number][], { a, b }: Sides): LineHunk[] {
  const hunks: LineHunk[] = [];
  let [x, y] = [0, 0];
  for (const [keptX, keptY] of [...kept, [a.length, b.length] as const]) {
    if (keptX > x || keptY > y) hunks.push({ start: x, end: keptX, lines: b.slice(y, keptY) });
    x = keptX + 1;
    y = keptY + 1;
  }
  return hunks;
}
