import { useEffect, useRef } from 'react';

/** Milliseconds between two counts while lines come, at least; a count that takes long is asked for less often. */
const countEvery = 1_000;
const restFactor = 10;

/** What is counted of a log, with the last line that it takes in. */
interface Count {
  data: { lastSeq: number } | undefined;
  isPlaceholderData: boolean;
  isFetching: boolean;
  refetch: () => Promise<unknown>;
}

/** Counts again when the log has more lines than were counted. */
export function useRecount({ data, isPlaceholderData, isFetching, refetch }: Count, lastSeq: number): void {
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
}
