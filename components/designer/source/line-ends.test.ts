import { EditorState, type TransactionSpec } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type TextEdit } from '../../../core/dsl/edit/index.ts';
import { difference, toEditorChanges, toEditorOffsets, toTextEdits, toTextOffsets } from './line-ends.ts';

const pieces = ['a', 'é', '😀', '\t', '\r', '\n', '\r\n', '\r', '\n', '\uFEFF', ' ', ': ', '\u2028'];
const anyText = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join(''));

/** Places as fractions, so that they fit any text. */
const anyEdits = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(3), insert: anyText }),
  { minLength: 1, maxLength: 4 },
);

function placed(length: number, wishes: readonly { at: number; length: number; insert: string }[]): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const wish of wishes.toSorted((a, b) => a.at - b.at)) {
    const from = Math.max(Math.round(wish.at * length), (edits.at(-1)?.to ?? -1) + 1);
    if (from > length) break;
    edits.push({ from, to: Math.min(length, from + wish.length), insert: wish.insert });
  }
  return edits;
}

const open = (text: string) => EditorState.create({ doc: text });
const shown = (text: string) => text.replaceAll(/\r\n?/g, '\n');

function type(text: string, spec: TransactionSpec): { text: string; shown: string; edits: TextEdit[] } {
  const transaction = open(text).update(spec);
  const edits = toTextEdits(text, transaction.changes);
  return { text: applyEdits(text, edits), shown: transaction.newDoc.toString(), edits };
}

describe('the line ends of a text in an editor', () => {
  it('are told apart again after any typing', () => {
    fc.assert(
      fc.property(anyText, anyEdits, (text, wishes) => {
        const typed = type(text, { changes: placed(shown(text).length, wishes) });
        expect(shown(typed.text)).toBe(typed.shown);
      }),
      { numRuns: 3000 },
    );
  });

  it('leave what was not typed as it was', () => {
    fc.assert(
      fc.property(anyText, anyEdits, (text, wishes) => {
        const { edits, text: after } = type(text, { changes: placed(shown(text).length, wishes) });
        const offsets = placed(shown(text).length, wishes).flatMap(({ from, to }) => [from, to]);
        const places = toTextOffsets(text, offsets);
        for (const { from, to } of edits) expect(places).toEqual(expect.arrayContaining([from, to]));
        expect(applyEdits(text, edits)).toBe(after);
      }),
      { numRuns: 500 },
    );
  });

  it('do not matter to edits of the text, wherever they cut', () => {
    fc.assert(
      fc.property(anyText, anyEdits, (text, wishes) => {
        const edits = placed(text.length, wishes);
        const { newDoc } = open(text).update({ changes: toEditorChanges(text, edits) });
        expect(newDoc.toString()).toBe(shown(applyEdits(text, edits)));
      }),
      { numRuns: 3000 },
    );
  });

  it('count as one', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const offsets = Array.from({ length: shown(text).length + 1 }, (_, offset) => offset);
        expect(toEditorOffsets(text, toTextOffsets(text, offsets))).toEqual(offsets);
      }),
    );
  });

  it.each([
    ['a:\r\n  b\r\n', '\r\n'],
    ['a:\r  b\r', '\r'],
    ['a:\n  b\n', '\n'],
    ['a:  b', '\n'],
    ['a: b\r\n', '\r\n'],
    ['a\n1\r\n  b\n', '\r\n'],
  ])('of %j are the form of new ones', (text, lineEnd) => {
    const at = text.indexOf('b') + 1;
    const [offset] = toEditorOffsets(text, [at]);
    const typed = type(text, { changes: { from: offset!, insert: '\r\nc\nd' } });
    expect(typed.text).toBe(`${text.slice(0, at)}${lineEnd}c${lineEnd}d${text.slice(at)}`);
  });
});

it('finds the smallest difference', () => {
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      const edit = difference(before, after);
      expect(edit === null ? before : applyEdits(before, [edit])).toBe(after);
    }),
  );
});
