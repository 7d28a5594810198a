'use client';

import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { choiceColumn } from './choice-column.tsx';
import { type Sort, type SortValue, sortRows } from './sort-rows.ts';
import { type RowChoice, useRowKeys } from './use-row-keys.ts';
import { useSteadyRows } from './use-steady-rows.ts';

/** A box with a hairline border that holds a list, a table or a form. */
export function Panel({ className, ...rest }: ComponentProps<'section'>) {
  return <section {...rest} className={clsx('rounded-lg border border-line bg-panel', className)} />;
}

/** The title of a panel, with what belongs to it at the right. */
export function PanelHeader({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex min-h-11 items-center justify-between gap-3 border-line border-b px-4 py-1.5">
      <h2 className="font-semibold text-sm">{title}</h2>
      {children && <div className="flex items-center gap-2">{children}</div>}
    </div>
  );
}

/** One column of a table. */
export interface Column<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** Kept on narrow screens as the row's first line; the others follow as "header value". */
  primary?: boolean;
  /** Left out where there is little room: beside a details pane and in windows that are not wide. */
  minor?: boolean;
  /** Shown only to those who choose it. */
  optional?: true;
  align?: 'right';
  className?: string;
  hideHeader?: boolean;
  /** In place of the header's text, which then is only what the column is called. */
  headerCell?: ReactNode;
  /** What rows are sorted by when its header is pressed; absent where the order says nothing, `server` where it sorts. */
  sort?: ((row: T) => SortValue) | 'server';
}

interface DataTableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** Absent where the rows stay in the order that they came in. */
  sorting?: Sorting | undefined;
  /** The row whose details are open beside the table. */
  current?: string | null;
  /** With it rows are one Tab stop that arrows walk and Enter or a click opens. */
  onOpen?: ((row: T) => void) | undefined;
  onEscape?: (() => void) | undefined;
  /** With it rows can be chosen; `all` are those that "Choose all" means. */
  choice?: (RowChoice & { nameOf: (row: T) => string; all?: readonly T[] }) | undefined;
  /** Names the filter and the order: with it rows do not move while a person points at them. */
  view?: string;
}

/** The order of a table and what changes it. */
export interface Sorting {
  sort: Sort;
  onSort: (sort: Sort) => void;
}

/** A real table from 768 px up; below, each row is a small card of the same cells. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, rows, rowKey, sorting, current, choice, onOpen, onEscape } = props;
  const steady = useSteadyRows(inOrder(rows, props.columns, sorting), rowKey, props.view);
  const keys = steady.rows.map(rowKey);
  const walking = useRowKeys({
    keys,
    choice,
    onEscape,
    onOpen:
      onOpen &&
      ((key) => {
        const row = steady.rows.find((each) => rowKey(each) === key);
        if (row !== undefined) onOpen(row);
      }),
  });
  const columns = columnsOf(props);
  const isGrid = onOpen !== undefined;
  return (
    <div className="relative">
      <table
        role={isGrid ? 'grid' : undefined}
        aria-label={label}
        className="block w-full border-collapse text-left text-sm md:table"
      >
        <Head columns={columns} sorting={sorting} />
        <tbody
          {...steady.body}
          {...(isGrid && walking.body)}
          onFocus={(event) => {
            steady.hold();
            if (isGrid) walking.body.onFocus(event);
          }}
          className="block divide-y divide-line md:table-row-group"
        >
          {steady.rows.map((row) => (
            <tr
              key={rowKey(row)}
              data-row={rowKey(row)}
              tabIndex={isGrid ? (rowKey(row) === walking.stop ? 0 : -1) : undefined}
              aria-selected={isGrid && choice ? choice.chosen.includes(rowKey(row)) : undefined}
              aria-current={current != null && rowKey(row) === current ? 'true' : undefined}
              className={clsx(
                'block px-4 py-2.5 hover:bg-hover/60 aria-current:bg-accent-soft/60 md:table-row md:p-0',
                isGrid &&
                  'cursor-default focus-visible:!outline-2 focus-visible:outline-accent focus-visible:outline-offset-[-2px]',
              )}
            >
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {steady.waiting > 0 && <Waiting count={steady.waiting} onShow={steady.release} />}
    </div>
  );
}

/** The rows as the table shows them. */
export function inOrder<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  sorting: Sorting | undefined,
): readonly T[] {
  const by = columns.find(({ id }) => id === sorting?.sort.column)?.sort;
  return by && by !== 'server' && sorting ? sortRows(rows, by, sorting.sort.down) : rows;
}

function columnsOf<T>({ columns, choice, rows, rowKey, current }: DataTableProps<T>): readonly Column<T>[] {
  const shown = current == null ? columns : columns.filter((column) => !column.minor);
  if (!choice) return shown;
  const { nameOf, chosen, onChoose, all = rows } = choice;
  return [choiceColumn({ rows: all, keyOf: rowKey, nameOf, chosen, onChoose }), ...shown];
}

function Waiting({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <button
      type="button"
      onClick={onShow}
      className="sticky bottom-3 left-1/2 z-10 float-left -mt-9 h-7 -translate-x-1/2 rounded-full bg-accent-fill px-3 font-medium text-on-accent text-xs shadow-pop"
    >
      {count} new · show
    </button>
  );
}

interface HeadProps<T> {
  columns: readonly Column<T>[];
  sorting: Sorting | undefined;
}

function Head<T>({ columns, sorting }: HeadProps<T>) {
  return (
    <thead className="hidden md:table-header-group">
      <tr>
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            aria-sort={ariaSort(column, sorting)}
            className={clsx(
              'sticky top-0 z-10 h-8 whitespace-nowrap bg-panel px-4 font-medium text-ink-3 text-xs shadow-[inset_0_-1px_0_var(--line)]',
              column.align === 'right' && 'text-right',
              column.minor && 'max-xl:hidden',
              column.className,
            )}
          >
            <Header column={column} sorting={sorting} />
          </th>
        ))}
      </tr>
    </thead>
  );
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
        'min-h-6 items-center justify-between gap-4 md:h-11 md:px-4 md:py-1.5 md:align-middle md:[&>span>*]:align-middle',
        // Of two rules that both hold, the one for wider windows wins: a cell has one that says where it is shown.
        column.minor ? 'max-xl:hidden xl:table-cell' : 'flex md:table-cell',
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
