/**
 * Places at which a test can have the process die as by a power cut (reliability.md P1). Each is compiled in and costs
 * one comparison while none is armed. The `-commit` points stand round a group that holds what they name.
 */
export const crashPoints = [
  'before-take-over',
  'after-take-over',
  'before-stage-commit',
  'after-stage-commit',
  'before-start-commit',
  'after-start-commit',
  'before-dispatch-commit',
  'after-dispatch-commit',
  'before-operation-start',
  'after-operation-start',
  'before-outcome',
  'after-outcome',
  'before-outcome-commit',
  'after-outcome-commit',
  'before-event-commit',
  'after-event-commit',
  'before-progress-commit',
  'after-progress-commit',
  'before-property-commit',
  'after-property-commit',
  'before-finish-commit',
  'after-finish-commit',
  'before-lease-renewal',
  'after-lease-renewal',
] as const;

export type CrashPoint = (typeof crashPoints)[number];

let armed: { point: CrashPoint; left: number } | null = null;

/** `name` or `name:nth`: the process kills itself when it comes to that point for the nth time. */
export function armCrashPoint(text: string): void {
  const [name, nth = '1'] = text.split(':');
  const point = crashPoints.find((known) => known === name);
  const left = Number(nth);
  if (point === undefined || !Number.isInteger(left) || left < 1) {
    throw new Error(`GANTRY_CRASH_AT is "${text}"; give one of ${crashPoints.join(', ')}, optionally with :nth.`);
  }
  armed = { point, left };
}

/** Does nothing, unless a test has armed this point. */
export function crashPoint(point: CrashPoint): void {
  if (armed === null || armed.point !== point) return;
  armed.left--;
  if (armed.left === 0) process.kill(process.pid, 'SIGKILL');
}

/** Some point is armed: what it costs to know which points a group has is worth it. */
export function isCrashPointArmed(): boolean {
  return armed !== null;
}
