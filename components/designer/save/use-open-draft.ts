'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/api.ts';
import type { Opening } from '../document/designer-document.ts';

/** A blueprint as it is opened in the designer. */
export interface OpenedDraft extends Opening {
  id: string;
  name: string;
}

interface Opened {
  draft: OpenedDraft | null;
  fault: unknown;
  retry: () => void;
}

export function useOpenDraft(id: string): Opened {
  const api = useApi();
  const { data, error, refetch } = useQuery(api.drafts.open.queryOptions({ id }, { staleTime: Infinity }));
  return { draft: data ?? null, fault: error, retry: () => void refetch() };
}
