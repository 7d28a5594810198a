import { expect, it } from 'vitest';
import { createDeploymentPlan } from '../plan/index.ts';
import { countingIds } from './testing/broken-promises.ts';
import { randomBlueprint } from './testing/random-blueprint.ts';
import { compileFiles, problemsOf } from './testing/virtual-blueprint.ts';

it('compiles blueprints that are right by construction, and makes deployments of them', async () => {
  for (let seed = 0; seed < 400; seed += 1) {
    const compiled = await compileFiles(randomBlueprint(seed));
    expect(problemsOf(compiled), `seed ${seed}`).toEqual([]);
    const { plan, problems } = await createDeploymentPlan(compiled.plan!, { ids: countingIds() });
    expect(problems, `seed ${seed}`).toEqual([]);
    expect(plan!.node_instances.length, `seed ${seed}`).toBeGreaterThan(0);
  }
}, 120_000);
