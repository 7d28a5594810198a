import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { type Sort, type SortValue, sortRows } from './sort-rows.ts';

/** A box with a hairline border that holds a list, a table or a form. */
export function Panel({ className, ...rest }: ComponentProps<'section'>) {
  return <section {...rest} className={clsx('rounded-lg border border-line bg-panel', className)} />;
}

export function PanelHeader({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex min-h-11 items-center justify-between gap-3 border-line border-b px-4 py-1.5">
      <h2 className="font-semibold text-sm">{title}</h2>
      {children && <div className="flex items-center gap-2">{children}</div>}
    </div>
  );
}

export interface Column<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** Kept on narrow screens as the row's first line; the others follow as "header value". */
  primary?: boolean;
  align?: 'right';
  className?: string;
  hideHeader?: boolean;
  /** In place of the header's text, which then is only what the column is called. */
  headerCell?: ReactNode;
  /** What rows are sorted by when its header is pressed; absent where the order says nothing. */
  sort?: (row: T) => SortValue;
}

interface DataTableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** Absent where the rows stay in the order that they came in. */
  sorting?: Sorting;
  /** The row whose details are open beside the table. */
  current?: string | null;
}

export interface Sorting {
  sort: Sort;
  onSort: (sort: Sort) => void;
}

/** A real table from 768 px up; below, each row is a small card of the same cells. */
export function DataTable<T>({ label, columns, rows, rowKey, sorting, current }: DataTableProps<T>) {
  return (
    <table aria-label={label} className="block w-full border-collapse text-left text-sm md:table">
      <thead className="hidden md:table-header-group">
        <tr className="border-line border-b">
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              aria-sort={ariaSort(column, sorting)}
              className={clsx(
                'h-8 whitespace-nowrap px-4 font-medium text-ink-3 text-xs',
                column.align === 'right' && 'text-right',
                column.className,
              )}
            >
              <Header column={column} sorting={sorting} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block divide-y divide-line md:table-row-group">
        {inOrder(rows, columns, sorting).map((row) => (
          <tr
            key={rowKey(row)}
            aria-current={current != null && rowKey(row) === current ? 'true' : undefined}
            className="block px-4 py-2.5 hover:bg-hover/60 aria-current:bg-accent-soft/60 md:table-row md:p-0"
          >
            {columns.map((column) => (
              <Cell key={column.id} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The rows as the table shows them. */
export function inOrder<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  sorting: Sorting | undefined,
): readonly T[] {
  const by = columns.find(({ id }) => id === sorting?.sort.column)?.sort;
  return by && sorting ? sortRows(rows, by, sorting.sort.down) : rows;
}

function ariaSort<T>(column: Column<T>, sorting: Sorting | undefined): 'ascending' | 'descending' | undefined {
  if (!sorting || !column.sort || sorting.sort.column !== column.id) return undefined;
  return sorting.sort.down ? 'descending' : 'ascending';
}

function Header<T>({ column, sorting }: { column: Column<T>; sorting: Sorting | undefined }) {
  if (column.headerCell) return column.headerCell;
  if (column.hideHeader) return <span className="sr-only">{column.header}</span>;
  if (!sorting || !column.sort) return column.header;
  const { sort, onSort } = sorting;
  const isBy = sort.column === column.id;
  const Arrow = sort.down ? ArrowDown : ArrowUp;
  return (
    <button
      type="button"
      onClick={() => onSort({ column: column.id, down: isBy && !sort.down })}
      className={clsx(
        'group inline-flex h-6 items-center gap-1 rounded-sm hover:text-ink',
        column.align === 'right' && 'flex-row-reverse',
        isBy && 'text-ink',
      )}
    >
      {column.header}
      <Arrow aria-hidden className={clsx('size-3.5', !isBy && 'opacity-0 group-hover:opacity-60')} />
    </button>
  );
}

function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
  return (
    <td
      className={clsx(
        'flex min-h-6 items-center justify-between gap-4 md:table-cell md:h-11 md:px-4 md:py-1.5 md:align-middle',
        column.align === 'right' && 'md:text-right',
        column.primary && 'font-medium',
        column.className,
      )}
    >
      {!column.primary && !column.hideHeader && (
        <span aria-hidden className="shrink-0 text-ink-3 text-xs md:hidden">
          {column.header}
        </span>
      )}
      <span className="min-w-0 md:contents">{column.cell(row)}</span>
    </td>
  );
}
