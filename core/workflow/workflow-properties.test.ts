import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineInput } from '../engine/protocol.ts';
import { type InMemoryRun, runInMemory } from '../engine/testing/in-memory-run.ts';
import { buildInstall, buildUninstall } from './lifecycle-workflows.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';
import type { TaskGraph } from './task-graph.ts';
import { type NodeSketch, sketchModel } from './testing/model.ts';
import { performBuiltin } from './testing/perform.ts';
import { graphOf } from './testing/story.ts';

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
const checks = ['cloudify.interfaces.validation.check_status', 'cloudify.interfaces.lifecycle.check_drift'];
const links = ['preconfigure', 'postconfigure', 'establish', 'unlink'].map(
  (name) => `cloudify.interfaces.relationship_lifecycle.${name}`,
);

const sketch = fc.record({
  operations: fc.subarray([...lifecycle, ...checks]),
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
  return runInMemory(graph, {
    settings: { workflow: graph.name, maxRetries: 0, retryInterval: 0, waitAfterFail: 0, parallel: 3 },
    outcome: () => ({ status: 'succeeded', result: null }),
    choose: chooser(drawn),
    ...(interrupt ? { interrupt } : {}),
  });
}

function chooser(drawn: readonly number[]): (count: number) => number {
  let next = 0;
  return (count) => (drawn[next++] ?? 0) % count;
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

/** The run without what was done for instances that are left as they are. */
function ownOperations(done: InMemoryRun, selected: ReadonlySet<WorkflowInstance>): InMemoryRun {
  const ids = new Set(Array.from(selected, ({ id }) => id));
  return { ...done, marks: done.marks.filter(({ task }) => ids.has(task.instance)) };
}

/** Whatever an instance depends on, directly or through others, ended before it began; the reverse on removal. */
function expectOrder(model: WorkflowModel, done: InMemoryRun, direction: 'install' | 'uninstall'): void {
  const spans = spansOf(done);
  const targets = new Map(
    model.instances.map(({ id, relationships }) => [id, relationships.map((one) => one.target_id)]),
  );
  for (const { id } of model.instances) {
    for (const target of reachableFrom(id, targets)) {
      const [first, then] = direction === 'install' ? [target, id] : [id, target];
      const [one, other] = [spans.get(first), spans.get(then)];
      if (one && other) expect(one.ended, `${first} before ${then}`).toBeLessThan(other.began);
    }
  }
}

function reachableFrom(start: string, targets: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set(targets.get(start));
  for (const id of found) for (const next of targets.get(id) ?? []) found.add(next);
  return found;
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

  it('is started again by reinstall, after all of it was deleted', async () => {
    await fc.assert(
      fc.asyncProperty(anyModel, choices, async (model, drawn) => {
        const up = asLeftBy(model, run(graphOf(buildInstall(model)), { choices: drawn }));
        const done = await performBuiltin('reinstall', up, { choose: chooser(drawn) });
        expect(statesOf(done.model)).toEqual(['started']);
        const deleted = done.runs.map((one) => new Set(one.states.values()));
        expect(deleted[0]?.has('deleted')).toBe(true);
      }),
    );
  });

  it('keeps its states and the order of its instances through start, stop and restart', async () => {
    const names = fc.constantFrom('start', 'stop', 'restart');
    await fc.assert(
      fc.asyncProperty(anyModel, choices, names, async (model, drawn, name) => {
        const up = asLeftBy(model, run(graphOf(buildInstall(model)), { choices: drawn }));
        const parameters = { run_by_dependency_order: true };
        const done = await performBuiltin(name, up, { choose: chooser(drawn), parameters });
        expect(done.model).toEqual(up);
        for (const one of done.runs) expectOrder(up, one, 'install');
      }),
    );
  });

  it('is installed by a second try of each subgraph that fails once', async () => {
    await fc.assert(
      fc.asyncProperty(anyModel, choices, fc.nat(5), async (model, drawn, which) => {
        const failed = new Set<string>();
        const done = await performBuiltin('install', model, {
          choose: chooser(drawn),
          settings: { subgraphRetries: 1 },
          outcome: ({ instance, operation, relationship }) => {
            const isFatal = relationship === undefined && operation === lifecycle[which] && !failed.has(instance);
            if (!isFatal) return { status: 'succeeded', result: true };
            failed.add(instance);
            return { status: 'failed', error: { type: 'Error', message: 'no' }, recoverable: false };
          },
        });
        expect(done.status).toBe('terminated');
        expect(statesOf(done.model)).toEqual(['started']);
      }),
    );
  });

  it('can be installed after a rollback of an installation that failed anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(anyModel, choices, fc.nat(20), async (model, drawn, when) => {
        let attempts = 0;
        const half = await performBuiltin('install', model, {
          choose: chooser(drawn),
          outcome: () =>
            attempts++ === when
              ? { status: 'failed', error: { type: 'Error', message: 'no' }, recoverable: false }
              : { status: 'succeeded', result: true },
        });
        const back = await performBuiltin('rollback', half.model, { choose: chooser(drawn) });
        expect(statesOf(back.model).filter((state) => ['creating', 'configuring', 'starting'].includes(state))).toEqual(
          [],
        );
        const whole = await performBuiltin('install', back.model, { choose: chooser(drawn) });
        expect(statesOf(whole.model)).toEqual(['started']);
        const gone = await performBuiltin('rollback', half.model, { parameters: { full_rollback: true } });
        expect(statesOf(gone.model)).toEqual(['deleted']);
      }),
      { numRuns: 200 },
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

  it('keeps the order of what is selected through what is not', async () => {
    const selection = fc.subarray(['n0', 'n1', 'n2', 'n3', 'n4', 'n5'], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(anyModel, choices, selection, async (model, drawn, node_ids) => {
        const selected = new Set(model.instances.filter(({ nodeName }) => node_ids.includes(nodeName)));
        const options = { parameters: { node_ids, run_by_dependency_order: true }, choose: chooser(drawn) };
        for (const name of ['install', 'start', 'check_status']) {
          const done = await performBuiltin(name, model, options);
          for (const one of done.runs) expectOrder(model, ownOperations(one, selected), 'install');
        }
        const up = { ...model, instances: model.instances.map((one) => ({ ...one, state: 'started' as const })) };
        const gone = await performBuiltin('uninstall', up, options);
        for (const one of gone.runs) expectOrder(up, ownOperations(one, selected), 'uninstall');
        const left = gone.model.instances.filter(({ state }) => state === 'started').map(({ nodeName }) => nodeName);
        expect(left.some((name) => node_ids.includes(name))).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
