'use client';

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { DetailsButton } from '../executions/details-button.tsx';
import { StatusChip } from '../executions/status-chip.tsx';
import { NativeSelect } from '../ui/field.tsx';

interface ExecutionPickerProps {
  execution: ExecutionSummary | null;
  executions: ExecutionSummary[];
  /** The one that is shown without a choice. */
  current: string | undefined;
}

/** Which execution the log is of; without a choice it is the one that runs or ran last. */
export function ExecutionPicker({ execution, executions, current }: ExecutionPickerProps) {
  const [, choose] = useQueryStates({ exec: parseAsString, line: parseAsInteger }, { history: 'push' });
  if (!execution) return <span className="text-ink-3 text-sm">No executions</span>;
  return (
    <>
      <NativeSelect
        aria-label="Execution"
        value={execution.id}
        onChange={({ target }) => void choose({ exec: target.value === current ? null : target.value, line: null })}
        className="!h-7 !w-auto min-w-0 max-w-56 text-xs"
      >
        {executions.map((each, at) => (
          <option key={each.id} value={each.id}>
            {each.workflow} · {at === 0 ? 'latest' : new Date(each.createdAt).toLocaleString()}
          </option>
        ))}
        {!executions.some((each) => each.id === execution.id) && (
          <option value={execution.id}>{execution.workflow}</option>
        )}
      </NativeSelect>
      <span className="max-sm:hidden">
        <StatusChip status={execution.status} />
      </span>
      <DetailsButton key={execution.id} execution={execution} />
    </>
  );
}
