import { describe, expect, it } from 'vitest';
import { expandInstances } from '../instances/expand.ts';
import { countingIds, type GroupSketch, type LayoutSketch, sketchLayout } from '../testing/layout.ts';
import type { DeploymentModification, InstanceChange, ModifiedInstance } from './modification.ts';
import { modifyDeployment } from './modify-deployment.ts';

type Changes = Record<string, InstanceChange>;

/** A deployment of a sketch; ids of its instances are `<name>_000000` and on, in the order of the levels. */
function deployed(nodes: Record<string, LayoutSketch>, groups: Record<string, GroupSketch> = {}) {
  const layout = sketchLayout(nodes, groups);
  const instances = expandInstances(layout, countingIds(), { limit: 10_000 });
  const modify = (modified_nodes: Changes, after = layout.nodes) =>
    modifyDeployment(
      {
        nodes: after,
        previous_nodes: layout.nodes,
        previous_node_instances: instances,
        scaling_groups: layout.scaling_groups,
        modified_nodes,
      },
      countingIds(1000),
    );
  const change = (modified_nodes: Changes, after = layout.nodes): DeploymentModification => {
    const { modification, problem } = modify(modified_nodes, after);
    if (modification === null) throw new Error(problem.message);
    return modification;
  };
  const ids = (name: string) => instances.filter((one) => one.name === name).map((one) => one.id);
  return { instances, modify, change, ids };
}

/** `name+` added, `name-` removed, `name>` extended, `name<` reduced, with how many relationships each has. */
function shown(list: readonly ModifiedInstance[]): string[] {
  const marks = { added: '+', removed: '-', extended: '>', reduced: '<' };
  return list
    .map(({ name, modification, relationships }) => {
      const mark = modification === undefined ? '' : marks[modification];
      return `${name}${mark} ${relationships.length}`;
    })
    .sort();
}

const nothing = { added_and_related: [], removed_and_related: [], extended_and_related: [], reduced_and_related: [] };

describe('scaling out', () => {
  it('is counted in each container, and brings the container along', () => {
    const { change } = deployed({ vm: { host: true, count: 2 }, app: { in: 'vm' } });
    const result = change({ app: { instances: 3 } });
    expect(shown(result.added_and_related)).toEqual(['app+ 1', 'app+ 1', 'app+ 1', 'app+ 1', 'vm 0', 'vm 0']);
    expect({ ...result, added_and_related: [] }).toEqual(nothing);
    for (const one of result.added_and_related.filter((app) => app.modification)) {
      expect(one.host_id).toBe(one.relationships[0]?.target_id);
    }
  });

  it('of a container makes what is inside', () => {
    const { change } = deployed({ vm: { host: true }, app: { in: 'vm', count: 2 }, log: { in: 'app' } });
    expect(shown(change({ vm: { instances: 2 } }).added_and_related)).toEqual([
      ...['app+ 1', 'app+ 1', 'log+ 1', 'log+ 1', 'vm+ 0'],
    ]);
  });

  it('extends what leads to the new ones', () => {
    const { change, ids } = deployed({ db: {}, web: { to: { db: 'all_to_all' } } });
    const { added_and_related, extended_and_related } = change({ db: { instances: 2 } });
    expect(shown(added_and_related)).toEqual(['db+ 0', 'web 1']);
    expect(shown(extended_and_related)).toEqual(['web> 1']);
    expect(extended_and_related[0]?.relationships[0]?.target_id).not.toBe(ids('db')[0]);
  });

  it('keeps to the one target that others lead to', () => {
    const { change, instances } = deployed({ db: {}, web: { to: { db: 'all_to_one' } } });
    const { added_and_related, extended_and_related } = change({ db: { instances: 3 }, web: { instances: 2 } });
    expect(extended_and_related).toEqual([]);
    const target = instances.find((one) => one.name === 'web')?.relationships[0]?.target_id;
    const web = added_and_related.find((one) => one.name === 'web' && one.modification === 'added');
    expect(web?.relationships.map((one) => one.target_id)).toEqual([target]);
  });

  it('of a group makes its members, and of a group inside it those', () => {
    const groups = { disks: { members: ['disk'], count: 2 }, machine: { members: ['vm', 'disks'] } };
    const nodes = { vm: { host: true }, disk: { to: { vm: 'all_to_all' } } };
    const whole = deployed(nodes, groups).change({ machine: { instances: 2 } });
    expect(shown(whole.added_and_related)).toEqual(['disk+ 1', 'disk+ 1', 'vm+ 0']);
    const part = deployed(nodes, groups).change({ disks: { instances: 3 } });
    expect(shown(part.added_and_related)).toEqual(['disk+ 1', 'vm 0']);
    expect(part.added_and_related[0]?.scaling_groups?.map((group) => group.name)).toEqual(['disks', 'machine']);
  });

  it('from nothing connects as a new deployment would', () => {
    const { change } = deployed({ db: { count: 0 }, web: { to: { db: 'all_to_one' } } });
    const { added_and_related, extended_and_related } = change({ db: { instances: 2 } });
    expect(shown(added_and_related)).toEqual(['db+ 0', 'db+ 0', 'web 1']);
    expect(shown(extended_and_related)).toEqual(['web> 1']);
  });

  it('gives ids that are new', () => {
    const { instances, change } = deployed({ a: { count: 2 } });
    const known = new Set(instances.map((one) => one.id));
    for (const one of change({ a: { instances: 30 } }).added_and_related) expect(known).not.toContain(one.id);
  });
});

describe('scaling in', () => {
  it('takes those given first, in each container', () => {
    const { change, ids } = deployed({ vm: { host: true, count: 2 }, app: { in: 'vm', count: 3 } });
    const { removed_and_related } = change({ app: { instances: 1 } });
    expect(shown(removed_and_related)).toEqual(['app- 1', 'app- 1', 'app- 1', 'app- 1', 'vm 0', 'vm 0']);
    const [a, b, , c, d] = ids('app');
    const removed = removed_and_related.filter((one) => one.modification === 'removed').map((one) => one.id);
    expect(removed.sort()).toEqual([a, b, c, d].sort());
  });

  it('takes what is inside, and reduces what leads there', () => {
    const { change, ids } = deployed({
      vm: { host: true, count: 2 },
      app: { in: 'vm' },
      web: { to: { app: 'all_to_all' } },
    });
    const include = ids('vm')[1] ?? '';
    const { removed_and_related, reduced_and_related } = change({
      vm: { instances: 1, removed_ids_include_hint: [include] },
    });
    expect(shown(removed_and_related)).toEqual(['app- 1', 'vm- 0', 'web 1']);
    expect(shown(reduced_and_related)).toEqual(['web< 1']);
    expect(reduced_and_related[0]?.relationships[0]?.target_id).toBe(ids('app')[1]);
  });

  const removedOf = (change: InstanceChange) => {
    const { change: apply, ids } = deployed({ a: { count: 4 } });
    const [first = '', second = '', third = '', fourth = ''] = ids('a');
    const names = new Map([
      [first, 1],
      [second, 2],
      [third, 3],
      [fourth, 4],
    ]);
    const numbered = (hints: readonly string[] = []) => hints.map((hint) => ids('a')[Number(hint) - 1] ?? hint);
    const result = apply({
      a: {
        ...change,
        removed_ids_include_hint: numbered(change.removed_ids_include_hint),
        removed_ids_exclude_hint: numbered(change.removed_ids_exclude_hint),
      },
    });
    return result.removed_and_related.map((one) => names.get(one.id)).sort();
  };

  it('keeps to hints as far as it can', () => {
    expect(removedOf({ instances: 3, removed_ids_include_hint: ['3'] })).toEqual([3]);
    expect(removedOf({ instances: 3, removed_ids_include_hint: ['4', '2'] })).toEqual([4]);
    expect(removedOf({ instances: 2, removed_ids_include_hint: ['3'] })).toEqual([1, 3]);
    expect(removedOf({ instances: 3, removed_ids_exclude_hint: ['1', '2'] })).toEqual([3]);
    expect(removedOf({ instances: 1, removed_ids_exclude_hint: ['1', '2'] })).toEqual([1, 3, 4]);
    expect(removedOf({ instances: 3, removed_ids_include_hint: ['2'], removed_ids_exclude_hint: ['2'] })).toEqual([2]);
    expect(removedOf({ instances: 3, removed_ids_include_hint: ['unknown'] })).toEqual([1]);
    expect(removedOf({ instances: 4, removed_ids_include_hint: ['1'] })).toEqual([]);
  });

  it('takes the group instance that a hinted member is in', () => {
    const nodes = { vm: { host: true }, ip: {} };
    const { change, ids } = deployed(nodes, { g: { members: ['vm', 'ip'], count: 3 } });
    const hint = ids('ip')[1] ?? '';
    const { removed_and_related } = change({ g: { instances: 2, removed_ids_include_hint: [hint] } });
    expect(removed_and_related.map((one) => one.id).sort()).toEqual([ids('ip')[1], ids('vm')[1]].sort());
  });

  it('leads to another target when the only one goes', () => {
    const { change, ids } = deployed({ db: { count: 2 }, web: { to: { db: 'all_to_one' } } });
    const { removed_and_related, extended_and_related, reduced_and_related } = change({
      db: { instances: 1, removed_ids_include_hint: [ids('db')[0] ?? ''] },
    });
    expect(shown(removed_and_related)).toEqual(['db- 0', 'web 1']);
    expect(shown(reduced_and_related)).toEqual(['web< 1']);
    expect(extended_and_related.map((one) => one.relationships.map((to) => to.target_id))).toEqual([
      [ids('db')[1]],
      [],
    ]);
  });
});

describe('an update', () => {
  it('adds and removes nodes and relationships', () => {
    const before = { a: {}, b: { to: { a: 'all_to_all' } }, c: {} };
    const after = sketchLayout({ b: { to: { c: 'all_to_all', d: 'all_to_all' } }, c: {}, d: {} }).nodes;
    const result = deployed(before).change({}, after);
    expect(shown(result.added_and_related)).toEqual(['b 1', 'd+ 0']);
    expect(shown(result.removed_and_related)).toEqual(['a- 0', 'b 1']);
    expect(shown(result.extended_and_related)).toEqual(['b> 2', 'c 0']);
    expect(shown(result.reduced_and_related)).toEqual(['b< 1']);
  });

  it('may put a new node into a scaling group', () => {
    const layout = sketchLayout({ vm: { host: true }, ip: {} }, { g: { members: ['vm', 'ip'], count: 2 } });
    const before = layout.nodes.slice(0, 1);
    const scaling_groups = sketchLayout({}, { g: { members: ['vm'], count: 2 } }).scaling_groups;
    const previous = expandInstances({ nodes: before, scaling_groups }, countingIds(), { limit: 10 });
    const { modification } = modifyDeployment(
      {
        nodes: layout.nodes,
        previous_nodes: before,
        previous_node_instances: previous,
        scaling_groups: layout.scaling_groups,
        modified_nodes: {},
      },
      countingIds(100),
    );
    expect(shown(modification?.added_and_related ?? [])).toEqual(['ip+ 0', 'ip+ 0']);
    const groups = new Set(previous.map((one) => one.scaling_groups?.[0]?.id));
    for (const one of modification?.added_and_related ?? []) expect(groups).toContain(one.scaling_groups?.[0]?.id);
  });
});

describe('nothing', () => {
  it('comes of numbers that are as they were, and of names that are not there', () => {
    const { change } = deployed({ a: { count: 2 }, b: { in: 'a', to: {} } }, { g: { members: ['a'], count: 2 } });
    expect(change({})).toEqual(nothing);
    expect(change({ a: { instances: 2 }, g: { instances: 2 }, elsewhere: { instances: 5 } })).toEqual(nothing);
  });

  it('is changed that is given', () => {
    const { instances, change } = deployed({ vm: { count: 2 }, a: { in: 'vm' } }, { g: { members: ['vm'] } });
    const before = structuredClone(instances);
    change({ vm: { instances: 1 }, g: { instances: 2 } });
    expect(instances).toEqual(before);
  });
});

describe('refuses', () => {
  it('more than one existing target of all_to_one', () => {
    const { instances, modify } = deployed({ b: { count: 2 }, a: { count: 2, to: { b: 'all_to_one' } } });
    const [first, second] = instances.filter((one) => one.name === 'a').flatMap((one) => one.relationships);
    const other = instances.find((one) => one.name === 'b' && one.id !== first?.target_id);
    if (second !== undefined) second.target_id = other?.id ?? '';
    expect(modify({ a: { instances: 3 } }).problem).toMatchObject({
      code: 9070,
      message: expect.stringContaining('lead to 2 different ones'),
    });
  });

  it('numbers beyond all bounds, at once', () => {
    const { modify } = deployed({ vm: { count: 100 }, a: { in: 'vm', count: 99 } });
    for (const instances of [101, 1e9, Number.NaN, -1, 1.5]) {
      expect(modify({ vm: { instances } }).problem?.message).toMatch(/"(?:vm|a)"/);
    }
  });
});
