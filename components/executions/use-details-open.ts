'use client';

import { parseAsBoolean, useQueryState } from 'nuqs';

/** Whether the details of the shown execution are open; it is in the URL. */
export function useDetailsOpen() {
  const [isOpen, set] = useQueryState('details', parseAsBoolean.withDefault(false));
  return { isOpen, setOpen: (open: boolean) => void set(open || null) };
}
