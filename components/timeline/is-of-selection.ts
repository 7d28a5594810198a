import type { TimelineRow } from '../../core/timeline/groups.ts';
import type { Selection } from '../topology/elements.ts';

/** Whether a row is about what is chosen on the page. */
export function isOfSelection(row: TimelineRow, { node, instance }: Selection): boolean {
  if (node === null) return false;
  const of = row.kind === 'group' ? row.group : row.operation;
  return of.node === node && (instance === null || of.instance === null || of.instance === instance);
}
