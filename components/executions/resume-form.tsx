'use client';

import { useId, useState } from 'react';
import type { ExecutionDetail } from '../../server/api/contract.ts';
import { AnsiText } from '../logs/ansi-text.tsx';
import { Button } from '../ui/button.tsx';
import { useResume } from './use-resume.ts';

/** The failed operations, each to be tried again or to count as done, and the buttons that go on. */
export function ResumeForm({ execution, onResumed }: { execution: ExecutionDetail; onResumed: () => void }) {
  const id = useId();
  const [done, setDone] = useState<readonly string[]>([]);
  const { resume, isBusy } = useResume(execution.id, onResumed);
  const { failedOperations, actions } = execution;
  function mark(task: string, on: boolean): void {
    setDone((before) => (on ? [...before, task] : before.filter((each) => each !== task)));
  }
  return (
    <section aria-labelledby={`${id}-title`} className="rounded-lg border border-line">
      <h3 id={`${id}-title`} className="border-line border-b px-3 py-2 font-medium text-sm">
        Go on from where it ended
      </h3>
      <div className="flex flex-col gap-3 p-3">
        {failedOperations.length > 0 && (
          <ul className="flex flex-col gap-2">
            {failedOperations.map(({ task, instance, operation, error }) => (
              <li key={task} className="flex items-start gap-2.5">
                <input
                  type="checkbox"
                  id={`${id}-${task}`}
                  checked={done.includes(task)}
                  onChange={({ target }) => mark(task, target.checked)}
                  className="mt-0.5 size-4 accent-accent-fill"
                />
                <label htmlFor={`${id}-${task}`} className="min-w-0 text-sm">
                  Count <span className="font-medium">{operation}</span> on <code className="text-xs">{instance}</code>{' '}
                  as done
                  <span className="block font-mono text-ink-3 text-xs [overflow-wrap:anywhere]">
                    <AnsiText text={error} />
                  </span>
                </label>
              </li>
            ))}
          </ul>
        )}
        <p className="text-ink-2 text-sm">
          What ended well is not repeated. What failed is tried again unless it counts as done.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" disabled={isBusy} onClick={() => resume({ done: [...done] })}>
            {done.length === 0 ? 'Resume' : `Mark ${done.length} as done and resume`}
          </Button>
          {actions.includes('force-resume') && (
            <Button
              disabled={isBusy}
              title="Operations that may still run on their host are begun anew"
              onClick={() => resume({ done: [...done], force: true })}
            >
              Force resume
            </Button>
          )}
        </div>
        {actions.includes('force-resume') && (
          <p className="text-ink-3 text-xs">
            Force resume: operations that may still run on their host are begun anew.
          </p>
        )}
      </div>
    </section>
  );
}
