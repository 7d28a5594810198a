/** Something that may be contained in another: a node of a design, or its box. */
interface Contained {
  id: string;
  parent: string | null;
}

/** These nodes and all that is inside of them, in the order of `all`. */
export function withContents(all: readonly Contained[], ids: readonly string[]): string[] {
  const chosen = new Set(ids);
  const parents = parentsOf(all);
  return all.flatMap(({ id }) =>
    chosen.has(id) || ancestors(parents, id).some((each) => chosen.has(each)) ? [id] : [],
  );
}

/** Of these nodes, those that none of the others contains. */
export function outermost(all: readonly Contained[], ids: readonly string[]): string[] {
  const chosen = new Set(ids);
  const parents = parentsOf(all);
  return ids.filter((id) => parents.has(id) && !ancestors(parents, id).some((each) => chosen.has(each)));
}

function parentsOf(all: readonly Contained[]): ReadonlyMap<string, string | null> {
  return new Map(all.map(({ id, parent }) => [id, parent]));
}

/** What contains a node, from the inside out; a circle ends it. */
function ancestors(parents: ReadonlyMap<string, string | null>, id: string): string[] {
  const found: string[] = [];
  for (let at = parents.get(id) ?? null; at !== null && !found.includes(at); at = parents.get(at) ?? null)
    found.push(at);
  return found;
}
