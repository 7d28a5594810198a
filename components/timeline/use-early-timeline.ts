'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { useEffect } from 'react';
import { useApi } from '../api/api.ts';
import { timelineOptions } from './timeline-options.ts';
import { useExecutionLook } from './use-execution-look.ts';

/**
 * Asks for the timeline that the URL names, and for what draws it, as soon as the page begins: otherwise both wait until
 * the deployment and its executions have come.
 */
export function useEarlyTimeline(): void {
  const api = useApi();
  const [look] = useExecutionLook();
  const [id] = useQueryState('exec', parseAsString);
  const isWanted = look !== 'log' && id !== null;
  useEffect(() => {
    if (isWanted) void import('./timeline-pane.tsx');
  }, [isWanted]);
  useQuery({ ...timelineOptions(api, id ?? ''), enabled: isWanted, notifyOnChangeProps: [] });
}
