import { isGone } from '../availability.ts';
import type { WorkflowInstance } from '../model.ts';
import type { NodeInstanceState } from '../task-graph.ts';

/**
 * What a run does to an instance: `add` makes it, `remove` takes it away, `change` takes it through other states and
 * leaves it there, `touch` only runs operations of it.
 */
export type FateEffect = 'add' | 'remove' | 'change' | 'touch';

export interface InstanceFate {
  id: string;
  node: string;
  from: NodeInstanceState;
  to: NodeInstanceState;
  effect: FateEffect;
}

interface Course {
  node: string;
  from: NodeInstanceState;
  to: NodeInstanceState;
  isNew: boolean;
  isChanged: boolean;
  isMet: boolean;
}

/** Follows what becomes of instances. */
export class InstanceFates {
  readonly #courses = new Map<string, Course>();

  constructor(instances: readonly WorkflowInstance[]) {
    for (const instance of instances) this.#courses.set(instance.id, courseOf(instance, false));
  }

  /** Notices instances that were made since the stage before. */
  stage(instances: readonly WorkflowInstance[]): void {
    for (const instance of instances) {
      if (!this.#courses.has(instance.id)) this.#courses.set(instance.id, courseOf(instance, true));
    }
  }

  /** An operation of the instance runs. */
  touch(id: string): void {
    const course = this.#courses.get(id);
    if (course !== undefined) course.isMet = true;
  }

  state(id: string, state: NodeInstanceState): void {
    const course = this.#courses.get(id);
    if (course === undefined) return;
    course.isMet = true;
    course.isChanged ||= state !== course.to;
    course.to = state;
  }

  /** Those that were met, given the instances that are there at the end. */
  end(instances: readonly WorkflowInstance[]): InstanceFate[] {
    const left = new Set(instances.map(({ id }) => id));
    const fates: InstanceFate[] = [];
    for (const [id, course] of this.#courses) {
      const isDropped = !left.has(id);
      if (!course.isMet && !isDropped) continue;
      const to = isDropped ? 'deleted' : course.to;
      fates.push({ id, node: course.node, from: course.from, to, effect: isDropped ? 'remove' : effectOf(course) });
    }
    return fates;
  }
}

function courseOf({ nodeName, state }: WorkflowInstance, isNew: boolean): Course {
  return { node: nodeName, from: state, to: state, isNew, isChanged: false, isMet: isNew };
}

function effectOf({ from, to, isNew, isChanged }: Course): FateEffect {
  if (isNew) return 'add';
  if (isGone(from) && !isGone(to)) return 'add';
  if (!isGone(from) && isGone(to)) return 'remove';
  return isChanged ? 'change' : 'touch';
}
