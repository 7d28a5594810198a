'use client';

import { later } from '../ui/later.tsx';
import { Skeleton } from '../ui/states.tsx';

/** The editor is the largest part of the page, so it comes only when a source is looked at. */
export const LazySource = later(
  async () => (await import('./source-view.tsx')).SourceView,
  <div role="status" aria-label="Loading the source" className="flex flex-col gap-2.5 p-4">
    <Skeleton className="h-2.5 w-1/3" />
    <Skeleton className="h-2.5 w-1/2" />
    <Skeleton className="h-2.5 w-2/5" />
  </div>,
);
