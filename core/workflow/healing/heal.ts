import type { Json } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { optionsOf } from '../build-options.ts';
import { buildCheckStatus } from '../checks.ts';
import {
  type GraphResult,
  type WorkflowDefinition,
  type WorkflowLine,
  WorkflowRefusal,
  type WorkflowStep,
  type WorkflowTurn,
} from '../definition.ts';
import { buildGraph, type GraphOrder } from '../graph-builder.ts';
import type { WorkflowInstance, WorkflowModel } from '../model.ts';
import type { ModelChange } from '../model-change.ts';
import type { TaskGraph } from '../task-graph.ts';
import { diagnose, findSubject, inOrder } from './diagnosis.ts';
import { buildHeal, failureMark } from './heal-graph.ts';
import { type HealRequest, readHeal } from './heal-request.ts';

/** Where a heal stands; kept between its graphs. */
type Memory = { phase: 'check' | 'heal' } | { phase: 'remove' | 'install'; ids: string[] };

interface Healing {
  turn: WorkflowTurn;
  request: HealRequest;
}

/**
 * Makes failing instances work again (runtime.md A.11): it asks them for their status, lets those that can be healed
 * heal, and installs the others anew, with what they contain. Releases before 5.0 install all of it anew.
 */
export const heal: WorkflowDefinition = {
  next(turn) {
    const healing = { turn, request: readHeal(turn) };
    const memory = readMemory(turn.memory);
    if (memory === null) return started(healing);
    if (memory.phase === 'check') return treat(healing);
    if (memory.phase === 'heal') return afterHeal(healing);
    if (turn.ended?.status === 'failed') return { kind: 'end', ...turn.ended };
    return memory.phase === 'remove' ? install(turn, memory.ids) : { kind: 'end', status: 'terminated' };
  },
};

function started(healing: Healing): WorkflowStep {
  const { instance, diagnosis } = healing.request;
  const subject = instance === null ? 'for the whole deployment' : `on ${instance.id}`;
  const line: WorkflowLine = {
    ...{ kind: 'log', level: 'info' },
    text: `Starting 'heal' workflow ${subject}, Diagnosis: ${diagnosis}`,
  };
  const step = firstStep(healing);
  return { ...step, says: [line, ...(step.says ?? [])] };
}

function firstStep(healing: Healing): WorkflowStep {
  const { turn, request } = healing;
  const subject = findSubject(turn.model, request.instance);
  if (request.forceReinstall) return remove(healing, subject, []);
  if (!request.checkStatus) return treat(healing);
  const order = { selected: subject, isOrdered: false, ignoreFailure: true };
  const graph = graphOf(buildCheckStatus(turn.model, order, optionsOf(turn)));
  if (graph.tasks.length === 0) return treat(healing);
  const memory: Memory = { phase: 'check' };
  return { kind: 'graph', graph, memory, isUncertain: true };
}

/** Heals what can be healed; what else there is to do comes after that. */
function treat(healing: Healing): WorkflowStep {
  const { turn, request } = healing;
  const { toHeal, toReinstall } = examined(healing);
  if (toReinstall.size > 0 && !request.allowReinstall) return refused(toReinstall, []);
  if (toHeal.size === 0) return remove(healing, toReinstall, []);
  const order = { selected: toHeal, executionId: turn.execution.id };
  const graph = graphOf(buildHeal(turn.model, order, optionsOf(turn)));
  const memory: Memory = { phase: 'heal' };
  return { kind: 'graph', graph, memory, onFailure: 'next', isUncertain: true };
}

/** Those whose heal failed are installed anew too, without what they contain. */
function afterHeal(healing: Healing): WorkflowStep {
  const { model, execution } = healing.turn;
  const { toReinstall } = examined(healing);
  const failed = model.instances.filter(({ systemProperties }) => systemProperties[failureMark] === execution.id);
  const marks = failed.map(({ id }) => ({ id, properties: { [failureMark]: null } }));
  const changes: ModelChange[] = marks.length === 0 ? [] : [{ kind: 'set-system-properties', instances: marks }];
  const all = inOrder(model, new Set([...toReinstall, ...failed]));
  if (all.size > 0 && !healing.request.allowReinstall) return refused(all, changes);
  return remove(healing, all, changes);
}

function examined({ turn, request }: Healing) {
  const subject = findSubject(turn.model, request.instance);
  return diagnose(turn.model, subject, request.instance !== null);
}

const mostNamed = 5;

function refused(instances: ReadonlySet<WorkflowInstance>, changes: ModelChange[]): WorkflowStep {
  const ids = Array.from(instances, ({ id }) => id);
  const more = ids.length > mostNamed ? ` (and ${ids.length - mostNamed} more)` : '';
  const names = `${ids.slice(0, mostNamed).join(', ')}${more}`;
  const error = `allow_reinstall is false, but would need to reinstall instances: ${names}`;
  return { kind: 'end', status: 'failed', error, changes };
}

/** The first half of installing anew. */
function remove(
  { turn, request }: Healing,
  selected: ReadonlySet<WorkflowInstance>,
  changes: ModelChange[],
): WorkflowStep {
  if (selected.size === 0) return { kind: 'end', status: 'terminated', changes };
  const { ignoreFailure } = request;
  const graph = build(turn, { name: 'reinstall-uninstall', kind: 'uninstall', selected, ignoreFailure });
  const memory: Memory = { phase: 'remove', ids: Array.from(selected, ({ id }) => id) };
  return { kind: 'graph', graph, changes, memory };
}

function install(turn: WorkflowTurn, ids: string[]): WorkflowStep {
  const selected = withIds(turn.model, ids);
  const graph = build(turn, { name: 'reinstall-install', kind: 'install', selected, ignoreFailure: false });
  const memory: Memory = { phase: 'install', ids };
  return { kind: 'graph', graph, memory };
}

function withIds(model: WorkflowModel, ids: readonly string[]): Set<WorkflowInstance> {
  const wanted = new Set(ids);
  return new Set(model.instances.filter(({ id }) => wanted.has(id)));
}

function build({ model, limits, subgraphRetries }: WorkflowTurn, order: GraphOrder): TaskGraph {
  return graphOf(buildGraph(model, { ...order, subgraphRetries }, limits));
}

function graphOf(built: GraphResult): TaskGraph {
  if (!built.ok) throw new WorkflowRefusal(built.message);
  return built.graph;
}

function readMemory(memory: Json): Memory | null {
  return isJsonObject(memory) ? (memory as unknown as Memory) : null;
}
