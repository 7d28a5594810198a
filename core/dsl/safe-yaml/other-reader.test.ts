import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Document, parse as parseByPackage } from 'yaml';
import type { Json } from '../../blueprint/json.ts';
import { Report } from '../../diagnostics/report.ts';
import { parseYaml } from './parse-yaml.ts';
import { SourceText } from './source-text.ts';
import { toJson } from './to-json.ts';

function parse(text: string): Json | undefined {
  const { root } = parseYaml(new SourceText('x.yaml', text), new Report());
  return root === null ? undefined : toJson(root);
}

/** Words that every reader of YAML takes for text; spaces, signs and line breaks make their writer choose a style. */
const word = fc.constantFrom(
  'alpha',
  'b c',
  'x: y',
  '- z',
  '# q',
  "it's",
  '"so"',
  'a\nb',
  'a\n\n  b\n',
  '',
  ' lead',
  'end ',
  '[x]',
  '{y}',
  '*a',
  '&b',
  '!c',
  '%d',
  '@e',
  '`f`',
  'g?h',
  'x#y',
  'back\\slash',
  'yes',
  'null',
  '12',
  '1:30',
  '0x1F',
  'a,b',
);

const { value: anything } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    word,
    fc.integer({ min: -1000, max: 1000 }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(word, tie('value'), { maxKeys: 4 }) as fc.Arbitrary<Json>,
  ),
}));

const style = fc.record({
  indent: fc.integer({ min: 2, max: 5 }),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20, 80),
  collectionStyle: fc.constantFrom('any' as const, 'flow' as const),
  flowCollectionPadding: fc.boolean(),
  singleQuote: fc.constantFrom(true, false, null),
  blockQuote: fc.constantFrom(true, false, 'folded' as const, 'literal' as const),
  defaultStringType: fc.constantFrom(
    'PLAIN' as const,
    'QUOTE_DOUBLE' as const,
    'QUOTE_SINGLE' as const,
    'BLOCK_FOLDED' as const,
  ),
});

/** What the package writes in a form that YAML 1.1 refuses: our reader follows the older rules. */
function isNewer(text: string): boolean {
  // In brackets ? separates, and a key must be in one line.
  return /[[{][\s\S]*\?/.test(text) || /^\s*\? /m.test(text);
}

describe('another reader and ours', () => {
  it('agree about what the other one writes', () => {
    fc.assert(
      fc.property(anything, style, (inner, options) => {
        const value = { a: inner };
        const text = new Document(value, { version: '1.1', aliasDuplicateObjects: false }).toString(options);
        fc.pre(!isNewer(text));
        const theirs: unknown = parseByPackage(text, { version: '1.1' });
        fc.pre(JSON.stringify(theirs) === JSON.stringify(value));
        expect(parse(text), text).toEqual(value);
      }),
      { numRuns: 1500 },
    );
  });
});
