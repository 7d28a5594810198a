import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineInput } from '../engine/protocol.ts';
import { type InMemoryRun, runInMemory } from '../engine/testing/in-memory-run.ts';
import type { WorkflowModel } from './model.ts';
import type { TaskGraph } from './task-graph.ts';
import { type NodeSketch, sketchModel } from './testing/model.ts';
import { graphOf } from './testing/story.ts';
import { buildInstall, buildReinstall, buildUninstall } from './workflows.ts';

const lifecycle = [
  'precreate',
  'create',
  'configure',
  'start',
  'poststart',
  'prestop',
  'stop',
  'delete',
  'postdelete',
].map((name) => `cloudify.interfaces.lifecycle.${name}`);
const links = ['preconfigure', 'postconfigure', 'establish', 'unlink'].map(
  (name) => `cloudify.interfaces.relationship_lifecycle.${name}`,
);

const sketch = fc.record({
  operations: fc.subarray(lifecycle),
  instances: fc.integer({ min: 1, max: 3 }),
  isHost: fc.boolean(),
  links: fc.array(fc.record({ to: fc.nat(), source: fc.subarray(links), target: fc.subarray(links) }), {
    maxLength: 3,
  }),
});

/** Up to six nodes, each related to earlier ones. */
const anyModel: fc.Arbitrary<WorkflowModel> = fc.array(sketch, { minLength: 1, maxLength: 6 }).map((drawn) => {
  const sketches: Record<string, NodeSketch> = {};
  for (const [position, node] of drawn.entries()) {
    sketches[`n${position}`] = {
      operations: node.operations,
      instances: node.instances,
      hierarchy: node.isHost ? ['cloudify.nodes.Root', 'cloudify.nodes.Compute'] : ['cloudify.nodes.Root'],
      relationships:
        position === 0
          ? []
          : node.links.map(({ to, source, target }) => ({
              target: `n${to % position}`,
              source,
              targetOperations: target,
            })),
    };
  }
  return sketchModel(sketches);
});

const choices = fc.array(fc.nat(), { maxLength: 60 });

interface Way {
  choices: number[];
  interrupt?: (run: InMemoryRun, now: number) => EngineInput | undefined;
}

function run(graph: TaskGraph, { choices: drawn, interrupt }: Way): InMemoryRun {
  let next = 0;
  return runInMemory(graph, {
    settings: { workflow: graph.name, maxRetries: 0, retryInterval: 0, waitAfterFail: 0, parallel: 3 },
    outcome: () => ({ status: 'succeeded', result: null }),
    choose: (count) => (drawn[next++] ?? 0) % count,
    ...(interrupt ? { interrupt } : {}),
  });
}

/** The model as a run leaves it. */
function asLeftBy(model: WorkflowModel, done: InMemoryRun): WorkflowModel {
  const instances = model.instances.map((instance) => ({
    ...instance,
    state: done.states.get(instance.id) ?? instance.state,
  }));
  return { ...model, instances };
}

function statesOf(model: WorkflowModel): string[] {
  return [...new Set(model.instances.map((instance) => instance.state))];
}

/** When an instance's own operations began and ended. */
function spansOf(done: InMemoryRun): Map<string, { began: number; ended: number }> {
  const spans = new Map<string, { began: number; ended: number }>();
  for (const [position, { task }] of done.marks.entries()) {
    const span = spans.get(task.instance) ?? { began: position, ended: position };
    spans.set(task.instance, { ...span, ended: position });
  }
  return spans;
}

function expectOrder(model: WorkflowModel, done: InMemoryRun, direction: 'install' | 'uninstall'): void {
  const spans = spansOf(done);
  for (const instance of model.instances) {
    for (const { target_id: target } of instance.relationships) {
      const [first, then] = direction === 'install' ? [target, instance.id] : [instance.id, target];
      const [one, other] = [spans.get(first), spans.get(then)];
      if (one && other) expect(one.ended, `${first} before ${then}`).toBeLessThan(other.began);
    }
  }
}

describe('any deployment, in any order of events', () => {
  it('is started by install, in order, and deleted by uninstall, in the reverse', () => {
    fc.assert(
      fc.property(anyModel, choices, (model, drawn) => {
        const installed = run(graphOf(buildInstall(model)), { choices: drawn });
        expectOrder(model, installed, 'install');
        const up = asLeftBy(model, installed);
        expect(statesOf(up)).toEqual(['started']);
        const removed = run(graphOf(buildUninstall(up)), { choices: drawn });
        expectOrder(model, removed, 'uninstall');
        expect(statesOf(asLeftBy(up, removed))).toEqual(['deleted']);
      }),
      { numRuns: 200 },
    );
  });

  it('needs nothing more when it is installed again', () => {
    fc.assert(
      fc.property(anyModel, choices, (model, drawn) => {
        const up = asLeftBy(model, run(graphOf(buildInstall(model)), { choices: drawn }));
        const again = run(graphOf(buildInstall(up)), { choices: drawn });
        expect(again.marks).toEqual([]);
        expect(statesOf(asLeftBy(up, again))).toEqual(['started']);
      }),
    );
  });

  it('is started again by reinstall', () => {
    fc.assert(
      fc.property(anyModel, choices, (model, drawn) => {
        const up = asLeftBy(model, run(graphOf(buildInstall(model)), { choices: drawn }));
        expect(statesOf(asLeftBy(up, run(graphOf(buildReinstall(up)), { choices: drawn })))).toEqual(['started']);
      }),
    );
  });

  it('is neither created nor configured twice when its install is cancelled and started again', () => {
    fc.assert(
      fc.property(anyModel, choices, fc.nat(30), (model, drawn, when) => {
        let steps = 0;
        const cancelled = run(graphOf(buildInstall(model)), {
          choices: drawn,
          interrupt: (_, now) => (steps++ === when ? { kind: 'cancel', mode: 'cancel', now } : undefined),
        });
        const half = asLeftBy(model, cancelled);
        const rest = run(graphOf(buildInstall(half)), { choices: drawn });
        expect(statesOf(asLeftBy(half, rest))).toEqual(['started']);
        const done = [...cancelled.marks, ...rest.marks]
          .filter(({ moment, task }) => moment === 'ended' && /\.(create|configure)$/.test(task.operation))
          .map(({ task }) => task.id);
        expect(new Set(done).size).toBe(done.length);
      }),
      { numRuns: 200 },
    );
  });
});
