'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { LogFilterInput, LogFindInput } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import type { EventLog } from './event-log.ts';
import { finderOf } from './line-parts.ts';
import { useRecount } from './use-recount.ts';

/** What is looked for by the person: a text or pattern. */
export interface Wanted {
  text: string;
  regex: boolean;
  matchCase: boolean;
}

export type Direction = 'next' | 'previous';

interface FindOptions {
  executionId: string;
  log: EventLog;
  filter: LogFilterInput;
  lastSeq: number;
  wanted: Wanted | null;
  /** The lines in view, from the first to the last. */
  view: () => { first: number; last: number };
}

/** A line that was found, and what it was found by. */
interface Hit {
  seq: number;
  of: LogFindInput;
}

/** Looks for texts and levels among all lines that pass the filter, by the server, and leads to what it finds. */
export function useFind(options: FindOptions) {
  const { wanted, filter } = options;
  const [hit, setHit] = useState<Hit | null>(null);
  const { find, fault, step } = useStep(options, hit?.seq ?? null, setHit);
  const { text, regex, matchCase } = wanted ?? { text: '', regex: false, matchCase: false };
  const finder = useMemo(() => finderOf({ text, regex, matchCase }), [text, regex, matchCase]);
  useFirstHit(wanted, step, () => setHit(null));
  // Under another filter it may not be among the lines.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is what it is forgotten for.
  useEffect(() => setHit(null), [filter]);
  return { hit: hit?.seq ?? null, find, step, finder, ...useCount(options, hit, fault) };
}

/** How many hits there are, where, and the number of the one that is shown. */
function useCount({ executionId, filter, wanted, lastSeq }: FindOptions, hit: Hit | null, stepFault: string | null) {
  const api = useApi();
  const isOfThese = hit !== null && hit.of === wanted;
  const query = useQuery(
    api.executions.findSummary.queryOptions(
      { id: executionId, filter, find: wanted ?? { text: '-' } },
      { enabled: wanted !== null, staleTime: 5_000, placeholderData: keepPreviousData, retry: false },
    ),
  );
  useRecount(query, lastSeq);
  const place = useQuery(
    api.executions.logPosition.queryOptions(
      { id: executionId, filter, find: wanted ?? { text: '-' }, seq: hit?.seq ?? 0 },
      { enabled: isOfThese, staleTime: Infinity, retry: false },
    ),
  );
  if (wanted === null) return { count: undefined, ruler: undefined, index: null, fault: stepFault };
  const { data, error, isPlaceholderData } = query;
  return {
    count: isPlaceholderData ? undefined : data?.count,
    ruler: data?.ruler,
    index: isOfThese ? (place.data?.position ?? null) : null,
    fault: stepFault ?? (error ? faultText(error) : null),
  };
}

/** One step to the nearest hit; at the end of the log it goes on from its beginning. */
function useStep(options: FindOptions, hit: number | null, setHit: (hit: Hit) => void) {
  const client = useApiClient();
  const [fault, setFault] = useState<string | null>(null);
  const current = useRef({ ...options, hit });
  current.current = { ...options, hit };
  const turn = useRef(0);
  const look = useCallback(
    async (find: LogFindInput, direction: Direction): Promise<boolean> => {
      const { executionId: id, filter, log, lastSeq, view, hit: last } = current.current;
      turn.current += 1;
      const mine = turn.current;
      const ask = async (from: number) =>
        (await client.executions.findInLog.query({ id, filter, find, from, direction })).seq;
      try {
        setFault(null);
        const from = startOf(view(), last, direction);
        const found = (await ask(Math.max(0, from))) ?? (await ask(direction === 'next' ? 1 : lastSeq));
        if (mine !== turn.current) return true;
        if (found === null) return false;
        setHit({ seq: found, of: find });
        log.goTo(found);
        return true;
      } catch (error) {
        if (mine === turn.current) setFault(faultText(error));
        return true;
      }
    },
    [client, setHit],
  );
  const step = useCallback(
    (direction: Direction): void => {
      const { wanted } = current.current;
      if (wanted !== null) void look(wanted, direction);
    },
    [look],
  );
  return { find: look, fault, step };
}

/** After the last hit when it is in view, else from what is in view. */
function startOf({ first, last }: { first: number; last: number }, hit: number | null, direction: Direction): number {
  const isInView = hit !== null && hit >= first && hit <= last;
  if (direction === 'next') return isInView ? hit + 1 : first;
  return isInView ? hit - 1 : last;
}

/** When another text is wanted, its first hit from here on is shown. */
function useFirstHit(wanted: Wanted | null, step: (direction: Direction) => void, forget: () => void): void {
  const key = wanted === null ? '' : JSON.stringify(wanted);
  const current = useRef({ step, forget });
  current.current = { step, forget };
  useEffect(() => {
    if (key === '') {
      current.current.forget();
      return;
    }
    current.current.step('next');
  }, [key]);
}
