import { nearestName } from '../../diagnostics/nearest.ts';
import type { PlanInstanceNumbers } from '../../plan/plan.ts';
import { WorkflowRefusal } from '../definition.ts';
import type { WorkflowModel } from '../model.ts';
import type { ScaleRequest } from './scale-request.ts';

/** What a scaling changes the number of. */
export interface ScaleTarget {
  /** The node or scaling group. */
  name: string;
  numbers: PlanInstanceNumbers;
  /** How many instances it is to have. */
  planned: number;
}

/**
 * Finds what is to be scaled, among the scaling groups first, and checks everything that is asked of it (runtime.md
 * A.9). @throws WorkflowRefusal with all that is wrong with the hints.
 */
export function findScaleTarget(model: WorkflowModel, request: ScaleRequest): ScaleTarget {
  const { name, numbers } = groupTarget(model, request) ?? nodeTarget(model, request);
  const planned = numbers.current_instances + request.delta;
  if (planned < 0) {
    throw new WorkflowRefusal(
      `The delta ${request.delta} is too low: "${name}" has ${numbers.current_instances} instances. Give ${-numbers.current_instances} or more.`,
    );
  }
  return { name, numbers, planned };
}

type Found = Pick<ScaleTarget, 'name' | 'numbers'>;

function groupTarget({ scalingGroups, instances }: WorkflowModel, request: ScaleRequest): Found | null {
  const { name } = request;
  const group = Object.hasOwn(scalingGroups, name) ? scalingGroups[name] : undefined;
  if (group === undefined) return null;
  /** The instance of the group that an id stands for. */
  const groupOf = new Map<string, string>();
  for (const { id, scalingGroups: places } of instances) {
    const place = places.find((one) => one.name === name);
    if (place !== undefined) groupOf.set(id, place.id).set(place.id, place.id);
  }
  checkHints(request, { candidateOf: groupOf, kind: 'group' });
  return { name, numbers: group.properties };
}

function nodeTarget({ nodes, scalingGroups, instances }: WorkflowModel, request: ScaleRequest): Found {
  const node = nodes.get(request.name);
  if (node === undefined) {
    const nearest = nearestName(request.name, [...nodes.keys(), ...Object.keys(scalingGroups)]);
    const hint = nearest === null ? '' : ` Did you mean "${nearest}"?`;
    throw new WorkflowRefusal(`There is no node or scaling group "${request.name}" that could be scaled.${hint}`);
  }
  const own = instances.filter(({ nodeName }) => nodeName === request.name).map(({ id }) => [id, id] as const);
  checkHints(request, { candidateOf: new Map(own), kind: 'node' });
  const host = request.scaleCompute && node.host_id !== undefined ? nodes.get(node.host_id) : undefined;
  const scaled = host ?? node;
  return { name: scaled.name, numbers: scaled.capabilities.scalable.properties };
}

interface Candidates {
  /** For each id that may be given, which of those that can be removed it stands for. */
  candidateOf: ReadonlyMap<string, string>;
  kind: 'node' | 'group';
}

function checkHints(request: ScaleRequest, candidates: Candidates): void {
  const { include, exclude } = request;
  if (include.length === 0 && exclude.length === 0) return;
  const problems = hintProblems(request, candidates);
  if (problems.length > 0) throw new WorkflowRefusal(`${problems.join(' ')} ${listed(candidates)}`);
}

function hintProblems(request: ScaleRequest, candidates: Candidates): string[] {
  const { include, exclude, delta, scaleCompute } = request;
  const { candidateOf } = candidates;
  const unknown = (ids: readonly string[]) => ids.filter((id) => !candidateOf.has(id)).join(', ');
  const included = new Set(include);
  const left = new Set(candidateOf.values()).size + delta;
  const spared = new Set(exclude.map((id) => candidateOf.get(id) ?? id)).size;
  const both = exclude.filter((id) => included.has(id)).join(', ');
  const problems: string[] = [];
  if (unknown(include)) problems.push(`The following included instances do not exist: ${unknown(include)}.`);
  if (unknown(exclude)) problems.push(`The following excluded instances do not exist: ${unknown(exclude)}.`);
  if (both) problems.push(`The following instances are both excluded and included: ${both}.`);
  if (left < spared) problems.push(tooManySpared(candidates.kind, { left, spared, exclude }));
  if (scaleCompute) {
    problems.push(
      'Instances cannot be included or excluded while "scale_compute" is true. Name instances of the host, and set "scale_compute" to false.',
    );
  }
  return problems;
}

function tooManySpared(
  kind: Candidates['kind'],
  { left, spared, exclude }: { left: number; spared: number; exclude: readonly string[] },
): string {
  if (kind === 'group') {
    return `Instances of too many groups are excluded: ${left} instances of the group would be left, and ${spared} are excluded.`;
  }
  return `More instances are excluded than would be left: ${left} would be left, and ${spared} are excluded: ${exclude.join(', ')}.`;
}

const mostListed = 50;

function listed({ candidateOf, kind }: Candidates): string {
  const ids = [...candidateOf.keys()];
  const more = ids.length > mostListed ? ` and ${ids.length - mostListed} more` : '';
  const what = kind === 'group' ? 'Instances of the group and their members' : 'Available instances';
  return ids.length === 0 ? 'There are no instances.' : `${what}: ${ids.slice(0, mostListed).join(', ')}${more}.`;
}
