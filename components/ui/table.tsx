import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';

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
}

interface DataTableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
}

/** A real table from 768 px up; below, each row is a small card of the same cells. */
export function DataTable<T>({ label, columns, rows, rowKey }: DataTableProps<T>) {
  return (
    <table aria-label={label} className="block w-full border-collapse text-left text-sm md:table">
      <thead className="hidden md:table-header-group">
        <tr className="border-line border-b">
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              className={clsx(
                'h-8 px-4 font-medium text-ink-3 text-xs',
                column.align === 'right' && 'text-right',
                column.className,
              )}
            >
              {column.hideHeader ? <span className="sr-only">{column.header}</span> : column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block divide-y divide-line md:table-row-group">
        {rows.map((row) => (
          <tr key={rowKey(row)} className="block px-4 py-2.5 hover:bg-hover/60 md:table-row md:p-0">
            {columns.map((column) => (
              <Cell key={column.id} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
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
