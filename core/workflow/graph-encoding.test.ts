import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../blueprint/json.ts';
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
  fc.record({
    kind: fc.constant('system-properties' as const),
    values: fc.constantFrom<JsonObject>({ status: null }, { a: [1] }),
  }),
);
const relationship = fc.record({ index: fc.nat(), target: fc.string(), side: fc.constantFrom('source', 'target') });
const body: fc.Arbitrary<object> = fc.oneof(
  joined(
    fc.record({ kind: fc.constant('subgraph'), name: fc.string() }),
    optional('isDormant', fc.constant(true)),
    optional('onFailure', fc.array(effect)),
    optional('instance', fc.string()),
    optional('fallback', fc.nat()),
  ),
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
    optional('inputs', fc.constantFrom({}, { port: 80, nested: { 'a b': [null, 'x'] } })),
    optional('keeps', fc.constantFrom({ kind: 'status' }, { kind: 'drift' })),
    optional('attemptsBefore', fc.integer({ min: 1 })),
    optional('native', fc.string()),
    optional('isUnderWay', fc.constant(true)),
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
        ...('fallback' in fields ? { fallback: named(fields.fallback as number) } : {}),
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

  it('keeps what tasks share as one value', () => {
    const task = (id: string, inputs: object) =>
      ({ kind: 'operation', id, dependencies: [], operation: 'o', instance: 'i', name: 'n', inputs }) as Task;
    const inputs = { text: 'long'.repeat(100) };
    const text = encodeGraph({ name: 'x', tasks: [task('a', inputs), task('b', inputs), task('c', { ...inputs })] });
    const [a, b, c] = decodeGraph(text).tasks as { inputs?: object }[];
    expect(a?.inputs).toEqual(inputs);
    expect(b?.inputs).toBe(a?.inputs);
    expect(c?.inputs).toBe(a?.inputs);
    expect(text.length).toBeLessThan(700);
  });

  it('keeps 100,000 tasks in space that grows with their number', () => {
    const inputs = { text: 'long'.repeat(1000) };
    const drawn = Array.from({ length: 50_000 }, (_, i): Task[] => [
      { kind: 'subgraph', id: `web_${i}`, dependencies: i === 0 ? [] : ['web_0'], name: `web_${i}` },
      {
        kind: 'operation',
        id: `web_${i}/create`,
        parent: `web_${i}`,
        dependencies: [],
        operation: 'o',
        instance: `web_${i}`,
        name: 'n',
        inputs,
      },
    ]).flat();
    const text = encodeGraph({ name: 'x', tasks: drawn });
    expect(text.length / drawn.length).toBeLessThan(50);
    const read = decodeGraph(text);
    expect(encodeGraph(read) === text).toBe(true);
    expect(read.tasks.slice(-2)).toEqual(drawn.slice(-2));
  });

  it('reads what earlier versions wrote', () => {
    const lines = [
      '{"format":1,"name":"install","strings":["s","web","/a","o","i","n","[]"]}',
      '[2,-1,0,0,[],1]',
      '[0,0,2,1,[],3,4,5,3,2,null]',
      '[1,-1,3,0,[2,1],0,6]',
    ];
    expect(decodeGraph(lines.join('\n')).tasks).toEqual([
      { kind: 'subgraph', id: 's', dependencies: [], name: 'web' },
      {
        kind: 'operation',
        id: 's/a',
        parent: 's',
        dependencies: [],
        operation: 'o',
        instance: 'i',
        name: 'n',
        ignoreFailure: true,
        retryWhileFalsy: true,
        maxRetries: 2,
      },
      { kind: 'effects', id: 'o', dependencies: ['s', 's/a'], effects: [] },
    ]);
  });

  it('says so when the text is of another format', () => {
    expect(() => decodeGraph('{"format":99,"name":"x","strings":[]}')).toThrow(/format 99/);
  });
});
