import type { NodePlace } from '../../document/layout.ts';

/** What is to be laid out. */
export interface LayoutRequest {
  nodes: readonly { id: string; parent: string | null }[];
  edges: readonly { source: string; target: string }[];
  /** Containers that are drawn closed. */
  folded: readonly string[];
  /** Where what is needed lies; `best`: whichever fills a pane of this size better. */
  direction: 'right' | 'down' | 'best';
  pane: { width: number; height: number };
}

/** Where each node goes, relative to what contains it, by id. */
export type LaidOut = readonly (readonly [id: string, place: NodePlace])[];
