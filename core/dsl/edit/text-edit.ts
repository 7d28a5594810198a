/** One replacement in a text. Offsets are UTF-16 units of the text before all edits; `to` is exclusive. */
export interface TextEdit {
  from: number;
  to: number;
  insert: string;
}

/** The text after the edits, which must be sorted and not overlap, as `applyIntent` gives them. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { from, to, insert } of edits) {
    if (from < at || to < from || to > text.length) throw new RangeError('Edits must be sorted and inside the text.');
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

/** The edits that lead from the edited text back to `text`, byte for byte. */
export function invertEdits(text: string, edits: readonly TextEdit[]): TextEdit[] {
  let shift = 0;
  return edits.map(({ from, to, insert }) => {
    const start = from + shift;
    shift += insert.length - (to - from);
    return { from: start, to: start + insert.length, insert: text.slice(from, to) };
  });
}

/** Sorted, with those that touch made one; null when two of them overlap. Of equal ones, one is kept. */
export function joinEdits(edits: readonly TextEdit[]): TextEdit[] | null {
  const sorted = edits.toSorted((a, b) => a.from - b.from || a.to - b.to);
  const joined: TextEdit[] = [];
  for (const edit of sorted) {
    const last = joined.at(-1);
    if (last === undefined || edit.from > last.to) joined.push(edit);
    else if (isSame(last, edit)) continue;
    else if (edit.from < last.to) return null;
    else joined.splice(-1, 1, { from: last.from, to: edit.to, insert: last.insert + edit.insert });
  }
  return joined;
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.from === b.from && a.to === b.to && a.insert === b.insert && a.to > a.from;
}
