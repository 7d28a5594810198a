import type { ChangeSet, Text } from '@codemirror/state';
import type { TextEdit } from '../../../core/dsl/edit/index.ts';

/*
 * The document holds a text as it is; the editor counts each line end, of one character or two, as one. Only the pairs
 * "\r\n" make offsets differ.
 */

const pair = '\r\n';

/** Offsets in the editor for offsets in the text, both rising. The middle of a pair counts as its end. */
export function toEditorOffsets(text: string, offsets: readonly number[]): number[] {
  let pairs = 0;
  let next = text.indexOf(pair);
  return offsets.map((offset) => {
    while (next !== -1 && next + 2 <= offset) {
      pairs += 1;
      next = text.indexOf(pair, next + 2);
    }
    return offset - pairs;
  });
}

/** Offsets in the text for offsets in the editor, both rising. */
export function toTextOffsets(text: string, offsets: readonly number[]): number[] {
  let pairs = 0;
  let next = text.indexOf(pair);
  return offsets.map((offset) => {
    while (next !== -1 && next - pairs < offset) {
      pairs += 1;
      next = text.indexOf(pair, next + 2);
    }
    return offset + pairs;
  });
}

/** What a person changed in the editor, as edits of the text; new line ends take the form of those around. */
export function toTextEdits(text: string, changes: ChangeSet): TextEdit[] {
  const made: { from: number; to: number; insert: Text }[] = [];
  changes.iterChanges((...[from, to, , , insert]) => made.push({ from, to, insert }));
  const offsets = toTextOffsets(
    text,
    made.flatMap(({ from, to }) => [from, to]),
  );
  return made.map(({ insert }, index) => {
    const from = offsets[2 * index] ?? 0;
    const to = offsets[2 * index + 1] ?? from;
    const typed = insert.lines === 1 ? insert.line(1).text : [...insert.iterLines()].join(lineEndNear(text, from, to));
    const before = typed === '' ? text[from - 1] : typed.at(-1);
    // A lone "\r" before a lone "\n" would become one line end where there are two.
    return { from, to, insert: before === '\r' && text[to] === '\n' ? `${typed}\r` : typed };
  });
}

/** The form of the line end before `from`, or else of the one after `to`. */
function lineEndNear(text: string, from: number, to: number): string {
  for (let at = from - 1; at >= 0; at -= 1) {
    if (text[at] === '\n') return text[at - 1] === '\r' ? pair : '\n';
    if (text[at] === '\r') return '\r';
  }
  return /\r\n?|\n/.exec(text.slice(to))?.[0] ?? '\n';
}

/** Edits of the text as changes of an editor that shows it. */
export function toEditorChanges(text: string, edits: readonly TextEdit[]): TextEdit[] {
  const whole = joinClose(text, edits).map((edit) => withWholePairs(text, edit));
  const offsets = toEditorOffsets(
    text,
    whole.flatMap(({ from, to }) => [from, to]),
  );
  return whole.map(({ insert }, index) => ({
    from: offsets[2 * index] ?? 0,
    to: offsets[2 * index + 1] ?? 0,
    insert: insert.replaceAll(/\r\n?/g, '\n'),
  }));
}

/** Edits that are so close that pairs at their ends could overlap are made one. */
function joinClose(text: string, edits: readonly TextEdit[]): TextEdit[] {
  const joined: TextEdit[] = [];
  for (const edit of edits) {
    const last = joined.at(-1);
    if (last === undefined || edit.from - last.to > 2) joined.push(edit);
    else {
      const insert = last.insert + text.slice(last.to, edit.from) + edit.insert;
      joined.splice(-1, 1, { from: last.from, to: edit.to, insert });
    }
  }
  return joined;
}

/** Takes in the other half of each pair that the edit parts or makes. */
function withWholePairs(text: string, { from, to, insert }: TextEdit): TextEdit {
  const takesLeft = text[from - 1] === '\r' && (text[from] === '\n' || (insert[0] ?? text[to]) === '\n');
  const takesRight = text[to] === '\n' && (isInPair(text, to) || (insert.at(-1) ?? text[from - 1]) === '\r');
  return {
    from: takesLeft ? from - 1 : from,
    to: takesRight ? to + 1 : to,
    insert: `${takesLeft ? '\r' : ''}${insert}${takesRight ? '\n' : ''}`,
  };
}

function isInPair(text: string, offset: number): boolean {
  return text[offset - 1] === '\r' && text[offset] === '\n';
}

/** The smallest single edit that leads from one text to another; null when they are the same. */
export function difference(before: string, after: string): TextEdit | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let end = 0;
  while (end < most - from && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
