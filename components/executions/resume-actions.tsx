'use client';

import { RotateCw } from 'lucide-react';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { useExecution } from './use-execution.ts';
import { useResume } from './use-resume.ts';

/** Buttons that go on with an ended execution, when the server says that this is possible. */
export function ResumeActions({ execution, onDetails }: { execution: ExecutionSummary; onDetails: () => void }) {
  const canOperate = useCanOperate();
  const { data } = useExecution(execution);
  const { resume, isBusy } = useResume(execution.id);
  if (!canOperate || !data?.actions.includes('resume')) return null;
  const { failedOperations } = data;
  return (
    <>
      <Button
        size="sm"
        variant="primary"
        disabled={isBusy}
        title="Goes on from the failed operation; what ended well is not repeated"
        onClick={() => resume({})}
      >
        <RotateCw aria-hidden /> Resume
      </Button>
      {failedOperations.length === 1 && (
        <Button
          size="sm"
          disabled={isBusy}
          title="Goes on as if the failed operation had succeeded"
          onClick={() => resume({ done: failedOperations.map(({ task }) => task) })}
        >
          Mark as done and resume
        </Button>
      )}
      {failedOperations.length > 1 && (
        <Button size="sm" disabled={isBusy} onClick={onDetails}>
          Choose among {failedOperations.length} failures…
        </Button>
      )}
    </>
  );
}
