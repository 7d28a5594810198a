import type { ReactNode } from 'react';
import { Fault, SkeletonRows } from './states.tsx';

interface Query<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

interface LoadedProps<T> {
  query: Query<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}

/** What was fetched; until then rows in its place, or why it did not come. Old data stays while it is read again. */
export function Loaded<T>({ query, rows = 4, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Fault fault={query.error} retry={() => void query.refetch()} />;
  return <SkeletonRows rows={rows} />;
}
