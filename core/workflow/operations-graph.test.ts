import { expect, it } from 'vitest';
import type { WorkflowDefinition } from './definition.ts';
import { type OperationsGraph, operationsGraph } from './operations-graph.ts';
import { sketchModel } from './testing/model.ts';
import { effectsOf, performWorkflow, type WorkflowPerformance } from './testing/perform.ts';

const model = sketchModel({
  web: {
    operations: ['care.polish'],
    relationships: [{ target: 'data', source: ['care.greet'], targetOperations: ['care.greet'] }],
  },
  data: { instances: 2, operations: ['care.polish'] },
});

function workflowOf(add: (graph: OperationsGraph) => OperationsGraph): WorkflowDefinition {
  return {
    next(turn) {
      if (turn.ended !== null) return { kind: 'end', ...turn.ended };
      const built = add(operationsGraph('care', turn.model)).build(turn.limits);
      if (!built.ok) throw new Error(built.message);
      return { kind: 'graph', graph: built.graph };
    },
  };
}

const polishAll = (graph: OperationsGraph): OperationsGraph => {
  for (const instance of model.instances) graph.instance(instance, (steps) => steps.run('care.polish'));
  return graph;
};

function ran({ runs }: WorkflowPerformance): string[] {
  return runs
    .flatMap((run) => run.commands.flat())
    .flatMap((command) => (command.kind === 'dispatch' ? [command.task.instance] : []));
}

it('lets dependencies come first, or dependants, or one after the other', async () => {
  const order = async (add: (graph: OperationsGraph) => OperationsGraph) =>
    ran(
      await performWorkflow(
        workflowOf((graph) => add(polishAll(graph))),
        model,
      ),
    );
  expect(await order((graph) => graph.byDependencies('install'))).toEqual(['data_1', 'data_2', 'web_1']);
  expect(await order((graph) => graph.byDependencies('uninstall'))).toEqual(['web_1', 'data_1', 'data_2']);
  expect(await order((graph) => graph.inTurn())).toEqual(['web_1', 'data_1', 'data_2']);
});

it('does what one instance does in order, and leaves out what its node does not implement', async () => {
  const [web] = model.instances;
  if (web === undefined) throw new Error('The sketch has no instance.');
  const done = await performWorkflow(
    workflowOf((graph) =>
      graph.instance(web, (steps) => {
        steps
          .say('Begin')
          .setState('starting')
          .run('care.polish', { inputs: { with: 'wax' } });
        steps.run('care.unknown').runRelationship('data_2', 'care.greet', { ignoreFailure: true });
        steps.runRelationship('nobody', 'care.greet').say('End');
      }),
    ),
    model,
  );
  expect(done.status).toBe('terminated');
  const operations = done.graphs[0]?.tasks.filter((task) => task.kind === 'operation');
  expect(operations).toMatchObject([
    { operation: 'care.polish', inputs: { with: 'wax' } },
    { relationship: { index: 1, target: 'data_2', side: 'source' }, ignoreFailure: true },
    { relationship: { index: 1, target: 'data_2', side: 'target' }, ignoreFailure: true },
  ]);
  const said = done.runs.flatMap(effectsOf).map((effect) => (effect.kind === 'event' ? effect.text : effect.kind));
  expect(said.filter((text) => ['Begin', 'End', 'set-state'].includes(text))).toEqual(['Begin', 'set-state', 'End']);
});

it('says when it would become too large', () => {
  const built = polishAll(operationsGraph('care', model)).build({ maxTasks: 3 });
  expect(built).toMatchObject({ ok: false, message: expect.stringContaining('more than 3 tasks') });
});
