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

/** A stretch of the first text, or text that came since. */
type Piece = { from: number; to: number } | string;

/** The edits that do what `first`, and then `second` on the text after it, do. */
export function composeEdits(first: readonly TextEdit[], second: readonly TextEdit[]): TextEdit[] {
  const all = afterEdits([{ from: 0, to: Number.POSITIVE_INFINITY }], first);
  return editsTo(afterEdits(all, second));
}

function afterEdits(pieces: readonly Piece[], edits: readonly TextEdit[]): Piece[] {
  const rest = [...pieces];
  const result: Piece[] = [];
  let at = 0;
  for (const { from, to, insert } of edits) {
    result.push(...takeFront(rest, from - at), insert);
    takeFront(rest, to - from);
    at = to;
  }
  return [...result, ...rest];
}

/** Takes so many characters away from the front of the pieces. */
function takeFront(pieces: Piece[], count: number): Piece[] {
  const taken: Piece[] = [];
  for (let left = count; left > 0; ) {
    const piece = pieces.shift();
    if (piece === undefined) break;
    const [head, tail] = cut(piece, left);
    taken.push(head);
    left -= lengthOf(head);
    if (lengthOf(tail) > 0) pieces.unshift(tail);
  }
  return taken;
}

function cut(piece: Piece, at: number): [Piece, Piece] {
  if (typeof piece === 'string') return [piece.slice(0, at), piece.slice(at)];
  const middle = Math.min(piece.from + at, piece.to);
  return [
    { from: piece.from, to: middle },
    { from: middle, to: piece.to },
  ];
}

function lengthOf(piece: Piece): number {
  return typeof piece === 'string' ? piece.length : piece.to - piece.from;
}

function editsTo(pieces: readonly Piece[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  let insert = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      insert += piece;
      continue;
    }
    if (piece.from > at || insert !== '') edits.push({ from: at, to: piece.from, insert });
    insert = '';
    at = piece.to;
  }
  return edits;
}
