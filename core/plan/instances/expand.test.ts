import { describe, expect, it } from 'vitest';
import type { PlanNodeInstance } from '../plan.ts';
import { countingIds, type GroupSketch, type LayoutSketch, sketchLayout } from '../testing/layout.ts';
import { expandInstances } from './expand.ts';

function expand(nodes: Record<string, LayoutSketch>, groups: Record<string, GroupSketch> = {}, limit = 10_000) {
  return expandInstances(sketchLayout(nodes, groups), countingIds(), { limit });
}

function of(instances: readonly PlanNodeInstance[], name: string): PlanNodeInstance[] {
  return instances.filter((instance) => instance.name === name);
}

function targets(instance: PlanNodeInstance | undefined, name: string): string[] {
  return (instance?.relationships ?? []).filter((one) => one.target_name === name).map((one) => one.target_id);
}

function groupIds(instance: PlanNodeInstance | undefined): string[] {
  return (instance?.scaling_groups ?? []).map((group) => group.id);
}

describe('scaling groups', () => {
  it('make an instance of each member in each of theirs', () => {
    const instances = expand({ vm: { host: true, count: 2 }, ip: {} }, { g: { members: ['vm', 'ip'], count: 3 } });
    expect(of(instances, 'vm')).toHaveLength(6);
    expect(of(instances, 'ip')).toHaveLength(3);
    const ids = new Set(instances.map((instance) => instance.scaling_groups?.[0]?.id));
    expect(ids.size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^g_[a-z0-9]{6}$/);
    for (const vm of of(instances, 'vm')) expect(vm.host_id).toBe(vm.id);
    for (const ip of of(instances, 'ip')) expect(ip).not.toHaveProperty('host_id');
  });

  it('stand in each other, innermost first, and in what their members are contained in', () => {
    const instances = expand(
      { vm: { host: true, count: 2 }, app: { in: 'vm' } },
      { inner: { members: ['app'], count: 2 }, outer: { members: ['inner'], count: 3 } },
    );
    const apps = of(instances, 'app');
    expect(apps).toHaveLength(12);
    for (const app of apps) {
      expect(app.scaling_groups?.map((group) => group.name)).toEqual(['inner', 'outer']);
      expect(app.relationships).toEqual([
        { type: 'cloudify.relationships.contained_in', target_name: 'vm', target_id: app.host_id },
      ]);
    }
    expect(new Set(apps.map((app) => groupIds(app)[0])).size).toBe(12);
    expect(new Set(apps.map((app) => groupIds(app)[1])).size).toBe(6);
    for (const vm of of(instances, 'vm')) expect(vm).not.toHaveProperty('scaling_groups');
  });

  it('connect only what is in the same instance of the innermost group that both are in', () => {
    const instances = expand(
      { vm: { host: true }, db: { in: 'vm', count: 2, to: { volume: 'all_to_all' } }, volume: {} },
      { volumes: { members: ['volume'], count: 2 }, machine: { members: ['vm', 'volumes'], count: 3 } },
    );
    expect(of(instances, 'db')).toHaveLength(6);
    const machineOf = new Map(instances.map((one) => [one.id, groupIds(one).at(-1)]));
    for (const db of of(instances, 'db')) {
      const volumes = targets(db, 'volume');
      expect(volumes).toHaveLength(2);
      for (const volume of volumes) expect(machineOf.get(volume)).toBe(machineOf.get(db.host_id ?? ''));
      expect(db).not.toHaveProperty('scaling_groups');
    }
  });

  it('are no obstacle to connections with the outside', () => {
    const nodes = { a: { to: { b: 'all_to_all' } }, b: {} };
    const instances = expand(nodes, { g: { members: ['b'], count: 3 } });
    expect(targets(of(instances, 'a')[0], 'b')).toHaveLength(3);
    expect(
      targets(of(expand({ a: { to: { b: 'all_to_one' } }, b: {} }, { g: { members: ['b'], count: 3 } }), 'a')[0], 'b'),
    ).toHaveLength(1);
  });

  it('may hold no instance, or not be there at all', () => {
    expect(expand({ a: {} }, { g: { members: ['a'], count: 0 } })).toEqual([]);
    const [a] = expand({ a: { to: { b: 'all_to_one' } }, b: {} }, { g: { members: ['b'], count: 0 } });
    expect(a?.relationships).toEqual([]);
  });

  it('whose members stand in different nodes stand in all of those', () => {
    const instances = expand(
      { rack: {}, left: { in: 'rack' }, right: { in: 'rack' }, a: { in: 'left' }, b: { in: 'right' } },
      { g: { members: ['a', 'b'] } },
    );
    expect(of(instances, 'a')).toHaveLength(2);
    expect(of(instances, 'b')).toHaveLength(2);
  });
});

describe('relationships', () => {
  it('count once for two nodes, as the last declared', () => {
    const layout = sketchLayout({ vm: { host: true, count: 2 }, app: { in: 'vm', to: { vm: 'all_to_all' } } });
    const [app, ...others] = of(expandInstances(layout, countingIds(), { limit: 10 }), 'app');
    expect(others).toEqual([]);
    expect(app?.relationships.map((one) => one.type)).toEqual([
      'cloudify.relationships.connected_to',
      'cloudify.relationships.connected_to',
    ]);
    // Containment is lost, and with it the instance of the host.
    expect(app?.host_id).toBe('vm');
  });

  it('into a group and to its container are two', () => {
    const layout = sketchLayout(
      { vm: { host: true }, app: { in: 'vm', to: { vm: 'all_to_all' } } },
      { g: { members: ['app'], count: 2 } },
    );
    const [app] = of(expandInstances(layout, countingIds(), { limit: 10 }), 'app');
    expect(app?.relationships.map((one) => one.type)).toEqual([
      'cloudify.relationships.contained_in',
      'cloudify.relationships.connected_to',
    ]);
  });

  it('keep the order of declaration, those to one target in a row', () => {
    const [app] = of(
      expand({
        b: { count: 2 },
        c: { count: 2 },
        vm: { host: true },
        app: { in: 'vm', to: { c: 'all_to_all', b: 'all_to_all' } },
      }),
      'app',
    );
    expect(app?.relationships.map((one) => one.target_name)).toEqual(['vm', 'c', 'c', 'b', 'b']);
  });

  it('go to one target, the one whose id comes first', () => {
    const instances = expand({ b: { count: 3 }, a: { count: 2, to: { b: 'all_to_one' } } });
    const [first] = of(instances, 'b')
      .map((one) => one.id)
      .sort();
    expect(of(instances, 'a').map((one) => targets(one, 'b'))).toEqual([[first], [first]]);
  });
});

describe('hosts', () => {
  it('inside hosts stand on the outermost', () => {
    const instances = expand({ vm: { host: true, count: 2 }, jail: { in: 'vm', host: true }, app: { in: 'jail' } });
    const vms = new Set(of(instances, 'vm').map((one) => one.id));
    for (const one of instances) expect(vms).toContain(one.host_id);
  });

  it('stand on what they are contained in only if that is a host', () => {
    const instances = expand({ rack: {}, vm: { in: 'rack', host: true }, app: { in: 'vm' } });
    expect(of(instances, 'rack')[0]).not.toHaveProperty('host_id');
    expect(of(instances, 'app')[0]?.host_id).toBe(of(instances, 'vm')[0]?.id);
  });
});

describe('ids', () => {
  it('differ from those of other deployments', () => {
    const layout = sketchLayout({ a: { count: 2 } });
    const existingIds = { a: ['a_000000', 'a_000002'] };
    const instances = expandInstances(layout, countingIds(), { limit: 10, existingIds });
    expect(instances.map((one) => one.id)).toEqual(['a_000001', 'a_000003']);
  });
});

describe('refuses, at once, naming what and how many', () => {
  const most = 10_000;
  it.each<[string, [nodes: Record<string, LayoutSketch>, groups: Record<string, GroupSketch>], RegExp]>([
    [
      'a number beyond all bounds',
      [{ a: { count: 1e9 } }, {}],
      /The node "a" alone would have 1000000000 instances.*10000/,
    ],
    ['a product of containers', [{ a: { count: 200 }, b: { in: 'a', count: 200 } }, {}], /"b" alone would have 40000/],
    ['a sum', [{ a: { count: 6000 }, b: { count: 6000 } }, {}], /"b" alone would have 6000.*more than 10000/],
    [
      'groups of nothing',
      [{ a: { count: 0 } }, { g: { members: ['a'], count: 1e9 } }],
      /The scaling group "g" .*1000000000/,
    ],
    [
      'groups of groups',
      [{ a: {} }, { g: { members: ['a'], count: 150 }, h: { members: ['g'], count: 150 } }],
      /The scaling group "g" alone would have 22500/,
    ],
    ['members of groups', [{ a: { count: 101 } }, { g: { members: ['a'], count: 100 } }], /"a" alone would have 10100/],
    ['numbers that are none', [{ a: { count: Number.POSITIVE_INFINITY } }, {}], /must be a whole number/],
    ['parts of an instance', [{ a: { count: 1.5 } }, {}], /"a" is 1\.5, and must be a whole number/],
    [
      'products of connections',
      [{ a: { count: 4000, to: { b: 'all_to_all' } }, b: { count: 4000 } }, {}],
      /of "a" to "b" would connect 4000 with 4000/,
    ],
    ['nodes inside each other', [{ a: { in: 'b' }, b: { in: 'a' } }, {}], /in a circle: a, b/],
    ['groups inside each other', [{ a: {} }, { g: { members: ['h', 'a'] }, h: { members: ['g'] } }], /in a circle/],
    [
      'groups that nothing scales',
      [{ a: {} }, { g: { members: ['plain'] } }],
      /"plain", a member of the scaling group "g"/,
    ],
    [
      'all to one inside a group',
      [{ a: { to: { b: 'all_to_one' } }, b: {} }, { g: { members: ['a', 'b'] } }],
      /all_to_one/,
    ],
    [
      'unknown ways of connecting',
      [{ a: { to: { b: 'some' } }, b: { count: 0 } }, {}],
      /must be all_to_all or all_to_one/,
    ],
  ])('%s', (_name, [nodes, groups], message) => {
    expect(() => expand(nodes, groups, most)).toThrow(message);
  });
});
