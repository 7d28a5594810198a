'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { LogFilterInput, LogSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import type { EventLog } from './event-log.ts';

/** Milliseconds between two counts while lines come, at least; a count that takes long is asked for less often. */
const countEvery = 1_000;
const restFactor = 10;

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
  const { data, isPlaceholderData, isFetching, refetch } = query;
  const began = useRef(0);
  const took = useRef(0);
  useEffect(() => {
    if (isFetching) began.current = Date.now();
    else took.current = Date.now() - began.current;
  }, [isFetching]);
  const isBehind = data !== undefined && !isPlaceholderData && data.lastSeq < lastSeq;
  useEffect(() => {
    if (!isBehind || isFetching) return;
    const timer = setTimeout(() => void refetch(), Math.max(countEvery, took.current * restFactor));
    return () => clearTimeout(timer);
  }, [isBehind, isFetching, refetch]);
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
