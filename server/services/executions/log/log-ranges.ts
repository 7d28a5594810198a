/** Lines after `after`, up to `upTo`. */
export interface SeqRange {
  after: number;
  upTo: number;
}

/** So many lines are looked at first: where matches are not rare they fill a page, at little cost. */
const firstLines = 20_000;

/**
 * In which order the lines of a log are looked through from `after` on or backwards from `before` (both not included):
 * a few, then the rest in two halves at the same time. The halves are in the order of the log.
 */
export function rangesOf(window: {
  after?: number | undefined;
  before?: number | undefined;
  lastSeq: number;
}): SeqRange[][] {
  const { after, before = window.lastSeq + 1, lastSeq } = window;
  const whole = after === undefined ? { after: 0, upTo: Math.min(before - 1, lastSeq) } : { after, upTo: lastSeq };
  if (whole.upTo - whole.after <= firstLines) return [[whole]];
  const first =
    after === undefined ? { after: whole.upTo - firstLines, upTo: whole.upTo } : { after, upTo: after + firstLines };
  const rest = after === undefined ? { after: 0, upTo: first.after } : { after: first.upTo, upTo: lastSeq };
  const middle = Math.floor((rest.after + rest.upTo) / 2);
  return [
    [first],
    [
      { after: rest.after, upTo: middle },
      { after: middle, upTo: rest.upTo },
    ],
  ];
}
