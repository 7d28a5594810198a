/** A stretch of a filled text that came from one place. */
interface Stretch {
  /** Where it begins in the filled text; it goes on to the next one. */
  at: number;
  /** What its first character stands for in the text as written; those of a value all stand for the same. */
  origin: number;
  /** 0 when the author wrote it, else the number of the replacement that brought it. */
  source: number;
}

/**
 * The text of an override with its late-bound values filled in, and where each part of it came from: places in messages
 * are those of the text as it was written, and what came from a value stays a value.
 */
export interface FilledText {
  /** As the author wrote it. */
  written: string;
  text: string;
  /** In order, the first at 0. */
  stretches: readonly Stretch[];
}

/** A text without anything filled in. */
export function textAsWritten(written: string): FilledText {
  return { written, text: written, stretches: [{ at: 0, origin: 0, source: 0 }] };
}

/** Puts a value in place of the characters from `start` to `end`. `source`: a number that no earlier value has. */
export function withValue(
  filled: FilledText,
  { start, end, source }: { start: number; end: number; source: number },
  value: string,
): FilledText {
  const { written, text, stretches } = filled;
  const longer = value.length - (end - start);
  const after = stretchAt(filled, end);
  return {
    written,
    text: text.slice(0, start) + value + text.slice(end),
    stretches: [
      ...stretches.filter(({ at }) => at < start),
      { at: start, origin: originAt(filled, start), source },
      { at: end + longer, origin: originAt(filled, end), source: after.source },
      ...stretches.filter(({ at }) => at > end).map((stretch) => ({ ...stretch, at: stretch.at + longer })),
    ],
  };
}

/** Which replacement brought a character; 0: the author wrote it. */
export function sourceAt(filled: FilledText, at: number): number {
  return stretchAt(filled, at).source;
}

/** What a character, or the end, stands for in the text as it was written. */
export function originAt(filled: FilledText, at: number): number {
  const stretch = stretchAt(filled, at);
  return stretch.source === 0 ? stretch.origin + at - stretch.at : stretch.origin;
}

/** The last stretch that begins at or before a place. */
function stretchAt({ stretches }: FilledText, at: number): Stretch {
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return stretches[low] ?? { at: 0, origin: 0, source: 0 };
}
