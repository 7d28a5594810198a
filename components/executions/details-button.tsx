'use client';

import { Info } from 'lucide-react';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { IconButton } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';
import { useDetailsOpen } from './use-details-open.ts';

const ExecutionDetails = later(async () => (await import('./execution-details.tsx')).ExecutionDetails);

/** Opens all about an execution. */
export function DetailsButton({ execution }: { execution: ExecutionSummary }) {
  const { isOpen, setOpen } = useDetailsOpen();
  return (
    <>
      <IconButton label="Details of this execution" className="size-7" onClick={() => setOpen(true)}>
        <Info />
      </IconButton>
      {isOpen && <ExecutionDetails execution={execution} onClose={() => setOpen(false)} />}
    </>
  );
}
