import { ScrollText } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ExecutionSummary, LogFilterInput } from '../../server/api/contract.ts';
import { isActive } from '../executions/execution-status.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/count.ts';
import { Empty, Fault, Skeleton } from '../ui/states.tsx';
import type { LogSnapshot } from './event-log.ts';
import { countFilters, isEmptyFilter } from './log-filter.ts';

interface LogBodyProps {
  snapshot: LogSnapshot;
  filter: LogFilterInput;
  execution: ExecutionSummary;
  onClear: () => void;
  children: ReactNode;
}

/** The lines, or what there is to say when there are none. */
export function LogBody({ snapshot, filter, execution, onClear, children }: LogBodyProps) {
  const isFiltered = !isEmptyFilter(filter);
  if (snapshot.isFresh && snapshot.fault !== null) {
    return (
      <Centre>
        <Fault fault={snapshot.fault} />
        {isFiltered && <Button onClick={onClear}>Clear the filters</Button>}
      </Centre>
    );
  }
  if (snapshot.total > 0) return children;
  if (snapshot.isFresh) return <LogSkeleton />;
  if (isFiltered && snapshot.lastSeq > 0) {
    return (
      <Centre>
        <Empty
          icon={<ScrollText />}
          title={`No line passes ${count(countFilters(filter), 'filter')}`}
          action={<Button onClick={onClear}>Clear the filters</Button>}
        >
          {snapshot.lastSeq.toLocaleString('en')} lines are hidden.
        </Empty>
      </Centre>
    );
  }
  return <NothingYet execution={execution} />;
}

function NothingYet({ execution }: { execution: ExecutionSummary }) {
  return (
    <Centre>
      <Empty
        icon={<ScrollText />}
        title={isActive(execution.status) ? 'Waiting for the first line' : 'Nothing was logged'}
      >
        {isActive(execution.status) &&
          (execution.startedAt === null
            ? 'It begins when nothing is in its way: an execution that runs, or too many at once.'
            : 'The worker takes the execution up within a few seconds.')}
      </Empty>
    </Centre>
  );
}

function Centre({ children }: { children: ReactNode }) {
  return <div className="flex min-h-0 flex-1 flex-col items-center justify-center overflow-y-auto">{children}</div>;
}

function LogSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the log"
      className="flex min-h-0 flex-1 flex-col gap-2.5 overflow-hidden p-4"
    >
      {['w-3/5', 'w-2/5', 'w-1/2', 'w-2/3', 'w-1/3'].map((width) => (
        <Skeleton key={width} className={`h-2.5 ${width}`} />
      ))}
    </div>
  );
}
