import { expect, it } from 'vitest';
import type { BlueprintPlan } from '../../plan/plan.ts';
import { randomBlueprint } from '../testing/random-blueprint.ts';
import { compileFiles, problemsOf } from '../testing/virtual-blueprint.ts';

/** The plan of a generated library that is imported as `location`. */
async function planOf(seed: number, location: string): Promise<BlueprintPlan | null> {
  const compiled = await compileFiles({
    ...randomBlueprint(seed),
    // The library declares the plugin of the types for itself; those come last, so that they may do it again.
    'blueprint.yaml': `tosca_definitions_version: cloudify_dsl_1_5\nimports: ["${location}", types.yaml]`,
  });
  expect(problemsOf(compiled), `seed ${seed}, ${location}`).toEqual([]);
  return compiled.plan;
}

it('means the same with a namespace as without, but for the names', async () => {
  for (let seed = 0; seed < 60; seed += 1) {
    const plain = await planOf(seed, 'lib/library.yaml');
    const named = await planOf(seed, 'unlikely--lib/library.yaml');
    expect(JSON.parse(JSON.stringify(named).replaceAll('unlikely--', '')), `seed ${seed}`).toEqual(plain);
  }
});
