import type { Design, DesignProblem } from '../../../core/design/design.ts';
import { Validity } from '../../../core/design/validity.ts';
import type { Selection } from '../document/history.ts';
import { countProblems } from '../outline/count-problems.ts';

/** The chosen nodes; worked out once for each choice, however many nodes ask. */
export const selectedIn = remembered((selection: Selection): ReadonlySet<string> => new Set(selection.nodes));

/** What can be contained in and connected with what. */
export const validityOf = remembered((design: Design) => new Validity(design));

/** How many problems each node has. */
export const problemsOf = remembered((problems: readonly DesignProblem[]) => countProblems(problems));

const noGroups: ReadonlyMap<string, readonly string[]> = new Map();
const groupsByNode = remembered((groups: Design['groups']): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const { name, members } of groups) for (const id of members) found.set(id, [...(found.get(id) ?? []), name]);
  return found;
});

/** The groups that each node is a member of. */
export function groupsOf(design: Design | null): ReadonlyMap<string, readonly string[]> {
  return design === null ? noGroups : groupsByNode(design.groups);
}

function remembered<Key extends object, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const value = known.has(key) ? (known.get(key) as Value) : find(key);
    known.set(key, value);
    return value;
  };
}
