import { type WorkflowDefinition, WorkflowRefusal, type WorkflowStep } from '../definition.ts';
import { storable, UpdateCourse } from './course.ts';
import { updatePhases } from './phases.ts';

/**
 * Brings a deployment to the model of a planned update (runtime.md A.11). What is removed is removed under the old
 * model; then the new one takes its place in one moment; then what has changed is updated in place or made anew, what is
 * added is installed, and new relationships are established.
 */
export const updateWorkflow: WorkflowDefinition = {
  next(turn) {
    const course = new UpdateCourse(turn);
    const last = updatePhases.findIndex(({ name }) => name === course.memory.phase);
    if (turn.ended?.status === 'failed') return failed(course, turn.ended.error ?? 'An operation failed.');
    if (turn.ended !== null) updatePhases[last]?.conclude?.(course);
    try {
      return nextStep(course, last + 1);
    } catch (error) {
      if (!(error instanceof WorkflowRefusal) || turn.ended === null) throw error;
      return failed(course, error.message);
    }
  },
};

function nextStep(course: UpdateCourse, from: number): WorkflowStep {
  const { memory, changes, says } = course;
  for (const phase of updatePhases.slice(from)) {
    const graph = phase.graph(course);
    if (graph === null) continue;
    memory.phase = phase.name;
    return {
      ...{ kind: 'graph', graph, changes, says, memory: storable(memory), onFailure: 'next' },
      ...(phase.isUncertain === true ? { isUncertain: true } : {}),
    };
  }
  course.change({ kind: 'end-update', id: course.update.id, status: 'succeeded' });
  return { kind: 'end', status: 'terminated', changes, says };
}

function failed(course: UpdateCourse, error: string): WorkflowStep {
  course.change({ kind: 'end-update', id: course.update.id, status: 'failed' });
  return { kind: 'end', status: 'failed', error, changes: course.changes, says: course.says };
}
