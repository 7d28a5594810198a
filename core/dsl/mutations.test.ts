import { describe, expect, it } from 'vitest';
import { createDeploymentPlan } from '../plan/index.ts';
import { brokenPromises, countingIds } from './testing/broken-promises.ts';
import { mutate } from './testing/mutate.ts';
import { type Random, seededRandom } from './testing/random.ts';
import { randomBlueprint } from './testing/random-blueprint.ts';
import { specimen } from './testing/specimen.ts';
import { compileFiles, compileText, smallTypes } from './testing/virtual-blueprint.ts';

const specimenFiles = {
  'blueprint.yaml': `tosca_definitions_version: cloudify_dsl_1_5\nimports: [types.yaml]\n${specimen}`,
  'types.yaml': smallTypes,
};

/** The specimen or a generated blueprint, with one of its files damaged. */
function damaged(random: Random): Record<string, string> {
  const files: Record<string, string> = random.once(3) ? randomBlueprint(random.int(1000)) : specimenFiles;
  const path = random.once(3) ? random.pick(Object.keys(files)) : 'blueprint.yaml';
  return { ...files, [path]: mutate(files[path] ?? '', random, [specimen, smallTypes]) };
}

it('compiles the specimen', async () => {
  const compiled = await compileText(specimen);
  expect(compiled.diagnostics).toEqual([]);
  const { plan } = await createDeploymentPlan(compiled.plan as NonNullable<typeof compiled.plan>, {
    ids: countingIds(),
  });
  expect(plan?.node_instances).toHaveLength(4);
});

describe('a damaged blueprint', () => {
  const perTest = 800;
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'never breaks the compiler (seed %i)',
    async (seed) => {
      const random = seededRandom(seed);
      for (let number = 0; number < perTest; number += 1) {
        const files = damaged(random);
        const broken = await brokenPromises(await compileFiles(files), 'blueprint.yaml');
        expect(broken, `case ${number}:\n${JSON.stringify(files)}`).toEqual([]);
      }
      expect(Object.keys(Object.getOwnPropertyDescriptors(Object.prototype)).sort()).toMatchObject({ length: 12 });
    },
    120_000,
  );
});
