'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { LogFilterInput, LogSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import type { EventLog } from './event-log.ts';
import { useRecount } from './use-recount.ts';

export interface LogFigures extends LogSummary {
  /** Errors in each part of the log; see LogFindSummary. */
  errors: readonly number[] | undefined;
}

interface SummaryOptions {
  executionId: string;
  log: EventLog;
  filter: LogFilterInput;
  lastSeq: number;
}

/** The figures of the whole log, counted by the server and counted again while lines come. */
export function useLogSummary({ executionId, log, filter, lastSeq }: SummaryOptions): LogFigures | undefined {
  const api = useApi();
  const query = useQuery(
    api.executions.logSummary.queryOptions(
      { id: executionId, filter },
      { staleTime: Infinity, placeholderData: keepPreviousData, retry: false },
    ),
  );
  const { data, isPlaceholderData } = query;
  useRecount(query, lastSeq);
  useEffect(() => {
    if (data !== undefined && !isPlaceholderData) log.know(data.lastSeq, filter, data.matching);
  }, [log, data, isPlaceholderData, filter]);
  const errors = useErrorRuler(executionId, data);
  return data && { ...data, errors };
}

/** In which parts of the log the errors are. */
function useErrorRuler(id: string, summary: LogSummary | undefined): readonly number[] | undefined {
  const api = useApi();
  const errorCount = summary === undefined ? 0 : summary.levels.error + summary.levels.critical;
  const { data, refetch } = useQuery(
    api.executions.findSummary.queryOptions(
      { id, find: { level: 'error', andUp: true } },
      { enabled: errorCount > 0, staleTime: Infinity, retry: false },
    ),
  );
  const isBehind = data !== undefined && data.count !== errorCount;
  useEffect(() => {
    if (isBehind) void refetch();
  }, [isBehind, refetch]);
  return errorCount > 0 ? data?.ruler : undefined;
}
