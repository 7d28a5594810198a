import type { UpdateStep } from '../../workflow/pending-update.ts';
import type { PlanNode, PlanOperation, PlanPlugin, PlanRelationship } from '../plan.ts';
import { entityStep, isSame, namedSteps } from './entity-steps.ts';

/** What differs between two states of a node that stays. */
export function nodeSteps(before: PlanNode, after: PlanNode): UpdateStep[] {
  const path = ['nodes', after.name];
  return [
    ...pluginSteps(before, after),
    ...namedSteps(fullNames(before.operations), fullNames(after.operations), {
      entityType: 'operation',
      path: [...path, 'operations'],
    }),
    ...relationshipSteps(before, after),
    ...namedSteps(before.properties, after.properties, { entityType: 'property', path: [...path, 'properties'] }),
    ...instanceSteps(before, after),
  ];
}

/** Names of the plugins in steps begin with the list that they stand in. A plugin that only goes makes no step. */
function pluginSteps(before: PlanNode, after: PlanNode): UpdateStep[] {
  return (['plugins_to_install', 'plugins'] as const).flatMap((list) => {
    const old = before[list] ?? [];
    return (after[list] ?? []).flatMap((plugin) => {
      const known = old.find((one) => one.name === plugin.name && one.executor === plugin.executor);
      if (known !== undefined && isSame(known, plugin)) return [];
      return [pluginStep(known, [list, after.name, plugin.name])];
    });
  });
}

function pluginStep(known: PlanPlugin | undefined, path: string[]): UpdateStep {
  return entityStep(known === undefined ? 'add' : 'modify', { entityType: 'plugin', path });
}

/** Operations without the short names under which some of them stand a second time. */
function fullNames(operations: Readonly<Record<string, PlanOperation>>): Record<string, PlanOperation> {
  const names = Object.keys(operations);
  const shortened = new Set(names.filter((name) => name.includes('.')).map((name) => name.split('.').at(-1)));
  return Object.fromEntries(Object.entries(operations).filter(([name]) => name.includes('.') || !shortened.has(name)));
}

/** Relationships are the same when type and target are; the first with the first, the second with the second. */
function relationshipSteps(before: PlanNode, after: PlanNode): UpdateStep[] {
  const steps: UpdateStep[] = [];
  const path = ['nodes', after.name, 'relationships'];
  const old = numbered(before.relationships);
  const now = numbered(after.relationships);
  for (const [key, { index, relationship }] of now) {
    const known = old.get(key);
    const place = { entityType: 'relationship', path: [...path, `[${index}]`] };
    if (known === undefined) {
      steps.push(entityStep('add', place));
      continue;
    }
    if (known.index !== index) {
      const moved = [...path, `[${known.index}]`, `[${index}]`];
      steps.push(entityStep('modify', { entityType: 'relationship', path: moved }));
    }
    steps.push(...insideRelationship(known.relationship, relationship, place.path));
  }
  for (const [key, { index }] of old) {
    if (now.has(key)) continue;
    steps.push(entityStep('remove', { entityType: 'relationship', path: [...path, `[${index}]`] }));
  }
  return steps;
}

function insideRelationship(before: PlanRelationship, after: PlanRelationship, path: readonly string[]): UpdateStep[] {
  const operations = (['source_operations', 'target_operations'] as const).flatMap((side) =>
    namedSteps(fullNames(before[side]), fullNames(after[side]), { entityType: 'operation', path: [...path, side] }),
  );
  const place = { entityType: 'property', path: [...path, 'properties'] };
  return [...operations, ...namedSteps(before.properties, after.properties, place)];
}

/** By type, target, and how many of the same come before it. */
function numbered(
  relationships: readonly PlanRelationship[],
): Map<string, { index: number; relationship: PlanRelationship }> {
  const found = new Map<string, { index: number; relationship: PlanRelationship }>();
  const counts = new Map<string, number>();
  for (const [index, relationship] of relationships.entries()) {
    const kind = JSON.stringify([relationship.type, relationship.target_id]);
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    found.set(`${count} ${kind}`, { index, relationship });
  }
  return found;
}

function instanceSteps(before: PlanNode, after: PlanNode): UpdateStep[] {
  const old = before.capabilities.scalable.properties;
  const now = after.capabilities.scalable.properties;
  if (isSame(old, now)) return [];
  return [entityStep('modify', { entityType: 'instances', path: ['nodes', after.name, 'instances'] })];
}
