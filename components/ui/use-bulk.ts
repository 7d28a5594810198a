'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { faultText } from '../api/fault.ts';

/** One of the things that something is done with. */
export interface BulkItem {
  id: string;
  name: string;
}

/** One of them for which it did not work. */
export interface BulkRefusal {
  name: string;
  reason: string;
}

/** Does something with each of many, one after another; what is refused does not stop the others. */
export function useBulk(items: readonly BulkItem[], act: (item: BulkItem) => Promise<unknown>) {
  const [done, setDone] = useState(0);
  const mutation = useMutation({
    mutationFn: async (): Promise<BulkRefusal[]> => {
      const refused: BulkRefusal[] = [];
      setDone(0);
      for (const item of items) {
        await act(item).catch((fault: unknown) => refused.push({ name: item.name, reason: faultText(fault) }));
        setDone((before) => before + 1);
      }
      return refused;
    },
  });
  return {
    start: mutation.mutateAsync,
    isBusy: mutation.isPending,
    done,
    refused: mutation.data ?? [],
  };
}
