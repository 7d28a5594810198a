import { parseAsStringLiteral } from 'nuqs';
import { formatSort, parseSort } from './sort-rows.ts';
import type { Sorting } from './table.tsx';

/** The URL's text for an order by one of these columns, either way. */
export function sortParser<const C extends readonly string[]>(columns: C) {
  const orders = columns.flatMap((column: C[number]) => [column, `-${column}`] as const);
  return parseAsStringLiteral(orders);
}

/** An order in the URL as a table takes it. */
export function urlSorting<Order extends string>(order: Order, onSort: (order: Order) => void): Sorting {
  // A table only names columns that it was given, which are those of the order.
  return { sort: parseSort(order), onSort: (sort) => onSort(formatSort(sort) as Order) };
}
