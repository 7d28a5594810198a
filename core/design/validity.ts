import type { Design, DesignNode, DesignRelationship, DesignType } from './design.ts';
import { affinity, type Ends, endsOf, fitOf } from './ends.ts';
import { hostingRefusal } from './hosting.ts';

/** A relationship type for a pair of nodes. */
export interface RelationshipChoice {
  type: string;
  kind: DesignRelationship['kind'];
  /** Why it does not fit, a full sentence; null when it does. */
  refusal: string | null;
  /** It is made for just such a pair. */
  isSpecific: boolean;
}

/** Whether a node can be put into another, and how. */
export type Nesting =
  | {
      ok: true;
      /** The type to write when nobody is asked. */
      type: string;
      /** More than one when several are made for such a pair: a person has to choose. */
      choices: readonly string[];
    }
  | { ok: false; reason: string };

const containment = 'cloudify.relationships.contained_in';
const common = ['cloudify.relationships.connected_to', 'cloudify.relationships.depends_on', containment];

/** Tells what can be contained in and connected with what. Of one design; make another for the next. */
export class Validity {
  readonly #design: Design;
  readonly #nodes: ReadonlyMap<string, DesignNode>;
  readonly #ends = new Map<string, Ends>();
  readonly #dependents = new Map<string, ReadonlySet<string>>();

  constructor(design: Design) {
    this.#design = design;
    this.#nodes = new Map(design.nodes.map((node) => [node.id, node]));
  }

  /** Whether a node can be put into another. */
  nesting(node: string, host: string): Nesting {
    const [inner, outer] = [this.#nodes.get(node), this.#nodes.get(host)];
    if (inner === undefined || outer === undefined) return { ok: false, reason: 'There is no such node.' };
    if (inner.parent === host) return { ok: false, reason: `${node} is in ${host} already.` };
    const reason = this.#circle(inner, outer) ?? this.#unchangeable(inner);
    return reason === null ? this.nestingOfTypes(inner.type, outer.type) : { ok: false, reason };
  }

  /** The same for a new node of a type. `type` and `host` are names of node types. */
  nestingOfTypes(type: string, host: string): Nesting {
    const reason = hostingRefusal(this.#hierarchy(type), this.#hierarchy(host));
    if (reason !== null) return { ok: false, reason };
    const made = this.#judged(type, host).filter(({ kind, isSpecific }) => kind === 'contained_in' && isSpecific);
    const specific = made.filter(({ rank }) => rank === made[0]?.rank).map((choice) => choice.type);
    const choices = specific.length === 0 ? [containment] : specific;
    return { ok: true, type: choices.length === 1 ? (choices[0] ?? containment) : containment, choices };
  }

  /** All relationship types for a pair of nodes, those that fit first, the best of them at the very top. */
  connections(source: string, target: string): RelationshipChoice[] {
    const [from, to] = [this.#nodes.get(source), this.#nodes.get(target)];
    if (from === undefined || to === undefined) return [];
    const general = this.#circle(from, to) ?? this.#unchangeable(from);
    const choices = this.connectionsOfTypes(from.type, to.type).map((choice) => ({
      ...choice,
      refusal: general ?? choice.refusal ?? this.#taken(from, to, choice),
    }));
    return choices.sort((a, b) => Number(a.refusal !== null) - Number(b.refusal !== null));
  }

  /** The same for nodes of two types. */
  connectionsOfTypes(source: string, target: string): RelationshipChoice[] {
    return this.#judged(source, target).map(({ rank: _rank, ...choice }) => choice);
  }

  #judged(source: string, target: string): (RelationshipChoice & { rank: number })[] {
    const [from, to] = [this.#hierarchy(source), this.#hierarchy(target)];
    const judged = Object.values(this.#design.types.relationships).map((type) => this.#judge(type, from, to));
    return judged.sort((a, b) => Number(a.refusal !== null) - Number(b.refusal !== null) || b.rank - a.rank);
  }

  /** Why a node cannot be connected with another by any relationship; null when it can. */
  connectionRefusal(source: string, target: string): string | null {
    const [from, to] = [this.#nodes.get(source), this.#nodes.get(target)];
    if (from === undefined || to === undefined) return 'There is no such node.';
    return this.#circle(from, to) ?? this.#unchangeable(from);
  }

  #hierarchy(type: string): readonly string[] {
    const { nodes } = this.#design.types;
    return Object.hasOwn(nodes, type) ? (nodes[type]?.hierarchy ?? []) : [];
  }

  #judge(type: DesignType, from: readonly string[], to: readonly string[]): RelationshipChoice & { rank: number } {
    const ends = this.#endsOf(type);
    const [source, target] = [fitOf(ends.source, from), fitOf(ends.target, to)];
    const kind = kindOf(type.hierarchy);
    const wrongEnd =
      source === null
        ? `It is for relationships that start at ${listed(ends.source?.types)}.`
        : target === null
          ? `It is for relationships that lead to ${listed(ends.target?.types)}.`
          : null;
    const refusal = wrongEnd ?? (kind === 'contained_in' ? hostingRefusal(from, to) : null);
    const fit = (source ?? 0) + (target ?? 0);
    const rank = rankOf(type, fit, affinity(type.name, [...from, ...to]));
    return { type: type.name, kind, refusal, isSpecific: refusal === null && rank > usual, rank };
  }

  #endsOf(type: DesignType): Ends {
    const known = this.#ends.get(type.name) ?? endsOf(type, this.#design.types.nodes);
    this.#ends.set(type.name, known);
    return known;
  }

  #unchangeable({ id, file }: DesignNode): string | null {
    return file === null ? `${id} comes from an import and cannot be changed here.` : null;
  }

  /** What must not be, since nothing could be installed first. */
  #circle(source: DesignNode, target: DesignNode): string | null {
    if (source.id === target.id) return 'A node has no relationship to itself.';
    if (!this.#dependentsOf(source.id).has(target.id)) return null;
    return this.#isInside(target, source)
      ? `${target.id} is inside ${source.id}, and so cannot be needed by it.`
      : `${target.id} needs ${source.id}, directly or through others; both ways would be a circle.`;
  }

  #isInside(node: DesignNode, host: DesignNode): boolean {
    for (let at = node.parent; at !== null; at = this.#nodes.get(at)?.parent ?? null) if (at === host.id) return true;
    return false;
  }

  /** All nodes that have relationships to this one, directly or through others. */
  #dependentsOf(node: string): ReadonlySet<string> {
    const known = this.#dependents.get(node);
    if (known !== undefined) return known;
    const sources = new Map<string, string[]>();
    for (const { id, relationships } of this.#design.nodes) {
      for (const { target } of relationships) sources.set(target, [...(sources.get(target) ?? []), id]);
    }
    const found = new Set<string>([node]);
    for (const at of found) for (const source of sources.get(at) ?? []) found.add(source);
    found.delete(node);
    this.#dependents.set(node, found);
    return found;
  }

  #taken(from: DesignNode, to: DesignNode, { type, kind }: RelationshipChoice): string | null {
    if (from.relationships.some((each) => each.type === type && each.target === to.id)) {
      return `${from.id} has this relationship to ${to.id} already.`;
    }
    if (kind !== 'contained_in' || from.parent === null) return null;
    return `${from.id} is in ${from.parent}; a node can be in one other node only.`;
  }
}

function kindOf(hierarchy: readonly string[]): DesignRelationship['kind'] {
  if (hierarchy.includes(containment)) return 'contained_in';
  return hierarchy.includes('cloudify.relationships.connected_to') ? 'connected_to' : 'depends_on';
}

/** Types above it are made for the pair: they fit by type, or by name and belong to the same plugin. */
const usual = 1.05;

/** What fits both ends, then one; the common types in their order; then what is made for other cases. */
function rankOf({ name }: DesignType, fit: number, shared: number): number {
  const at = common.indexOf(name);
  return at === -1 ? fit + Math.min(shared, 9) / 10 : usual - at / 100;
}

function listed(types: readonly string[] | null | undefined): string {
  return (types ?? []).join(' or ');
}
