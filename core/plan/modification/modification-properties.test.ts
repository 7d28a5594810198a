import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expandInstances } from '../instances/expand.ts';
import type { Layout } from '../instances/levels.ts';
import type { PlanNodeInstance } from '../plan.ts';
import { countingIds, type GroupSketch, type LayoutSketch, sketchLayout } from '../testing/layout.ts';
import type { DeploymentModification, InstanceChange } from './modification.ts';
import { modifyDeployment } from './modify-deployment.ts';

const limit = 10_000;

interface Sketch {
  nodes: Record<string, LayoutSketch>;
  groups: Record<string, GroupSketch>;
}

/** Trees of nodes with connections between them and, for nodes side by side, scaling groups inside each other. */
const sketches: fc.Arbitrary<Sketch> = fc
  .array(
    fc.record({
      container: fc.nat(),
      contained: fc.boolean(),
      count: fc.integer({ min: 0, max: 3 }),
      host: fc.boolean(),
      targets: fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 2 }),
      group: fc.constantFrom('inner', 'outer', null),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .chain((drawn) =>
    fc.record({ inner: fc.integer({ min: 1, max: 2 }), outer: fc.integer({ min: 0, max: 3 }) }).map((counts) => {
      const nodes: Record<string, LayoutSketch> = {};
      const members: Record<'inner' | 'outer', string[]> = { inner: [], outer: [] };
      let side: string | null | undefined;
      drawn.forEach((one, index) => {
        const container = one.contained && index > 0 ? `n${one.container % index}` : undefined;
        if (one.group !== null && (side === undefined || side === (container ?? null))) {
          side = container ?? null;
          members[one.group].push(`n${index}`);
        }
        const to = one.targets
          .filter(([target]) => index > 0 && `n${target % index}` !== container)
          .map(([target, all]) => [`n${target % index}`, all ? 'all_to_all' : 'all_to_one'] as const);
        nodes[`n${index}`] = {
          count: one.count,
          host: one.host,
          ...(container === undefined ? {} : { in: container }),
          to: Object.fromEntries(to),
        };
      });
      const groups: Record<string, GroupSketch> = {};
      if (members.inner.length > 0) {
        groups['inner'] = { members: members.inner, count: counts.inner };
        members.outer.push('inner');
      }
      if (members.outer.length > 0) groups['outer'] = { members: members.outer, count: counts.outer };
      return { nodes, groups };
    }),
  );

/** The layout of a sketch, with all_to_all in place of all_to_one when there are groups, where that may be refused. */
function layoutOf({ nodes, groups }: Sketch) {
  const grouped = Object.keys(groups).length > 0;
  const adapted = Object.entries(nodes).map(([name, node]): [string, LayoutSketch] => {
    const to = Object.entries(node.to ?? {}).map(([target, type]) => [target, grouped ? 'all_to_all' : type] as const);
    return [name, { ...node, to: Object.fromEntries(to) }];
  });
  return sketchLayout(Object.fromEntries(adapted), groups);
}

function modify(layout: Layout, instances: PlanNodeInstance[], modified_nodes: Record<string, InstanceChange>) {
  const { modification, problem } = modifyDeployment(
    {
      nodes: layout.nodes,
      previous_nodes: layout.nodes,
      previous_node_instances: instances,
      scaling_groups: layout.scaling_groups,
      modified_nodes,
    },
    countingIds(limit),
  );
  if (modification === null) throw new Error(problem.message);
  return modification;
}

/** What a deployment is after a modification. */
function applied(instances: readonly PlanNodeInstance[], change: DeploymentModification): PlanNodeInstance[] {
  const removed = new Set(change.removed_and_related.filter((one) => one.modification).map((one) => one.id));
  const reduced = new Map(change.reduced_and_related.map((one) => [one.id, one.relationships]));
  const extended = new Map(change.extended_and_related.map((one) => [one.id, one.relationships]));
  const kept = instances
    .filter((one) => !removed.has(one.id))
    .map((one) => {
      const lost = new Set(reduced.get(one.id)?.map((to) => to.target_id));
      const relationships = one.relationships.filter((to) => !lost.has(to.target_id));
      return { ...one, relationships: [...relationships, ...(extended.get(one.id) ?? [])] };
    });
  const added = change.added_and_related.filter((one) => one.modification === 'added');
  return [...kept, ...added.map(({ modification: _mark, ...one }) => one)];
}

/** Instances by id, relationships by target. */
function sorted(instances: readonly PlanNodeInstance[]): PlanNodeInstance[] {
  const byTarget = (a: { target_id: string }, b: { target_id: string }) => (a.target_id < b.target_id ? -1 : 1);
  return instances
    .map((one) => ({ ...one, relationships: [...one.relationships].sort(byTarget) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function counts(instances: readonly PlanNodeInstance[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { name } of instances) found[name] = (found[name] ?? 0) + 1;
  return found;
}

/** The rule in other words: the product of the counts of a node, its groups and all they stand in. */
function expectedCount(name: string, { nodes, groups }: Sketch): number {
  const group = (member: string) => Object.entries(groups).find(([, { members }]) => members.includes(member));
  let count = nodes[name]?.count ?? 1;
  for (let at = group(name); at !== undefined; at = group(at[0])) count *= at[1].count ?? 1;
  const container = nodes[name]?.in;
  return container === undefined ? count : count * expectedCount(container, { nodes, groups });
}

/** Checks one instance: its container, its host, and that all it is related to is there. */
function checkInstance(one: PlanNodeInstance, node: LayoutSketch, byId: ReadonlyMap<string, PlanNodeInstance>): void {
  const containers = one.relationships.filter((to) => to.type.endsWith('contained_in'));
  expect(containers.map((to) => to.target_name)).toEqual(node.in === undefined ? [] : [node.in]);
  const container = byId.get(containers[0]?.target_id ?? '');
  expect(one.host_id).toBe(container?.host_id ?? (node.host === true ? one.id : undefined));
  for (const to of one.relationships) expect(byId.get(to.target_id)?.name).toBe(to.target_name);
}

it('numbers of instances are products, and every contained instance has one container and its host', () => {
  fc.assert(
    fc.property(sketches, (sketch) => {
      const instances = expandInstances(layoutOf(sketch), countingIds(), { limit });
      const byId = new Map(instances.map((one) => [one.id, one]));
      const found = counts(instances);
      for (const name of Object.keys(sketch.nodes)) expect(found[name] ?? 0).toBe(expectedCount(name, sketch));
      for (const one of instances) checkInstance(one, sketch.nodes[one.name] ?? {}, byId);
    }),
    { seed: 1, numRuns: 300 },
  );
});

const scalings = fc.record({ sketch: sketches, pick: fc.nat(), more: fc.integer({ min: 1, max: 3 }) });

/** Whether every instance of every group has a member, without which nobody knows of it. */
function allGroupsShow({ nodes, groups }: Sketch): boolean {
  return Object.values(groups).every(({ members }) => members.some((name) => (nodes[name]?.count ?? 1) > 0));
}

it('scaling out gives the numbers of a new deployment, and scaling in what was added gives back the old one', () => {
  fc.assert(
    fc.property(scalings, ({ sketch, pick, more }) => {
      fc.pre(allGroupsShow(sketch));
      const layout = layoutOf(sketch);
      const names = [...Object.keys(sketch.nodes), ...Object.keys(sketch.groups)];
      const name = names[pick % names.length] ?? '';
      const before = expandInstances(layout, countingIds(), { limit });
      const old = (sketch.nodes[name] ?? sketch.groups[name])?.count ?? 1;
      const out = modify(layout, before, { [name]: { instances: old + more } });
      const larger = applied(before, out);

      const grown = structuredClone(sketch);
      const target = grown.nodes[name] ?? grown.groups[name];
      if (target !== undefined) target.count = old + more;
      const fresh = expandInstances(layoutOf(grown), countingIds(), { limit });
      expect(counts(larger)).toEqual(counts(fresh));

      const added = out.added_and_related.filter((one) => one.modification === 'added');
      const hints = added.flatMap((one) => [one.id, ...(one.scaling_groups ?? []).map((group) => group.id)]);
      const existing = new Set(before.flatMap((one) => [one.id, ...(one.scaling_groups ?? []).map(({ id }) => id)]));
      const removed_ids_include_hint = hints.filter((id) => !existing.has(id));
      const back = modify(layout, larger, { [name]: { instances: old, removed_ids_include_hint } });
      expect(sorted(applied(larger, back))).toEqual(sorted(before));
    }),
    { seed: 2, numRuns: 300 },
  );
});
