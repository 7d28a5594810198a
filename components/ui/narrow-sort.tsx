import { NativeSelect } from './field.tsx';
import type { Column, Sorting } from './table.tsx';

/** The order of a list on a phone, which has no table headers to press. */
export function NarrowSort<T>({ columns, sorting }: { columns: readonly Column<T>[]; sorting: Sorting }) {
  const { sort, onSort } = sorting;
  const value = `${sort.down ? '-' : ''}${sort.column}`;
  const sortable = columns.filter((column) => column.sort);
  return (
    <NativeSelect
      aria-label="Sort by"
      value={value}
      onChange={({ target }) => onSort({ column: target.value.replace(/^-/, ''), down: target.value.startsWith('-') })}
      className="!w-auto md:hidden"
    >
      {sortable.flatMap(({ id, header }) => [
        <option key={id} value={id}>{`${header} ↑`}</option>,
        <option key={`-${id}`} value={`-${id}`}>{`${header} ↓`}</option>,
      ])}
    </NativeSelect>
  );
}
