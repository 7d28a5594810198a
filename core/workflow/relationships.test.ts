import { describe, expect, it } from 'vitest';
import { buildInstall, buildUninstall } from './lifecycle-workflows.ts';
import { sketchModel } from './testing/model.ts';
import { graphOf, tellStory } from './testing/story.ts';

const relationshipLifecycle = 'cloudify.interfaces.relationship_lifecycle';
const all = ['preconfigure', 'postconfigure', 'establish', 'unlink'].map((name) => `${relationshipLifecycle}.${name}`);
const create = ['cloudify.interfaces.lifecycle.create'];

describe('relationship operations', () => {
  it('surround configure and follow start', () => {
    const lifecycle = ['create', 'configure', 'start'].map((name) => `cloudify.interfaces.lifecycle.${name}`);
    const model = sketchModel({
      web: { operations: lifecycle, relationships: [{ target: 'db', source: all }] },
      db: {},
    });
    const story = tellStory(graphOf(buildInstall(model)), 'web_1').filter(
      (line) => line.startsWith('>') || /relationships/i.test(line),
    );
    expect(story).toEqual([
      '> web_1 lifecycle.create',
      'Pre-configuring relationships',
      '> web_1 relationship_lifecycle.preconfigure source db_1',
      'Relationships pre-configured',
      '> web_1 lifecycle.configure',
      'Post-configuring relationships',
      '> web_1 relationship_lifecycle.postconfigure source db_1',
      'Relationships post-configured',
      '> web_1 lifecycle.start',
      'Establishing relationships',
      '> web_1 relationship_lifecycle.establish source db_1',
      'Relationships established',
    ]);
  });

  it('run side by side for one target node and in turn for several', () => {
    const model = sketchModel({
      web: {
        relationships: [
          { target: 'db', source: all, targetOperations: all },
          { target: 'cache', source: all },
        ],
      },
      db: { instances: 2 },
      cache: {},
    });
    const tasks = graphOf(buildInstall(model)).tasks;
    const establish = tasks.filter((task) => task.kind === 'operation' && task.operation.endsWith('establish'));
    const toDatabase = establish.filter(
      (task) => task.kind === 'operation' && task.relationship?.target.startsWith('db'),
    );
    expect(
      toDatabase.map((task) => task.kind === 'operation' && [task.relationship?.index, task.relationship?.side]),
    ).toEqual([
      [0, 'source'],
      [0, 'target'],
      [1, 'source'],
      [1, 'target'],
    ]);
    expect(new Set(toDatabase.map((task) => task.dependencies.join())).size).toBe(1);
    const toCache = establish.find((task) => task.kind === 'operation' && task.relationship?.target === 'cache_1');
    expect(toCache?.dependencies).toEqual(toDatabase.map((task) => task.id));
  });

  it('are undone in reverse', () => {
    const relationships = ['db', 'cache'].map((target) => ({ target, source: all }));
    const model = sketchModel({
      web: { relationships, state: 'started' },
      db: { state: 'started' },
      cache: { state: 'started' },
    });
    const story = tellStory(graphOf(buildUninstall(model)), 'web_1').filter((line) => line.startsWith('>'));
    expect(story).toEqual([
      '> web_1 relationship_lifecycle.unlink source cache_1',
      '> web_1 relationship_lifecycle.unlink source db_1',
    ]);
  });

  it('count once, as the last declared, when two lead to the same target', () => {
    const model = sketchModel({
      web: {
        relationships: [
          { target: 'db', hierarchy: ['first'], source: all },
          { target: 'db', hierarchy: ['second'], targetOperations: all },
        ],
      },
      db: {},
    });
    const story = tellStory(graphOf(buildInstall(model)), 'web_1').filter((line) => line.includes('establish '));
    expect(story).toEqual(['> web_1 relationship_lifecycle.establish target db_1']);
  });

  it('stay linear in number for wide groups', () => {
    const relationships = ['a', 'b'].map((target) => ({ target, source: all }));
    const model = sketchModel({ web: { relationships }, a: { instances: 500 }, b: { instances: 500 } });
    const tasks = graphOf(buildInstall(model)).tasks;
    const edges = new Set(tasks.map((task) => task.dependencies)).size;
    expect(edges).toBeLessThan(2_500);
    expect(tasks.find((task) => task.id.includes('/500/'))?.dependencies).toHaveLength(1);
  });
});

describe('instances that are left as they are', () => {
  const relationships = (target: string) => [{ target, source: all, targetOperations: all }];
  const model = sketchModel({
    a: { operations: create, state: 'started' },
    b: { operations: create, relationships: relationships('a') },
    c: { operations: create, state: 'started', relationships: relationships('b') },
  });

  it('renew their relationships to what is installed, afterwards and one side after the other', () => {
    const graph = graphOf(buildInstall(model, { node_ids: ['b'] }));
    const story = tellStory(graph).filter((line) => line.startsWith('>'));
    expect(story.slice(-2)).toEqual([
      '> c_1 relationship_lifecycle.establish source b_1',
      '> c_1 relationship_lifecycle.establish target b_1',
    ]);
    expect(story.filter((line) => line.startsWith('> a_1'))).toEqual([]);
    expect(story).toHaveLength(9);
  });

  it('end their relationships to what is removed, before and whatever happens', () => {
    const graph = graphOf(buildUninstall(model, { node_ids: 'a' }));
    const story = tellStory(graph).filter((line) => line.startsWith('>'));
    expect(story).toEqual([
      '> b_1 relationship_lifecycle.unlink source a_1',
      '> b_1 relationship_lifecycle.unlink target a_1',
    ]);
    const unlinks = graph.tasks.filter((task) => task.kind === 'operation');
    for (const unlink of unlinks) expect(unlink).toMatchObject({ ignoreFailure: true });
  });

  it('are chosen by node, instance and type together', () => {
    const chosen = (parameters: Record<string, string[]>) =>
      graphOf(buildInstall(model, parameters)).tasks.flatMap((task) =>
        task.kind === 'subgraph' && task.name.startsWith('install_') ? [task.name] : [],
      );
    expect(chosen({})).toEqual(['install_a_1', 'install_b_1', 'install_c_1']);
    expect(chosen({ node_instance_ids: ['b_1', 'c_1'], node_ids: ['a', 'b'] })).toEqual(['install_b_1']);
    expect(chosen({ type_names: ['cloudify.nodes.Root'] })).toHaveLength(3);
    expect(chosen({ type_names: ['nothing.like.it'] })).toEqual([]);
  });
});
