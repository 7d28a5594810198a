import type { GroupTree } from './group-tree.ts';

/** Which nodes there are, and what each is contained in. */
export interface Containment {
  /** By the names of all node templates. */
  nodes: ReadonlyMap<string, unknown>;
  /** Without an entry for a node that is in nothing. */
  containers: ReadonlyMap<string, string>;
}

/**
 * The members of each scaling group without those that follow another member (dsl.md section 8): from the innermost
 * group that holds a node and one of its containers goes the node, or the group in it that only the node is in.
 */
export function membersToKeep(tree: GroupTree, containment: Containment): ReadonlyMap<string, ReadonlySet<string>> {
  const kept = new Map([...tree.members].map(([group, own]) => [group, new Set(own.map(({ name }) => name))]));
  /** How many containers of the node that is looked at are in each group, directly or through groups. */
  const around = new Map<string, number>();
  const add = (group: string, count: number) => around.set(group, (around.get(group) ?? 0) + count);
  walkInwards(containment, {
    enter: (node) => {
      let member = node;
      let inner = 0;
      // A container in this group that is not in the one before: what only the node is in goes.
      for (const group of tree.chain(node)) {
        const containers = around.get(group) ?? 0;
        if (containers > inner) kept.get(group)?.delete(member);
        inner = containers;
        member = group;
      }
      for (const group of tree.chain(node)) add(group, 1);
    },
    leave: (node) => {
      for (const group of tree.chain(node)) add(group, -1);
    },
  });
  return kept;
}

/** Visits all nodes, each between entering and leaving its container. Not recursive, so no depth is too deep. */
function walkInwards(
  { nodes, containers }: Containment,
  visit: { enter(node: string): void; leave(node: string): void },
): void {
  const contained = new Map<string, string[]>();
  for (const [node, container] of containers) {
    const others = contained.get(container);
    if (others === undefined) contained.set(container, [node]);
    else others.push(node);
  }
  const left: { node: string; entered: boolean }[] = [];
  for (const node of nodes.keys()) if (!containers.has(node)) left.push({ node, entered: false });
  for (let next = left.at(-1); next !== undefined; next = left.at(-1)) {
    if (next.entered) {
      visit.leave(next.node);
      left.pop();
      continue;
    }
    next.entered = true;
    visit.enter(next.node);
    for (const node of contained.get(next.node) ?? []) left.push({ node, entered: false });
  }
}
