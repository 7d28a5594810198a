import type { Design, DesignNode } from '../../../core/design/design.ts';
import { shortType } from '../../topology/type-icon.tsx';
import type { Selection } from '../document/history.ts';

/** The sections that the outline lists, in its order. */
export const outlineSections = ['nodes', 'inputs', 'outputs', 'capabilities', 'groups', 'policies'] as const;

export type OutlineSection = (typeof outlineSections)[number];

/** A row of the outline. */
export interface OutlineRow {
  /** Unique: `nodes`, `nodes/vm`, `inputs/flavor`. */
  id: string;
  section: OutlineSection;
  /** Null for the row of a section itself. */
  name: string | null;
  label: string;
  /** In a few words what it is. */
  detail: string;
  /** From 1, as in aria-level. */
  level: number;
  /** Null: nothing can be opened. */
  isOpen: boolean | null;
  /** Number among its siblings, from 1, and how many these are. */
  place: number;
  siblings: number;
  /** Of a node. */
  node: DesignNode | null;
}

const titles: Record<OutlineSection, string> = {
  nodes: 'Nodes',
  inputs: 'Inputs',
  outputs: 'Outputs',
  capabilities: 'Capabilities',
  groups: 'Groups',
  policies: 'Policies',
};

/** All rows that are in view when the rows of `closed` are closed: nodes by containment, then the other sections. */
export function outlineRows(design: Design, closed: ReadonlySet<string>): OutlineRow[] {
  const sections = outlineSections.filter((section) => section === 'nodes' || design[section].length > 0);
  return sections.flatMap((section, at) => {
    const isOpen = !closed.has(section);
    const head: OutlineRow = {
      id: section,
      section,
      name: null,
      label: titles[section],
      detail: String(design[section].length),
      level: 1,
      isOpen: design[section].length === 0 ? null : isOpen,
      place: at + 1,
      siblings: sections.length,
      node: null,
    };
    if (!isOpen) return [head];
    return [head, ...(section === 'nodes' ? nodeRows(design.nodes, closed) : entryRows(design, section))];
  });
}

function nodeRows(nodes: readonly DesignNode[], closed: ReadonlySet<string>): OutlineRow[] {
  const held = Map.groupBy(nodes, ({ parent }) => parent);
  const rows: OutlineRow[] = [];
  const add = (parent: string | null, level: number): void => {
    const siblings = held.get(parent) ?? [];
    for (const [at, node] of siblings.entries()) {
      const isContainer = held.has(node.id);
      const id = rowIdOf(node.id);
      rows.push({
        id,
        section: 'nodes',
        name: node.id,
        label: node.id,
        detail: shortType(node.type),
        level,
        isOpen: isContainer ? !closed.has(id) : null,
        place: at + 1,
        siblings: siblings.length,
        node,
      });
      if (isContainer && !closed.has(id)) add(node.id, level + 1);
    }
  };
  add(null, 2);
  return rows;
}

/** The row of a node. */
export function rowIdOf(node: string): string {
  return `nodes/${node}`;
}

function entryRows(design: Design, section: Exclude<OutlineSection, 'nodes'>): OutlineRow[] {
  return design[section].map((entry, at, all) => ({
    id: `${section}/${entry.name}`,
    section,
    name: entry.name,
    label: entry.name,
    detail: detailOf(entry),
    level: 2,
    isOpen: null,
    place: at + 1,
    siblings: all.length,
    node: null,
  }));
}

function detailOf(entry: object): string {
  if ('members' in entry && Array.isArray(entry.members)) return entry.members.join(', ');
  if ('type' in entry && typeof entry.type === 'string') return shortType(entry.type);
  const { type } = ('definition' in entry ? entry.definition : {}) as { type?: unknown };
  return typeof type === 'string' ? type : '';
}

/** The row that shows what is selected; null when nothing is. */
export function selectedRow({ nodes, relationship, entry }: Selection): string | null {
  if (entry !== undefined) return `${entry.section}/${entry.name}`;
  const node = relationship?.node ?? nodes.at(-1);
  return node === undefined ? null : rowIdOf(node);
}
