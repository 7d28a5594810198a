import type { ScalableView } from '../../server/api/contract.ts';

/** What a scaling means, in words. */
interface ScalingText {
  text: string;
  /** It goes past the bounds of the blueprint, which a person may. */
  warning?: string;
  /** It cannot be done. */
  problem?: string;
}

/** What `delta` more instances of a node or group mean. */
export function describeScaling({ name, current, min, max, within }: ScalableView, delta: number): ScalingText {
  const planned = current + delta;
  if (planned < 0) return { text: `${current} now.`, problem: `There are only ${current}: give ${-current} or more.` };
  const each = within === null ? '' : ` in each instance of ${within}`;
  const text =
    delta === 0 ? `${current} now${each}: nothing changes.` : `${current} now${each}, ${planned} afterwards.`;
  const warning = passed(name, planned, { min, max });
  return warning === null ? { text } : { text, warning };
}

function passed(name: string, planned: number, { min, max }: { min: number; max: number }): string | null {
  if (planned < min)
    return `Fewer than the ${min} that the blueprint asks for of ${name}. It can be done nevertheless.`;
  if (max >= 0 && planned > max)
    return `More than the ${max} that the blueprint allows of ${name}. It can be done nevertheless.`;
  return null;
}
