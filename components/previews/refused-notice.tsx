'use client';

import { RotateCw } from 'lucide-react';
import type { FieldProblem } from '../inputs/use-fields.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/states.tsx';

interface RefusedNoticeProps {
  problems: readonly FieldProblem[];
  /** What was approved holds no more when the deployment has changed since: asks for it anew. */
  onRenew: () => void;
  /** Starts it when what is in its way has ended. */
  onWait?: (() => void) | undefined;
  /** Starts it in spite of what is in its way. */
  onForce?: (() => void) | undefined;
}

/** Why an approved run did not start, and what can be done. */
export function RefusedNotice({ problems, onRenew, onWait, onForce }: RefusedNoticeProps) {
  if (problems.length === 0) return null;
  return (
    <Notice
      tone="bad"
      role="alert"
      title="It was not started"
      action={
        <>
          {onWait && (
            <Button size="sm" variant="primary" onClick={onWait}>
              Wait in the queue
            </Button>
          )}
          {onForce && (
            <Button size="sm" variant="danger" onClick={onForce}>
              Run it nevertheless
            </Button>
          )}
          <Button size="sm" onClick={onRenew}>
            <RotateCw aria-hidden /> Preview again
          </Button>
        </>
      }
    >
      {problems.map(({ field, message }) => (
        <p key={`${field} ${message}`}>{field === null ? message : `${field}: ${message}`}</p>
      ))}
    </Notice>
  );
}
