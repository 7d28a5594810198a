import type { TaskGraph } from '../task-graph.ts';
import type { UpdateCourse } from './course.ts';

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
