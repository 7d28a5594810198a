import type { WorkflowLine } from '../definition.ts';
import type { PlannedModification } from './plan-modification.ts';
import type { ScaleTarget } from './scale-target.ts';

/* What a scaling says between its graphs; the reference's words where it has some (runtime.md A.9). */

export const nothingToScale = line('info', 'delta parameter is 0, so no scaling will take place.');

export const scaleOutFailed = line('error', 'Scale out failed.');

export const scalingBackIn = line('error', 'Scale out failed, scaling back in.');

/** A modification is taken back. */
export function rollingBack(modification: string): WorkflowLine {
  return line('warning', `Rolling back deployment modification. [modification_id=${modification}]`);
}

/** A modification begins, and what a person should know of it. */
export function modificationStarted(target: ScaleTarget, modification: PlannedModification): WorkflowLine[] {
  const disconnections = modification.disconnected.map(
    ({ node, target: removed }) =>
      `The instance of "${removed}" that the instances of "${node}" are connected to is removed, and they are connected to no other one. To keep it, name it in "exclude_instances".`,
  );
  return [
    line('info', `Deployment modification started. [modification_id=${modification.id}]`),
    ...[...passedBounds(target), ...disconnections].map((text) => line('warning', text)),
  ];
}

/** The bounds of a scaling policy hold for those who scale by rules; a person may go past them. */
function passedBounds({ name, planned, numbers }: ScaleTarget): string[] {
  const { min_instances: least, max_instances: most } = numbers;
  if (planned < least) return [`"${name}" is to have ${planned} instances, fewer than its min_instances, ${least}.`];
  const isPassed = most >= 0 && planned > most;
  return isPassed ? [`"${name}" is to have ${planned} instances, more than its max_instances, ${most}.`] : [];
}

function line(level: 'info' | 'warning' | 'error', text: string): WorkflowLine {
  return { kind: 'log', level, text };
}
