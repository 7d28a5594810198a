'use client';

import { useQuery } from '@tanstack/react-query';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { useNow } from '../ui/time.tsx';
import { forecastText } from './forecast-text.ts';

const askEvery = 4_000;

/** Of a running execution: how many of its operations are done, and how long the rest will take when that is known. */
export function RunForecast({ execution }: { execution: ExecutionSummary }) {
  const api = useApi();
  const isRunning = execution.status === 'started';
  const { data, dataUpdatedAt } = useQuery(
    api.executions.forecast.queryOptions({ id: execution.id }, { enabled: isRunning, refetchInterval: askEvery }),
  );
  const now = useNow(1_000, isRunning);
  const text = isRunning && data ? forecastText(data, now - dataUpdatedAt) : null;
  const { finishedOperations: done, totalOperations: all } = execution;
  if (all === 0) return null;
  return (
    <>
      <span className="tabular">
        {done}/{all} operations
      </span>
      {text !== null && <span className="tabular">{text}</span>}
    </>
  );
}
