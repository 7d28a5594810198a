import type { TextEdit } from '../../../core/dsl/edit/index.ts';
import type { NamedSection } from '../../../core/dsl/edit/places.ts';
import type { LayoutPatch } from './layout.ts';

/** A file of the blueprint. `text` is null for what is no text. */
export interface DesignFile {
  path: string;
  /** Permissions, such as 0o755. */
  mode: number;
  text: string | null;
  /** In bytes. */
  size: number;
  /** SHA-256 in hexadecimal of what is no text: a save names it in place of the content. */
  hash?: string;
}

/** What happened to one file: `back` undoes `forth` on the text after it, byte for byte. */
export type Change =
  | { kind: 'text'; path: string; forth: readonly TextEdit[]; back: readonly TextEdit[] }
  /** A file that came, went or was written anew; null: not there. */
  | { kind: 'file'; path: string; before: DesignFile | null; after: DesignFile | null }
  | { kind: 'main-file'; before: string; after: string };

/** One thing a person did. */
export interface Step {
  id: number;
  /** A few words, such as "Rename web to shop". */
  label: string;
  /** Milliseconds since the epoch of its last change. */
  at: number;
  /** One after the other. */
  changes: readonly Change[];
  /** In the order in which they lead back. */
  layout: { forth: readonly LayoutPatch[]; back: readonly LayoutPatch[] };
  selection: { before: Selection; after: Selection };
  /** Steps of one group that follow each other closely are one. */
  group: string | null;
}

/** What is chosen: nodes, the main one last; or a relationship. */
export interface Selection {
  nodes: readonly string[];
  relationship: { node: string; index: number } | null;
  /** An entry of another section, when that is what is looked at. */
  entry?: { section: Exclude<NamedSection, 'node_templates'>; name: string };
}

export const nothingSelected: Selection = { nodes: [], relationship: null };

/** All steps, undone ones included. */
export interface History {
  steps: readonly Step[];
  /** How many of them are done. */
  done: number;
}

export const emptyHistory: History = { steps: [], done: 0 };

/** Steps of one group that come within this time of each other are one. */
const groupPauseMs = 600;

const mostSteps = 1_000;

/** The history after a new step; what was undone is forgotten. A step of the last one's group joins it. */
export function addStep({ steps, done }: History, step: Step): History {
  const before = steps.slice(0, done);
  const last = before.at(-1);
  const isSame = last !== undefined && done === steps.length && joins(last, step);
  const kept = isSame ? [...before.slice(0, -1), joined(last, step)] : [...before, step].slice(-mostSteps);
  return { steps: kept, done: kept.length };
}

function joins(last: Step, step: Step): boolean {
  return step.group !== null && last.group === step.group && step.at - last.at < groupPauseMs;
}

function joined(last: Step, step: Step): Step {
  return {
    ...step,
    id: last.id,
    changes: [...last.changes, ...step.changes],
    layout: {
      forth: [...last.layout.forth, ...step.layout.forth],
      back: [...step.layout.back, ...last.layout.back],
    },
    selection: { before: last.selection.before, after: step.selection.after },
  };
}
