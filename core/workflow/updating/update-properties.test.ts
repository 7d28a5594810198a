import fc from 'fast-check';
import { expect, it } from 'vitest';
import { madeOf } from '../../plan/testing/planned-update.ts';
import type { WorkflowModel } from '../model.ts';
import { performWorkflow, type WorkflowPerformance } from '../testing/perform.ts';
import { modelToUpdate } from '../testing/updated-model.ts';
import { type AppSketch, blueprint } from './testing/performed-update.ts';
import { updateWorkflow } from './update-workflow.ts';

const drawnApp = fc.record({
  isThere: fc.boolean(),
  container: fc.option(fc.nat()),
  uses: fc.array(fc.nat(), { maxLength: 2 }),
  port: fc.constantFrom('1', '2'),
  count: fc.integer({ min: 1, max: 2 }),
  operations: fc.subarray(['update', 'check_drift']),
});

/** Up to five programs that stand in and use earlier ones. */
const drawnBlueprint = fc.array(drawnApp, { minLength: 5, maxLength: 5 }).map((drawn) => {
  const apps: Record<string, AppSketch> = {};
  for (const [position, { isThere, container, uses, ...app }] of drawn.entries()) {
    const earlier = Object.keys(apps);
    const pick = (number: number) => earlier[number % earlier.length] ?? '';
    if (!isThere && position > 0) continue;
    const own: AppSketch = { ...app };
    if (earlier.length > 0) {
      if (container !== null) own.in = pick(container);
      // Of two relationships to the same target only one would count.
      own.uses = [...new Set(uses.map(pick))].filter((name) => name !== own.in);
    }
    apps[`n${position}`] = own;
  }
  return apps;
});

/** The pairs of instances that are tied to each other, when every establish ties and every unlink unties. */
function tiesAfter({ runs, graphs }: WorkflowPerformance, start: WorkflowModel): string[] {
  const ties = new Set(linksOf(start));
  for (const [index] of graphs.entries()) {
    for (const { moment, task } of runs[index]?.marks ?? []) {
      if (moment !== 'ended' || task.relationship === undefined) continue;
      const tie = `${task.instance} ${task.relationship.target}`;
      if (task.operation.endsWith('.establish')) {
        expect(ties).not.toContain(tie);
        ties.add(tie);
      } else if (task.operation.endsWith('.unlink')) {
        expect(ties).toContain(tie);
        ties.delete(tie);
      }
    }
  }
  return [...ties].toSorted();
}

function linksOf({ instances }: WorkflowModel): string[] {
  return instances.flatMap(({ id, relationships }) => relationships.map(({ target_id: target }) => `${id} ${target}`));
}

it('any deployment becomes any other: all of it started, tied as the new model says, each tie made once', async () => {
  await fc.assert(
    fc.asyncProperty(drawnBlueprint, drawnBlueprint, fc.infiniteStream(fc.nat()), async (before, after, choices) => {
      const model = await modelToUpdate({ text: blueprint(before) }, { text: blueprint(after) });
      const choose = (count: number) => (choices.next().value ?? 0) % count;
      const found = await performWorkflow(updateWorkflow, model, { choose });
      expect(found).toMatchObject({ status: 'terminated' });
      const { instances, nodes } = found.model;
      expect([...nodes.keys()]).toEqual(Object.keys(after));
      expect(instances.map(({ state }) => state)).toEqual(instances.map(() => 'started'));
      const fresh = await madeOf({ text: blueprint(after) });
      const shape = (all: readonly { node: string; relationships: readonly { target_name: string }[] }[]) =>
        all.map(({ node, relationships }) => [node, ...relationships.map((to) => to.target_name)].join(' ')).toSorted();
      const now = instances.map(({ nodeName, relationships }) => ({ node: nodeName, relationships }));
      const made = fresh.instances.map(({ node_id, relationships }) => ({ node: node_id, relationships }));
      expect(shape(now)).toEqual(shape(made));
      expect(tiesAfter(found, model)).toEqual(linksOf(found.model).toSorted());
    }),
    { numRuns: 150 },
  );
});
