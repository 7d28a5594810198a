/** Longer names are not compared: the cost grows with the product of the lengths. */
const longest = 80;

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
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = name.toLowerCase() === candidate.toLowerCase() ? 0 : editDistance(name, candidate);
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

/** Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      current.push(cell({ a, b, i, j }, { beforePrevious, previous, current }));
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}

function cell(
  at: { a: string; b: string; i: number; j: number },
  rows: { beforePrevious: number[]; previous: number[]; current: number[] },
): number {
  const { a, b, i, j } = at;
  const replace = (rows.previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
  const best = Math.min(replace, (rows.previous[j] ?? 0) + 1, (rows.current[j - 1] ?? 0) + 1);
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(best, (rows.beforePrevious[j - 2] ?? 0) + 1) : best;
}
