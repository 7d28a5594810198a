import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestLine, OutputLines } from './output-lines.ts';

function collect(start = 0): { lines: OutputLines; said: [string, number][] } {
  const said: [string, number][] = [];
  return { said, lines: new OutputLines((line, offset) => said.push([line, offset]), start) };
}

test('whole lines with the offset after them; the last one without its newline', () => {
  const { lines, said } = collect();
  lines.push(Buffer.from('one\ntw'));
  expect(said).toEqual([['one', 4]]);
  expect([lines.lineStart, lines.position]).toEqual([4, 6]);
  lines.push(Buffer.from('o\r\n\nthree'));
  lines.end();
  expect(said).toEqual([
    ['one', 4],
    ['two', 9],
    ['', 10],
    ['three', 15],
  ]);
});

test('characters of several bytes survive any cut, and NUL does not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme' }).map((s) => s.replaceAll(/[\n\r\0]/g, '').toWellFormed())),
      fc.integer({ min: 1, max: 7 }),
      (texts, size) => {
        const { lines, said } = collect();
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
        for (let from = 0; from < bytes.length; from += size) lines.push(bytes.subarray(from, from + size));
        lines.end();
        expect(said.map(([line]) => line)).toEqual(texts);
        expect(said.at(-1)?.[1] ?? 0).toBe(bytes.length);
      },
    ),
    { seed: 5 },
  );
  const { lines, said } = collect();
  lines.push(Buffer.from('a\0b\n'));
  expect(said[0]?.[0]).toBe('a\ufffdb');
});

test('of a long line the beginning and the end are shown, cut between characters, and the rest is counted', () => {
  const { lines, said } = collect();
  lines.push(Buffer.from(`x${'ü'.repeat(longestLine)}y\nnext\n`));
  const [, beginning = '', left = '', end = ''] =
    /^(xü+) \[([\d,]+) bytes of this line are left out here\] (ü+y)$/.exec(said[0]?.[0] ?? '') ?? [];
  expect(Buffer.byteLength(beginning + end) + Number(left.replaceAll(',', ''))).toBe(longestLine * 2 + 2);
  expect(Buffer.byteLength(beginning + end)).toBeGreaterThan(longestLine - 4);
  expect(said[1]).toEqual(['next', longestLine * 2 + 8]);
});

test('a line of the longest length that is shown is whole, however it comes', () => {
  const text = 'ab'.repeat(longestLine / 2);
  const { lines, said } = collect();
  for (let from = 0; from < text.length; from += 1000) lines.push(Buffer.from(text.slice(from, from + 1000)));
  lines.push(Buffer.from('\n'));
  expect(said).toEqual([[text, longestLine + 1]]);
});

test('lines and bytes that are left out are counted up to the next whole line', () => {
  const { lines, said } = collect();
  lines.push(Buffer.from('one\nbegun'));
  lines.skipTo(1000, 12);
  lines.push(Buffer.from('rest of a line\ntwo\n'));
  expect(said).toEqual([
    ['one', 4],
    ['[13 lines, 1,011 bytes of this output are left out here]', 1015],
    ['two', 1019],
  ]);
});

test('one line over a gap is one line still', () => {
  const { lines, said } = collect();
  lines.push(Buffer.from('first\nstart of the line'));
  lines.skipTo(1_000_000_000, 0);
  lines.push(Buffer.from('end of the line'));
  lines.end();
  expect(said).toEqual([
    ['first', 6],
    ['start of the line [999,999,977 bytes of this line are left out here] end of the line', 1_000_000_015],
  ]);
});

test('a gap before a long line is said by itself, so that who goes on after it begins with the line', () => {
  const { lines, said } = collect();
  lines.push(Buffer.from('one\n'));
  lines.skipTo(100, 7);
  lines.push(Buffer.from(`${'x'.repeat(2 * longestLine)}\n`));
  expect(said.map(([, offset]) => offset)).toEqual([4, 100, 101 + 2 * longestLine]);
  expect(said[1]?.[0]).toBe('[7 lines, 96 bytes of this output are left out here]');
});

test('a connection that begins later counts on from there', () => {
  const { lines, said } = collect(100);
  lines.push(Buffer.from('abc\n'));
  lines.end();
  expect(said).toEqual([['abc', 104]]);
});
