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
        className="!h-7 min-w-0 flex-1 text-xs sm:!w-auto sm:max-w-56 sm:flex-none"
      >
        {executions.map((each, at) => (
          <option key={each.id} value={each.id}>
            {each.workflow}
            {each.dryRun && ' (dry run)'} · {at === 0 ? 'latest' : new Date(each.createdAt).toLocaleString()}
          </option>
        ))}
        {!executions.some((each) => each.id === execution.id) && (
          <option value={execution.id}>{execution.workflow}</option>
        )}
      </NativeSelect>
      <StatusChip status={execution.status} />
      <DetailsButton key={execution.id} execution={execution} />
    </>
  );
}
