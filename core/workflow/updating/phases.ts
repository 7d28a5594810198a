import { buildCheckDrift, buildCheckStatus } from '../checks.ts';
import { type GraphResult, WorkflowRefusal } from '../definition.ts';
import { buildGraph, type GraphOrder } from '../graph-builder.ts';
import { diagnose } from '../healing/diagnosis.ts';
import { buildHeal, failureMark } from '../healing/heal-graph.ts';
import type { WorkflowInstance, WorkflowModel } from '../model.ts';
import type { TaskGraph } from '../task-graph.ts';
import { lostLinks, withoutLinks } from './changed-links.ts';
import type { UpdateCourse } from './course.ts';
import { canCheck, canUpdate, changedInstances, hasDrift, hasFailedCheck, hasOwnDrift, withoutDrift } from './drift.ts';
import { buildUpdate, failedKey } from './update-graph.ts';

/** A part of an update (runtime.md A.11). Kept by its name: a run may go on with a later release. */
export interface UpdatePhase {
  name: string;
  /** What it runs; null: nothing. It may change the model first. */
  graph(course: UpdateCourse): TaskGraph | null;
  /** What follows from what its graph has done. */
  conclude?(course: UpdateCourse): void;
  /** Nobody can say before the run what comes after it. */
  isUncertain?: boolean;
}

/** In the order in which they run. Until `adopt` the old model is the deployment's, and the new one from there on. */
export const updatePhases: readonly UpdatePhase[] = [
  { name: 'unlink', graph: unlink },
  { name: 'uninstall', graph: uninstall },
  { name: 'adopt', graph: adopt },
  { name: 'check-drift', graph: checkDrift, isUncertain: true },
  { name: 'compare', graph: compare },
  { name: 'check-status', graph: checkStatus, isUncertain: true },
  { name: 'heal', graph: heal, conclude: concludeHeal, isUncertain: true },
  { name: 'update', graph: updateInPlace, conclude: concludeUpdate, isUncertain: true },
  { name: 'choose', graph: choose },
  { name: 'reinstall-uninstall', graph: reinstallUninstall },
  { name: 'reinstall-install', graph: reinstallInstall, conclude: forgetDrift },
  { name: 'install', graph: install },
  { name: 'establish', graph: establish },
];

/** Ends relationships that are gone while both of their ends stay. */
function unlink(course: UpdateCourse): TaskGraph | null {
  if (course.options.skipUninstall || course.memory.isModelOnly) return null;
  const lost = lostLinks(course.model, course.update);
  return lifecycle(course, course.model, {
    name: 'unlink',
    kind: 'uninstall',
    selected: new Set(),
    ignoreFailure: true,
    relinks: (source, { index }) => lost[source.id]?.includes(index) ?? false,
  });
}

function uninstall(course: UpdateCourse): TaskGraph | null {
  const { skipUninstall, ignoreFailure } = course.options;
  const selected = course.instances(course.update.removed);
  if (skipUninstall || course.memory.isModelOnly || selected.size === 0) return null;
  return lifecycle(course, course.model, { name: 'uninstall', kind: 'uninstall', selected, ignoreFailure });
}

function adopt(course: UpdateCourse): null {
  course.change({ kind: 'adopt-update', id: course.update.id });
  course.say(`From here on the deployment has its new model. [update_id=${course.update.id}]`);
  return null;
}

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

function reinstallUninstall(course: UpdateCourse): TaskGraph | null {
  return reinstall(course, asInstalled(course), 'uninstall');
}

/** New relationships begin with what is made anew, those to new instances and those of other instances later. */
function reinstallInstall(course: UpdateCourse): TaskGraph | null {
  const { toReinstall, gained } = course.memory;
  const anew = new Set(toReinstall);
  const added = addedIds(course);
  const isLater = ({ id, relationships }: WorkflowInstance, at: number) =>
    added.has(relationships[at]?.target_id ?? '') || (!anew.has(id) && (gained[id]?.includes(at) ?? false));
  return reinstall(course, withoutLinks(withoutAdded(course), isLater), 'install');
}

function reinstall(course: UpdateCourse, model: WorkflowModel, kind: 'install' | 'uninstall'): TaskGraph | null {
  const chosen = new Set(course.memory.toReinstall);
  const selected = new Set(model.instances.filter(({ id }) => chosen.has(id)));
  if (selected.size === 0) return null;
  const ignoreFailure = kind === 'uninstall' && course.options.ignoreFailure;
  return lifecycle(course, model, { name: `reinstall-${kind}`, kind, selected, ignoreFailure });
}

function forgetDrift(course: UpdateCourse): void {
  removeDrift(course, course.memory.toReinstall);
}

function install(course: UpdateCourse): TaskGraph | null {
  const selected = course.instances(addedIds(course));
  if (course.options.skipInstall || course.memory.isModelOnly || selected.size === 0) return null;
  return lifecycle(course, course.model, { name: 'install', kind: 'install', selected, ignoreFailure: false });
}

/** Begins new relationships between instances that were there before; those of reinstalled ones were begun with them. */
function establish(course: UpdateCourse): TaskGraph | null {
  const { memory, options, model } = course;
  if (options.skipInstall || memory.isModelOnly) return null;
  const isBegun = new Set(memory.toReinstall);
  const added = addedIds(course);
  return lifecycle(course, model, {
    name: 'establish',
    kind: 'install',
    selected: new Set(),
    ignoreFailure: false,
    relinks: ({ id }, { index, targetInstance }) =>
      !isBegun.has(id) && !added.has(targetInstance) && (memory.gained[id]?.includes(index) ?? false),
  });
}

function lifecycle(course: UpdateCourse, model: WorkflowModel, order: GraphOrder): TaskGraph | null {
  const { subgraphRetries, limits } = course.turn;
  return unlessEmpty(buildGraph(model, { ...order, subgraphRetries }, limits));
}

function unlessEmpty(built: GraphResult): TaskGraph | null {
  if (!built.ok) throw new WorkflowRefusal(built.message);
  return built.graph.tasks.length === 0 ? null : built.graph;
}

/** The new model as far as it is there already: without new instances, and without new relationships of others. */
function asInstalled(course: UpdateCourse): WorkflowModel {
  const { gained } = course.memory;
  return withoutLinks(withoutAdded(course), ({ id }, at) => gained[id]?.includes(at) ?? false);
}

function withoutAdded(course: UpdateCourse): WorkflowModel {
  const added = addedIds(course);
  const instances = course.model.instances.filter(({ id }) => !added.has(id));
  return { ...course.model, instances };
}

function addedIds({ update }: UpdateCourse): Set<string> {
  return new Set(update.added.map(({ id }) => id));
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
