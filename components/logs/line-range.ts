/** Lines by their numbers, both included. */
export interface LineRange {
  from: number;
  to: number;
}

/** Reads `120` or `120-180`, in either order; null when it is neither. */
export function parseRange(text: string): LineRange | null {
  const [, first, second] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(text) ?? [];
  if (first === undefined) return null;
  const ends = [Number(first), Number(second ?? first)].sort((a, b) => a - b);
  const [from = 0, to = 0] = ends;
  return from < 1 ? null : { from, to };
}

export function formatRange({ from, to }: LineRange): string {
  return from === to ? String(from) : `${from}-${to}`;
}

export function isInRange(seq: number, range: LineRange | null): boolean {
  return range !== null && range.from <= seq && seq <= range.to;
}

/** What a click on a line's number chooses: that line, nothing when it was chosen, and with `extend` all lines from the first chosen one to it. */
export function chooseLine(range: LineRange | null, seq: number, extend: boolean): LineRange | null {
  if (range !== null && extend) {
    return seq < range.from ? { from: seq, to: range.to } : { from: range.from, to: seq };
  }
  return range?.from === seq && range.to === seq ? null : { from: seq, to: seq };
}
