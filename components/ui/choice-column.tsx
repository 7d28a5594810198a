import type { Column } from './table.tsx';

interface Choice<T> {
  keyOf: (row: T) => string;
  nameOf: (row: T) => string;
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
}

/** The column in which rows are ticked, so that something can be done with many at once. */
export function choiceColumn<T>({ keyOf, nameOf, chosen, onChoose }: Choice<T>): Column<T> {
  const all = new Set(chosen);
  return {
    id: 'choice',
    header: 'Choose',
    hideHeader: true,
    className: 'md:w-10 md:!pr-0',
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
