import type { WorkflowInstance, WorkflowModel } from '../model.ts';
import type { TaskGraph } from '../task-graph.ts';
import { lostLinks, withoutLinks } from './changed-links.ts';
import { changedPhases, forgetDrift } from './changed-phases.ts';
import { isInstalled, type UpdateCourse } from './course.ts';
import { addedIds, asInstalled, lifecycle, withoutAdded } from './graphs.ts';
import type { UpdatePhase } from './update-phase.ts';

/** In the order in which they run. Until `adopt` the old model is the deployment's, and the new one from there on. */
export const updatePhases: readonly UpdatePhase[] = [
  { name: 'unlink', graph: unlink },
  { name: 'uninstall', graph: uninstall },
  { name: 'adopt', graph: adopt },
  ...changedPhases,
  { name: 'reinstall-uninstall', graph: reinstallUninstall },
  { name: 'reinstall-install', graph: reinstallInstall, conclude: forgetDrift },
  { name: 'install', graph: install },
  { name: 'establish', graph: establish },
];

/** Ends relationships that are gone while both of their ends stay. What is not installed has none. */
function unlink(course: UpdateCourse): TaskGraph | null {
  if (course.options.skipUninstall || course.memory.isModelOnly) return null;
  const lost = lostLinks(course.model, course.update);
  return lifecycle(course, course.model, {
    name: 'unlink',
    kind: 'uninstall',
    selected: new Set(),
    ignoreFailure: true,
    relinks: (source, { index }) => isInstalled(source) && (lost[source.id]?.includes(index) ?? false),
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
    relinks: ({ id, state }, { index, targetInstance }) =>
      state === 'started' &&
      !isBegun.has(id) &&
      !added.has(targetInstance) &&
      (memory.gained[id]?.includes(index) ?? false),
  });
}
