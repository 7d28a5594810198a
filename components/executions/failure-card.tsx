'use client';

import { useQuery } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import type { OperationError } from '../../core/engine/protocol.ts';
import type { EventView, ExecutionSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { AnsiText } from '../logs/ansi-text.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/states.tsx';
import { ResumeActions } from './resume-actions.tsx';
import { useDetailsOpen } from './use-details-open.ts';
import { useExecution } from './use-execution.ts';
import { useFailureCause } from './use-failure-cause.ts';

/** On top of a failed execution: which operation failed and why, its last lines, the way on and the way to them. */
export function FailureCard({ execution }: { execution: ExecutionSummary }) {
  const pathname = usePathname();
  const { setOpen } = useDetailsOpen();
  const failed = execution.status === 'failed';
  const cause = useFailureCause(execution);
  if (!failed) return null;
  return (
    // Whatever there is to say, the log below keeps its place.
    <div className="border-line border-b bg-panel p-3 lg:max-h-[45%] lg:shrink-0 lg:overflow-y-auto">
      <Notice
        tone="bad"
        role="alert"
        title={
          cause
            ? `${cause.operation ?? 'An operation'} failed on ${cause.instance ?? 'the deployment'}`
            : `${execution.workflow} failed`
        }
        action={
          <>
            <ResumeActions execution={execution} onDetails={() => setOpen(true)} />
            {cause && <CauseLinks cause={cause} pathname={pathname} execution={execution} />}
          </>
        }
      >
        <Causes error={cause?.error ?? null} text={execution.error} />
        {cause && <LastLines executionId={execution.id} cause={cause} />}
      </Notice>
    </div>
  );
}

/** On top of a cancelled execution that can go on. */
export function CancelledCard({ execution }: { execution: ExecutionSummary }) {
  const { setOpen } = useDetailsOpen();
  const cancelled = execution.status === 'cancelled';
  const { data } = useExecution(execution, cancelled);
  if (!cancelled || !data?.actions.includes('resume')) return null;
  return (
    <div className="border-line border-b bg-panel p-3">
      <Notice
        tone="warn"
        title={`${execution.workflow} was cancelled`}
        action={<ResumeActions execution={execution} onDetails={() => setOpen(true)} />}
      >
        {execution.startedAt === null
          ? 'It had not begun. Resumed, it begins.'
          : 'Resumed, it goes on from where it was; what ended well is not repeated.'}
      </Notice>
    </div>
  );
}

function Causes({ error, text }: { error: OperationError | null; text: string | null }) {
  if (error === null)
    return (
      <p className="max-h-32 overflow-y-auto whitespace-pre-wrap font-mono text-xs">
        <AnsiText text={text ?? ''} />
      </p>
    );
  return (
    <div className="max-h-32 overflow-y-auto whitespace-pre-wrap font-mono text-xs leading-5">
      <AnsiText text={error.message} />
      <CauseChain causes={error.causes} />
    </div>
  );
}

/** What led to it, from the nearest to the first cause. */
function CauseChain({ causes }: { causes: OperationError[] | undefined }) {
  if (causes === undefined || causes.length === 0) return null;
  return (
    <ul>
      {causes.map((cause) => (
        <li key={`${cause.type} ${cause.message}`} className="text-ink-2">
          caused by {cause.type}: <AnsiText text={cause.message} />
          <CauseChain causes={cause.causes} />
        </li>
      ))}
    </ul>
  );
}

const lastLines = 20;

/** What the failed operation said last, so that its reason is often seen without a further step. */
function LastLines({ executionId, cause }: { executionId: string; cause: EventView }) {
  const api = useApi();
  const { instance, operation, task } = cause;
  const filter = {
    types: ['log' as const],
    ...(task !== null ? { task } : { ...(instance && { instance }), ...(operation && { operation }) }),
  };
  const { data } = useQuery(
    api.executions.events.queryOptions(
      { id: executionId, before: cause.seq, limit: lastLines, filter },
      { staleTime: Infinity },
    ),
  );
  if (!data || data.events.length === 0) return null;
  const { events } = data;
  return (
    <details className="mt-1.5">
      <summary className="min-h-6 text-ink-2 text-xs leading-6">
        {events.length === 1 ? 'The last line' : `The last ${events.length} lines`} of the operation
      </summary>
      {/* The end is what matters: a reversed column begins there. */}
      <div className="flex max-h-40 flex-col-reverse overflow-auto rounded border border-line bg-panel px-2 py-1 font-mono text-xs leading-5">
        <div>
          {events.map((event) => (
            <div key={event.seq} className="whitespace-pre">
              <AnsiText text={event.text} />
            </div>
          ))}
        </div>
      </div>
    </details>
  );
}

function CauseLinks(props: { cause: EventView; pathname: string; execution: ExecutionSummary }) {
  const { cause, pathname, execution } = props;
  const here = new URLSearchParams({ exec: execution.id, line: String(cause.seq) });
  const only = new URLSearchParams({
    exec: execution.id,
    ...(cause.node && { node: cause.node }),
    ...(cause.instance && { inst: cause.instance }),
  });
  return (
    <>
      <ButtonLink size="sm" href={`${pathname}?${here}`}>
        Go to the line
      </ButtonLink>
      {cause.instance && (
        <ButtonLink size="sm" href={`${pathname}?${only}`}>
          Show {cause.instance}
        </ButtonLink>
      )}
      {isAboutHostKey(cause.error) && (
        <ButtonLink size="sm" variant="primary" href="/hosts?tab=keys">
          Check the host key
        </ButtonLink>
      )}
    </>
  );
}

/** The operation could not reach a host because nobody has accepted its key, or because the key is another one. */
function isAboutHostKey(error: OperationError | null): boolean {
  return (
    error !== null &&
    /host key|fingerprint/i.test(`${error.message} ${error.causes?.map((cause) => cause.message).join(' ')}`)
  );
}
