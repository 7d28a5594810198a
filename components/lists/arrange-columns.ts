import type { Column } from '../ui/table.tsx';

type Arranged = Pick<Column<never>, 'id' | 'primary' | 'optional'>;

/** The columns to show: the one that names the row, then those that were chosen, or the usual ones when none were. */
export function arrangeColumns<C extends Arranged>(all: readonly C[], chosen: readonly string[] | null): C[] {
  if (chosen === null) return all.filter(({ optional }) => !optional);
  const wanted = chosen.flatMap((id) => all.filter((column) => column.id === id && !column.primary));
  return [...all.filter(({ primary }) => primary), ...new Set(wanted)];
}

/** The ids with this one a place further up or down; the same when there is none. */
export function moveColumn(ids: readonly string[], id: string, step: -1 | 1): string[] {
  const at = ids.indexOf(id);
  const other = ids[at + step];
  if (at < 0 || other === undefined) return [...ids];
  return ids.map((each) => (each === id ? other : each === other ? id : each));
}
