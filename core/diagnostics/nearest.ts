/** Longer names are not compared: the cost grows with the product of the lengths. */
const longest = 80;

/** Of very many names only the first are looked at. */
const mostCandidates = 2000;

/**
 * The candidate most like `name`, when one is so close that it was probably meant: at most a third of the name's
 * characters differ (a swap of neighbours counts once), or only the case does.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  if (name.length > longest) return null;
  // In a name of one or two letters every change makes another word.
  const limit = name.length < 3 ? 0 : Math.floor(name.length / 3);
  let best: string | null = null;
  let bestDistance = limit + 1;
  let looked = 0;
  for (const candidate of candidates) {
    looked += 1;
    if (looked > mostCandidates) break;
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = name.toLowerCase() === candidate.toLowerCase() ? 0 : editDistance(name, candidate, limit);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `Did you mean "x"?`, or nothing to say. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const nearest = nearestName(name, candidates);
  return nearest === null ? undefined : `Did you mean "${nearest}"?`;
}

/**
 * Optimal string alignment distance (insertions, deletions, replacements, swaps of neighbours), or something above
 * `limit` as soon as it is sure to be above.
 */
function editDistance(left: string, right: string, limit: number): number {
  const { a, b } = withoutCommonEnds(left, right);
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = nextRow({ a, b, i }, beforePrevious, previous);
    // Two rows above the limit cannot lead below it again, not even by a swap.
    if (Math.min(...current) > limit && Math.min(...previous) > limit) return limit + 1;
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}

function nextRow(at: { a: string; b: string; i: number }, beforePrevious: number[], previous: number[]): number[] {
  const { a, b, i } = at;
  const row = [i];
  for (let j = 1; j <= b.length; j += 1) {
    const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
    const best = Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
    const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    row.push(swapped ? Math.min(best, (beforePrevious[j - 2] ?? 0) + 1) : best);
  }
  return row;
}

function withoutCommonEnds(left: string, right: string): { a: string; b: string } {
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  return { a: left.slice(start, left.length - end), b: right.slice(start, right.length - end) };
}
