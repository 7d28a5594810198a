import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cursorAt } from './cursor.ts';

/** Where the cursor `|` is: the path, the kind of place and the word around it. */
function at(marked: string): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { path, position, from, to } = cursorAt(text, offset);
  return `${path.join('/')} ${position} "${text.slice(from, to)}"`;
}

it.each([
  ['|', ' either ""'],
  ['inp|', ' either "inp"'],
  ['inputs:\n  size:\n    |', 'inputs/size either ""'],
  ['inputs:\n  size:\n    typ|\noutputs:\n', 'inputs/size either "typ"'],
  ['inputs:\n  size:\n    type: in|t\n', 'inputs/size/type value "int"'],
  ['inputs:\n  size: {type: x}\n  |', 'inputs either ""'],
  ['imports:\n  - a\n  - pl|', 'imports/1 either "pl"'],
  ['imports:\n- a\n- pl|', 'imports/1 either "pl"'],
  [
    'node_templates:\n  web:\n    relationships:\n      - type: x\n        targ|',
    'node_templates/web/relationships/0 either "targ"',
  ],
  [
    'node_templates:\n  web:\n    relationships:\n    - type: x\n    - target: v|m',
    'node_templates/web/relationships/1/target value "vm"',
  ],
  ['a:\n  text: |x\n    |'.replace('|x', '>'), 'a/text value ""'],
  ['a:\n  b: { c: [1, 2], d: { get_input: | } }', 'a/b/d/get_input value ""'],
  ['a:\n  b: { c: [1, {x: 1}, |', 'a/b/c/2 value ""'],
  ['a:\n  b: { c: "}", |', 'a/b key ""'],
  ['a:\n  b: {\n    c: 1, # }\n    d|\n', 'a/b key "d"'],
  ['a:\n  b: { c: 1 }\n  d: |', 'a/d value ""'],
  ['a: # { no\n  b: |', 'a/b value ""'],
  ["'a b': |", 'a b value ""'],
  ['# only\n\n  a:\n    b|', 'a either "b"'],
])('tells where a cursor is in %j', (marked, place) => {
  expect(at(marked)).toBe(place);
});

it('ends for every offset, those beyond the text too', () => {
  const text = 'a:\n  b: { c: [1, "x\n  - d: |\n\n      e\n  f: }';
  const random = fc.string({ unit: fc.constantFrom(...'ab:-{}[],|#\'" \n'.split('')), maxLength: 40 });
  fc.assert(
    fc.property(fc.oneof(random, fc.constant(text)), fc.nat(60), (written, offset) => {
      const { from, to } = cursorAt(written, offset);
      expect(from).toBeLessThanOrEqual(to);
      expect(to).toBeLessThanOrEqual(written.length);
    }),
    { numRuns: 2_000 },
  );
});
