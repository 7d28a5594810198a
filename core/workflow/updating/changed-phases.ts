import { buildCheckDrift, buildCheckStatus } from '../checks.ts';
import { diagnose } from '../healing/diagnosis.ts';
import { buildHeal, failureMark } from '../healing/heal-graph.ts';
import type { WorkflowInstance } from '../model.ts';
import type { TaskGraph } from '../task-graph.ts';
import type { UpdateCourse } from './course.ts';
import { canCheck, canUpdate, changedInstances, hasDrift, hasFailedCheck, hasOwnDrift, withoutDrift } from './drift.ts';
import { asInstalled, unlessEmpty } from './graphs.ts';
import { buildUpdate, failedKey } from './update-graph.ts';
import type { UpdatePhase } from './update-phase.ts';

/** What becomes of instances that stay, in order: they are asked, and then updated in place or chosen to be made anew. */
export const changedPhases: readonly UpdatePhase[] = [
  { name: 'check-drift', graph: checkDrift, isUncertain: true },
  { name: 'compare', graph: compare },
  { name: 'check-status', graph: checkStatus, isUncertain: true },
  { name: 'heal', graph: heal, conclude: concludeHeal, isUncertain: true },
  { name: 'update', graph: updateInPlace, conclude: concludeUpdate, isUncertain: true },
  { name: 'choose', graph: choose },
];

/** Only what was installed before the update is looked at. */
function considered(course: UpdateCourse): WorkflowInstance[] {
  const forced = new Set(course.options.reinstallList);
  return course.model.instances.filter(({ id, state }) => state === 'started' && !forced.has(id));
}

function checkDrift(course: UpdateCourse): TaskGraph | null {
  if (course.options.skipDriftCheck) return null;
  const model = asInstalled(course);
  const ids = new Set(considered(course).map(({ id }) => id));
  const selected = new Set(model.instances.filter(({ id }) => ids.has(id)));
  const order = { selected, isOrdered: true, ignoreFailure: true };
  return unlessEmpty(buildCheckDrift(model, order, course.buildOptions));
}

/**
 * Divides what is not as the new model says into what can be updated in place and what is made anew. A changed node
 * whose instances cannot be asked counts as one whose instances differ.
 */
function compare(course: UpdateCourse): null {
  const { model, memory, options } = course;
  const instances = new Map(model.instances.map((instance) => [instance.id, instance]));
  const checked = options.skipDriftCheck ? [] : considered(course);
  const failed = checked.filter((instance) => hasFailedCheck(instance, instances)).map(({ id }) => id);
  const must = new Set([...options.reinstallList, ...idsOf(course.withContained(failed))]);
  const differing = new Map(checked.filter((instance) => hasDrift(instance, instances)).map((one) => [one.id, one]));
  const drifted = new Set([...differing.values()].filter(hasOwnDrift).map(({ id }) => id));
  for (const instance of changedInstances(model)) {
    const isAsked = !options.skipDriftCheck && canCheck(model.nodes.get(instance.nodeName));
    if (instance.state !== 'started' || isAsked) continue;
    differing.set(instance.id, instance);
    drifted.add(instance.id);
  }
  const hopeless = [...differing.values()].filter(
    ({ id, nodeName }) => !must.has(id) && drifted.has(id) && !canUpdate(model.nodes.get(nodeName)),
  );
  for (const id of idsOf(course.withContained(hopeless.map((one) => one.id)))) must.add(id);
  const left = [...differing.keys()].filter((id) => !must.has(id));
  if (options.forceReinstall) for (const id of left) must.add(id);
  memory.toUpdate = options.forceReinstall ? [] : left;
  memory.drifted = memory.toUpdate.filter((id) => drifted.has(id));
  memory.toReinstall = [...must];
  return null;
}

function checkStatus(course: UpdateCourse): TaskGraph | null {
  const selected = course.instances(course.memory.toUpdate);
  if (course.options.skipHeal || selected.size === 0) return null;
  const order = { selected, isOrdered: false, ignoreFailure: true };
  return unlessEmpty(buildCheckStatus(course.model, order, course.buildOptions));
}

/** What is ill and cannot be healed is made anew rather than updated. */
function heal(course: UpdateCourse): TaskGraph | null {
  const { model, memory, options, turn } = course;
  if (options.skipHeal || memory.toUpdate.length === 0) return null;
  const { toHeal, toReinstall } = diagnose(model, course.instances(memory.toUpdate), false);
  giveUp(course, idsOf(toReinstall));
  if (toHeal.size === 0) return null;
  const order = { selected: toHeal, executionId: turn.execution.id };
  return unlessEmpty(buildHeal(model, order, course.buildOptions));
}

function concludeHeal(course: UpdateCourse): void {
  giveUp(course, takeMarked(course, failureMark));
}

function updateInPlace(course: UpdateCourse): TaskGraph | null {
  const { memory, turn } = course;
  const order = {
    selected: new Set(memory.toUpdate),
    drifted: new Set(memory.drifted),
    executionId: turn.execution.id,
  };
  return unlessEmpty(buildUpdate(asInstalled(course), order, turn.limits));
}

/** What was updated is what the blueprint says; what could not be is made anew, with what it contains. */
function concludeUpdate(course: UpdateCourse): void {
  const failed = takeMarked(course, failedKey);
  giveUp(course, idsOf(course.withContained(failed)));
  removeDrift(course, course.memory.toUpdate);
}

/** Only what was installed is installed anew. */
function choose(course: UpdateCourse): null {
  const { options, memory } = course;
  const chosen = course.instances(options.skipReinstall ? options.reinstallList : memory.toReinstall);
  memory.toReinstall = [...chosen].filter(({ state }) => state === 'started').map(({ id }) => id);
  if (memory.toReinstall.length > 0) course.say('Installed anew', memory.toReinstall);
  return null;
}

/** What was made anew is what the blueprint says. */
export function forgetDrift(course: UpdateCourse): void {
  removeDrift(course, course.memory.toReinstall);
}

/** Instances that are made anew are not updated. */
function giveUp({ memory }: UpdateCourse, ids: readonly string[]): void {
  const given = new Set(ids);
  memory.toUpdate = memory.toUpdate.filter((id) => !given.has(id));
  memory.drifted = memory.drifted.filter((id) => !given.has(id));
  memory.toReinstall = [...new Set([...memory.toReinstall, ...ids])];
}

/** The instances that this execution has marked under a key; the marks are taken away. */
function takeMarked(course: UpdateCourse, key: string): string[] {
  const { id: execution } = course.turn.execution;
  const marked = course.model.instances.filter(({ systemProperties }) => systemProperties[key] === execution);
  const instances = marked.map(({ id }) => ({ id, properties: { [key]: null } }));
  if (instances.length > 0) course.change({ kind: 'set-system-properties', instances });
  return marked.map(({ id }) => id);
}

function removeDrift(course: UpdateCourse, ids: readonly string[]): void {
  const all = new Map(course.model.instances.map((instance) => [instance.id, instance]));
  const instances = withoutDrift(course.instances(ids), all);
  if (instances.length > 0) course.change({ kind: 'set-system-properties', instances });
}

function idsOf(instances: Iterable<WorkflowInstance>): string[] {
  return Array.from(instances, ({ id }) => id);
}
