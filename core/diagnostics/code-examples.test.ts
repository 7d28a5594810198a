import { describe, expect, it } from 'vitest';
import { createCatalogueReader } from '../../server/plugins/catalogue.ts';
import { compileBlueprint } from '../dsl/index.ts';
import { codeExamples } from './code-examples.ts';
import { dslCodes, formatDslCode } from './codes.ts';
import { type CodeExample, mainFileOf } from './examples/code-example.ts';
import { mends } from './mends.ts';

const catalogue = createCatalogueReader();
const codes = Object.keys(dslCodes).map(Number) as (keyof typeof dslCodes)[];

async function codesOf(example: CodeExample): Promise<string[]> {
  const files = new Map(Object.entries({ ...example.files, 'blueprint.yaml': mainFileOf(example) }));
  const reader = {
    read: async (location: string) => files.get(location) ?? catalogue.read(location),
    exists: (location: string) => files.has(location) || catalogue.exists(location),
  };
  const { diagnostics } = await compileBlueprint({ mainFile: 'blueprint.yaml', reader });
  return diagnostics.map((item) => item.code);
}

describe('codes', () => {
  it.each(codes)('%i says how to mend it', (code) => {
    expect(mends[code]).toMatch(/\.$/);
  });

  it.each(codes)('%i has an example that is refused with exactly it', async (code) => {
    const example = codeExamples[code];
    expect(example, `no example for ${code}`).toBeDefined();
    if (example !== undefined) expect((await codesOf(example))[0]).toBe(formatDslCode(code));
  });

  it('are those the examples show', () => {
    expect(Object.keys(codeExamples).filter((code) => !Object.hasOwn(dslCodes, code))).toEqual([]);
  });
});
