import type { GroupMember, Groups } from './groups.ts';

/** Which scaling group each node and scaling group is a direct member of. */
export class GroupTree {
  /** Members of scaling groups only, in the order of the policies. */
  readonly members = new Map<string, readonly GroupMember[]>();
  readonly outer = new Map<string, string>();
  readonly #chains = new Map<string, readonly string[]>();

  constructor({ members, scaled }: { members: Groups['members']; scaled: ReadonlyMap<string, unknown> }) {
    for (const group of scaled.keys()) {
      const own = members.get(group) ?? [];
      this.members.set(group, own);
      for (const { name } of own) this.outer.set(name, group);
    }
  }

  /** The groups that something is in, innermost first. Only for trees without circles. */
  chain(name: string): readonly string[] {
    const outer = this.outer.get(name);
    if (outer === undefined) return [];
    const known = this.#chains.get(outer);
    if (known !== undefined) return known;
    const chain = [outer];
    for (let next = this.outer.get(outer); next !== undefined; next = this.outer.get(next)) chain.push(next);
    this.#chains.set(outer, chain);
    return chain;
  }
}
