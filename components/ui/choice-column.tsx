import type { Column } from './table.tsx';

interface Choice<T> {
  /** All rows that can be chosen, also those that are not drawn. */
  rows: readonly T[];
  keyOf: (row: T) => string;
  nameOf: (row: T) => string;
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
}

/** The column in which rows are ticked, so that something can be done with many at once. */
export function choiceColumn<T>({ rows, keyOf, nameOf, chosen, onChoose }: Choice<T>): Column<T> {
  const all = new Set(chosen);
  const isFull = rows.length > 0 && rows.every((row) => all.has(keyOf(row)));
  return {
    id: 'choice',
    header: 'Choose',
    hideHeader: true,
    headerCell: (
      <input
        type="checkbox"
        aria-label={`Choose all ${rows.length}`}
        checked={isFull}
        onChange={() => onChoose(isFull ? [] : rows.map(keyOf))}
        className="block size-4 accent-accent-fill"
      />
    ),
    className: 'max-md:float-right md:w-10 md:!pr-0',
    cell: (row) => (
      <label className="inline-flex items-center gap-2 text-ink-3 text-xs">
        <input
          type="checkbox"
          aria-label={`Choose ${nameOf(row)}`}
          checked={all.has(keyOf(row))}
          onChange={({ target }) =>
            onChoose(target.checked ? [...chosen, keyOf(row)] : chosen.filter((each) => each !== keyOf(row)))
          }
          className="size-4 accent-accent-fill"
        />
        <span aria-hidden className="md:hidden">
          Choose
        </span>
      </label>
    ),
  };
}
