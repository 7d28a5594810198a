import { describe, expect, it } from 'vitest';
import { type Compiler, createCompiler } from './compiler.ts';
import { mutate } from './testing/mutate.ts';
import { seededRandom } from './testing/random.ts';
import { randomBlueprint } from './testing/random-blueprint.ts';
import { specimen } from './testing/specimen.ts';
import { compileFiles, smallTypes } from './testing/virtual-blueprint.ts';

const specimenFiles = {
  'blueprint.yaml': `tosca_definitions_version: cloudify_dsl_1_5\nimports: [types.yaml]\n${specimen}`,
  'types.yaml': smallTypes,
};

function compileAgain(compiler: Compiler, files: Record<string, string>) {
  const read = (location: string) => (Object.hasOwn(files, location) ? (files[location] ?? null) : null);
  return compiler.compile({
    mainFile: 'blueprint.yaml',
    reader: { read: async (location) => read(location), exists: (location) => read(location) !== null },
  });
}

describe('a compiler that keeps what did not change', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'gives what compiling anew gives, edit after edit (seed %i)',
    async (seed) => {
      const random = seededRandom(seed);
      for (let session = 0; session < 40; session += 1) {
        const original: Record<string, string> = random.once(2) ? randomBlueprint(random.int(1000)) : specimenFiles;
        const compiler = createCompiler();
        let files = original;
        for (let edit = 0; edit < 6; edit += 1) {
          const name = `session ${session}, edit ${edit}`;
          expect(await compileAgain(compiler, files), name).toEqual(await compileFiles(files));
          const path = random.pick(Object.keys(files));
          // People take back what they did.
          const from = random.once(3) ? original : files;
          files = { ...from, [path]: mutate(from[path] ?? '', random) };
        }
      }
    },
    120_000,
  );
});
