import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameSplitter } from './frames.ts';

const nonce = '0123456789abcdef0123456789abcdef';
const frame = (text: string) => `\u001e${nonce} ${text}\n`;

/** Data and frames after pushing the chunks, with neighbouring data joined. */
function split(chunks: Buffer[]): { data: string; frames: string[] } {
  const splitter = new FrameSplitter(nonce);
  const items = chunks.flatMap((chunk) => splitter.push(chunk));
  return {
    data: Buffer.concat(items.flatMap((item) => (item.kind === 'data' ? [item.bytes] : []))).toString('latin1'),
    frames: items.flatMap((item) => (item.kind === 'frame' ? [item.text] : [])),
  };
}

test('takes frames out of the data, wherever they stand', () => {
  expect(split([Buffer.from(`one${frame('begin /x')}two\n${frame('mark')}`)])).toEqual({
    data: 'onetwo\n',
    frames: ['begin /x', 'mark'],
  });
});

test('the mark without the nonce is data, as is the nonce without the mark', () => {
  const text = `\u001e\u001eabc\n${nonce} mark\n\u001e${nonce.slice(0, 8)}x`;
  expect(split([Buffer.from(text)])).toEqual({ data: text, frames: [] });
});

test('the order of data and frames is kept', () => {
  const items = new FrameSplitter(nonce).push(Buffer.from(`a${frame('1')}b${frame('2')}c`));
  expect(items.map((item) => (item.kind === 'data' ? item.bytes.toString() : item.text))).toEqual([
    'a',
    '1',
    'b',
    '2',
    'c',
  ]);
});

test('cuts between chunks change nothing', () => {
  const part = fc.oneof(
    fc
      .string({ unit: fc.constantFrom('a', '\n', '\u001e', '0', ' '), maxLength: 12 })
      .map((text) => ({ text, frame: '' })),
    fc.stringMatching(/^[a-z0-9 ]{1,20}$/).map((text) => ({ text: frame(text), frame: text })),
  );
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (parts, sizes) => {
        const whole = Buffer.from(`${parts.map(({ text }) => text).join('')}\n`, 'latin1');
        const chunks: Buffer[] = [];
        for (let from = 0, i = 0; from < whole.length; i += 1) {
          const size = sizes[i % sizes.length] ?? 1;
          chunks.push(whole.subarray(from, from + size));
          from += size;
        }
        const expected = split([whole]);
        expect(expected.frames).toEqual(parts.flatMap((p) => (p.frame ? [p.frame] : [])));
        expect(split(chunks)).toEqual(expected);
      },
    ),
    { numRuns: 2000, seed: 4 },
  );
});

test('what only looks like a frame does not fill the memory', () => {
  const splitter = new FrameSplitter(nonce);
  const long = Buffer.from(`\u001e${nonce} ${'x'.repeat(5000)}`);
  expect(splitter.push(long)).toEqual([{ kind: 'data', bytes: long }]);
});
