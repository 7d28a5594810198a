import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../blueprint/json.ts';
import { pythonText } from '../../dsl/functions/python-text.ts';
import { applyOverrides } from './apply-overrides.ts';
import { textAsWritten } from './filled-text.ts';
import { OverrideFault } from './override-fault.ts';
import { parseOverride } from './parse-override.ts';
import { lateValues } from './testing/late-values.ts';

const before = Reflect.ownKeys(Object.prototype);

// An assignment that would change every object fails loudly instead. Each test file has a world of its own.
beforeAll(() => {
  Object.freeze(Object.prototype);
});

afterAll(() => {
  expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
});

const keys = ['spec', 'env', 'name', '__proto__', 'constructor', 'toString', 'é'];
const key = fc.constantFrom(...keys);

/** Pieces of which overrides are made, in any order: most are no overrides. */
const piece = fc.oneof(
  key.map((name) => `['${name}']`),
  fc.integer({ min: -2, max: 3 }).map((index) => `[${index}]`),
  fc.constantFrom(
    ' = ',
    ' += ',
    ' *= ',
    '.append(',
    ')',
    '; del base',
    '[',
    ']',
    '{',
    '}',
    ':',
    ',',
    '\n',
    '#',
    "'",
    '"',
  ),
  fc.constantFrom('base', 'True', 'None', '1', '0.5', "'a'", '-', '(', '\\', '@{db,v}', '%{node.id}', '@{', '%{x'),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc
    .tuple(
      fc.array(
        key.map((name) => `['${name}']`),
        { minLength: 1, maxLength: 4 },
      ),
      fc.array(piece, { maxLength: 5 }),
    )
    .map(([path, rest]) => `${path.join('')} = ${rest.join('')}`),
);

function mapOf(value: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> {
  return fc.array(fc.tuple(key, value), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
}

const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(null, true, 'text', 1, 1.5),
    fc.array(tie('value'), { maxLength: 3 }),
    mapOf(tie('value')),
  ),
})).value;
const descriptor = mapOf(json);

describe('overrides', () => {
  it('are read, or refused by the one kind of error that says where', () => {
    fc.assert(
      fc.property(text, (written) => {
        const fault = attempt(() => parseOverride(textAsWritten(written)));
        if (fault === null) return;
        expect(fault).toBeInstanceOf(OverrideFault);
        const { column, detail, hint } = fault as OverrideFault;
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual(written.length + 1);
        expect(detail).toMatch(/\S/);
        expect(hint).toMatch(/\S/);
      }),
      { numRuns: 3000 },
    );
  });

  it('leave what they are given as it was, and change no prototype', async () => {
    await fc.assert(
      fc.asyncProperty(descriptor, fc.array(text, { maxLength: 4 }), json, async (given, overrides, value) => {
        const copy = JSON.stringify(given);
        const values = lateValues({ v: value });
        try {
          const { descriptor: result } = await applyOverrides(given, overrides, { generation: '2016', values });
          // What results is JSON and no part of what was given.
          expect(JSON.parse(JSON.stringify(result))).toEqual(result);
        } catch (error) {
          expect(error).toBeInstanceOf(OverrideFault);
        }
        expect(JSON.stringify(given)).toBe(copy);
        expect(({} as JsonObject)['polluted']).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it('write any value at any key, whatever its name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), json, async (name, value) => {
        fc.pre(!/[@%]\{[^}]+\}/.test(pythonText([name, value])) && JSON.stringify(name).length === name.length + 2);
        const override = `[${pythonText([name]).slice(1, -1)}] = ${pythonText([value]).slice(1, -1)}`;
        const { descriptor: result } = await applyOverrides({}, [override], {
          generation: '2016',
          values: lateValues(),
        });
        expect(Object.entries(result as JsonObject)).toEqual([[name, value]]);
      }),
      { numRuns: 1000 },
    );
  });

  it('are given values that stay values: only the one place changes', async () => {
    const given = { name: 'web', spec: { replicas: 1 } };
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      text,
      fc.constantFrom("'; del base['spec'] #", '\\', '\n'),
    );
    await fc.assert(
      fc.asyncProperty(hostile, fc.constantFrom("'", '"', ''), async (value, quote) => {
        fc.pre(!/[@%]\{[^}]+\}/.test(value));
        const override = `['name'] = ${quote}@{db,v}${quote}`;
        const values = lateValues({ v: value });
        try {
          const result = await applyOverrides(given, [override], { generation: '2016', values });
          const { name, ...rest } = result.descriptor as JsonObject;
          expect(rest).toEqual({ spec: { replicas: 1 } });
          if (quote !== '') expect(name).toBe(value);
        } catch (error) {
          expect(error).toBeInstanceOf(OverrideFault);
          if (quote !== '') expect(value).toContain(quote);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

function attempt(run: () => unknown): unknown {
  try {
    run();
    return null;
  } catch (error) {
    return error;
  }
}
