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

test('a long line is cut between characters and counted', () => {
  const { lines, said } = collect();
  lines.push(Buffer.from(`x${'ü'.repeat(longestLine)}\nnext\n`));
  expect(said[0]?.[0]).toMatch(/ü \[line cut: [\d,]+ more bytes\]$/);
  expect(said[0]?.[0]).not.toContain('\ufffd');
  expect(said[1]).toEqual(['next', longestLine * 2 + 7]);
});

test('bytes that are left out are counted up to the next whole line', () => {
  const { lines, said } = collect();
  lines.push(Buffer.from('one\nbegun'));
  lines.skipTo(1000);
  expect(lines.lineStart).toBe(4);
  lines.push(Buffer.from('rest of a line\ntwo\n'));
  expect(said).toEqual([
    ['one', 4],
    ['[1,011 bytes of this output are left out here]', 1015],
    ['two', 1019],
  ]);
});

test('a connection that begins later counts on from there', () => {
  const { lines, said } = collect(100);
  lines.push(Buffer.from('abc\n'));
  lines.end();
  expect(said).toEqual([['abc', 104]]);
});
