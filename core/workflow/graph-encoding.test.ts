import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeGraph, encodeGraph } from './graph-encoding.ts';
import { buildUninstall } from './lifecycle-workflows.ts';
import { type EffectTemplate, eventTypes, nodeInstanceStates, type Task } from './task-graph.ts';
import { sketchModel } from './testing/model.ts';
import { graphOf } from './testing/story.ts';

const optional = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((found) => (found === undefined ? {} : { [key]: found }));
const joined = (...parts: fc.Arbitrary<object>[]) => fc.tuple(...parts).map((all) => Object.assign({}, ...all));
const effect: fc.Arbitrary<EffectTemplate> = fc.oneof(
  fc.record({ kind: fc.constant('set-state' as const), state: fc.constantFrom(...nodeInstanceStates) }),
  fc.record({ kind: fc.constant('event' as const), type: fc.constantFrom(...eventTypes), text: fc.string() }),
);
const relationship = fc.record({ index: fc.nat(), target: fc.string(), side: fc.constantFrom('source', 'target') });
const body: fc.Arbitrary<object> = fc.oneof(
  fc.record({ kind: fc.constant('subgraph'), name: fc.string() }),
  joined(
    fc.record({ kind: fc.constant('effects'), effects: fc.array(effect) }),
    optional('instance', fc.string()),
    optional('closing', fc.integer({ min: 1, max: 9 })),
  ),
  joined(
    fc.record({ kind: fc.constant('operation'), operation: fc.string(), instance: fc.string(), name: fc.string() }),
    optional('relationship', relationship),
    optional('maxRetries', fc.integer({ min: -1 })),
    optional(
      'retryInterval',
      fc.double({ min: 0, max: 1e9, noNaN: true }).map((x) => x + 0),
    ),
    optional('ignoreFailure', fc.constant(true)),
    optional('retryWhileFalsy', fc.constant(true)),
  ),
);
const tasks = fc
  .uniqueArray(fc.tuple(fc.string(), body, fc.nat(), fc.array(fc.nat(), { maxLength: 3 })), { selector: ([id]) => id })
  .map((drawn) =>
    drawn.map(([id, fields, parent, dependencies]) => {
      const named = (position: number) => drawn[position % drawn.length]?.[0] ?? '';
      return {
        id,
        dependencies: dependencies.map(named),
        ...fields,
        ...(parent % 2 ? { parent: named(parent) } : {}),
      } as Task;
    }),
  );

describe('encodeGraph', () => {
  it('keeps any graph as it is', () => {
    fc.assert(
      fc.property(fc.string(), tasks, (name, drawn) => {
        expect(decodeGraph(encodeGraph({ name, tasks: drawn }))).toEqual({ name, tasks: drawn });
      }),
    );
  });

  it('keeps the graph of a workflow in about 60 bytes a task', () => {
    const operations = ['create', 'delete', 'start', 'stop'].map((name) => `cloudify.interfaces.lifecycle.${name}`);
    const model = sketchModel({
      web: { operations, instances: 500, state: 'started', relationships: [{ target: 'db' }] },
      db: {},
    });
    const graph = graphOf(buildUninstall(model));
    const text = encodeGraph(graph);
    expect(decodeGraph(text)).toEqual(graph);
    expect(text.length / graph.tasks.length).toBeLessThan(75);
  });

  it('says so when the text is of another format', () => {
    expect(() => decodeGraph('{"format":99,"name":"x","strings":[]}')).toThrow(/format 99/);
  });
});
