import type { Json } from '../../blueprint/json.ts';
import { FunctionFault } from './fault.ts';
import type { FunctionName } from './names.ts';
import { childOf, formatPath } from './path.ts';

/** Follows keys and positions inside a capability. Raises a fault, worded for people, where there is nothing. */
export function partOf(
  capability: Json | undefined,
  path: readonly Json[],
  at: { call: FunctionName; what: string },
): Json {
  if (capability === undefined) throw new FunctionFault(9031, `${at.call}: there is no ${at.what}.`);
  let value = capability;
  for (const [index, step] of path.entries()) {
    const child = typeof step === 'object' ? null : childOf(value, step);
    if (child?.kind !== 'value') {
      throw new FunctionFault(
        9031,
        `${at.call}: the ${at.what} has no value at ${formatPath(path.slice(0, index + 1))}.`,
      );
    }
    value = child.value;
  }
  return value;
}

/** What a storage answers, or a fault when it cannot be asked for this at all. */
export function offered<Member>(member: Member | undefined, call: FunctionName): Member {
  if (member !== undefined) return member;
  throw new FunctionFault(9031, `${call} cannot be evaluated here: what it reads is not known in this place.`);
}
