import type { BlueprintPlan, PlanNode } from '../plan/plan.ts';
import { nodeSteps } from '../plan/update/node-steps.ts';
import type { UpdateStep } from '../workflow/pending-update.ts';
import { buildTopology } from './build-topology.ts';
import type { TopologyView } from './topology.ts';

/** How a node template differs between two versions. */
export interface NodeDifference {
  node: string;
  effect: 'add' | 'remove' | 'change';
  /** In words, such as "property port changed"; empty for what is added or removed as a whole. */
  what: string[];
}

/** Two versions of a blueprint in one drawing: what is only in the first one is in it too. */
export interface PlanComparison {
  graph: TopologyView;
  /** Only those that differ: as in the later version, then those that are gone. */
  nodes: NodeDifference[];
}

type ComparedPlan = Pick<BlueprintPlan, 'nodes' | 'scaling_groups'>;

/** Compares what two versions of a blueprint install. Linear in the sizes of both. */
export function comparePlans(before: ComparedPlan, after: ComparedPlan): PlanComparison {
  const old = new Map(before.nodes.map((node) => [node.name, node]));
  const now = new Set(after.nodes.map(({ name }) => name));
  const gone = before.nodes.filter(({ name }) => !now.has(name));
  const nodes = [...after.nodes, ...gone];
  return {
    graph: buildTopology({ nodes, scaling_groups: after.scaling_groups }, [], new Set()),
    nodes: [
      ...after.nodes.flatMap((node) => differenceOf(old.get(node.name), node)),
      ...gone.map(({ name }) => ({ node: name, effect: 'remove' as const, what: [] })),
    ],
  };
}

function differenceOf(before: PlanNode | undefined, after: PlanNode): NodeDifference[] {
  if (before === undefined) return [{ node: after.name, effect: 'add', what: [] }];
  const type = before.type === after.type ? [] : [`type was ${before.type}`];
  const relationships = { before: before.relationships, after: after.relationships };
  const what = new Set([...type, ...nodeSteps(before, after).map((step) => inWords(step, relationships))]);
  return what.size === 0 ? [] : [{ node: after.name, effect: 'change', what: [...what] }];
}

const verbs: Record<UpdateStep['action'], string> = { add: 'added', remove: 'removed', modify: 'changed' };

function inWords(
  { action, entityType, entityId }: UpdateStep,
  { before, after }: { before: PlanNode['relationships']; after: PlanNode['relationships'] },
): string {
  const [, place] = /:relationships:\[(\d+)\]/.exec(entityId) ?? [];
  if (place !== undefined) {
    const relationship = (action === 'remove' ? before : after)[Number(place)];
    const inside = entityType === 'relationship' ? '' : `${entityType} ${entityId.split(':').at(-1)} of the `;
    return `${inside}relationship to ${relationship?.target_id ?? 'another node'} ${verbs[action]}`;
  }
  const name = entityId.split(':').at(-1);
  return `${entityType === name ? name : `${entityType} ${name}`} ${verbs[action]}`;
}
