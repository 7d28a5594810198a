import fc from 'fast-check';
import { expect, it } from 'vitest';
import { casesOf } from './cases.ts';
import { checkEdit } from './check-edit.ts';
import { hostileBlueprint } from './hostile-blueprints.ts';
import { tryASequence } from './sequence.ts';
import { specimenOf } from './specimen.ts';

it('change what they should and no more, however the text is written', async () => {
  let tried = 0;
  await fc.assert(
    fc.asyncProperty(hostileBlueprint, async (text) => {
      const opened = await specimenOf({ 'blueprint.yaml': text }, { mainFile: 'blueprint.yaml', folder: '/none' });
      fc.pre(opened !== null);
      const { specimen } = opened ?? {};
      if (specimen === undefined) return;
      for (const intent of casesOf(specimen, specimen.blueprint)) {
        for (const { intent: made, verdict } of checkEdit(specimen, intent)) {
          const problem = verdict.kind === 'wrong' ? verdict.problem : null;
          expect(problem, JSON.stringify(made)).toBeNull();
          tried += 1;
        }
      }
      expect(tryASequence(specimen).problem).toBeNull();
    }),
    { numRuns: 12, seed: 7 },
  );
  expect(tried).toBeGreaterThan(500);
}, 120_000);
