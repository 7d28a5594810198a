'use client';

import { useEffect, useRef, useState } from 'react';
import { useApiClient } from '../api/api.ts';
import { oncePerFrame } from '../logs/once-per-frame.ts';

/** Which lines are read; null: none. */
export interface PodLogChoice {
  id: string;
  row: string;
  container: string;
  previous: boolean;
}

/** A line with its number since reading began. */
export interface PodLogLine {
  number: number;
  text: string;
}

export interface PodLogState {
  lines: readonly PodLogLine[];
  /** `ended`: there will be no more; `broken`: with the reason in `problem`. */
  status: 'connecting' | 'live' | 'ended' | 'broken';
  problem: string | null;
}

/** Older ones are let go of; the download has them. */
const mostLines = 5_000;
const nothing: PodLogState = { lines: [], status: 'connecting', problem: null };

/** The lines of a container, as they come. `attempt` is other when it shall be read anew. */
export function usePodLog({ id, row, container, previous }: PodLogChoice, attempt: number): PodLogState {
  const client = useApiClient();
  const [state, setState] = useState(nothing);
  const waiting = useRef<string[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another reading.
  useEffect(() => {
    let count = 0;
    waiting.current = [];
    setState(nothing);
    const frame = oncePerFrame(() => {
      const more = waiting.current.map((text) => ({ number: ++count, text }));
      waiting.current = [];
      setState((before) => ({ ...before, status: 'live', lines: [...before.lines, ...more].slice(-mostLines) }));
    });
    const end = (status: 'ended' | 'broken', problem: string | null) =>
      setState((before) => ({ ...before, status, problem }));
    const stream = client.kubernetes.logs.subscribe(
      { id, row, container, previous },
      {
        onData: ({ lines }) => {
          waiting.current.push(...lines);
          frame.request();
        },
        onError: (fault) => end('broken', fault.message),
        onComplete: () => end('ended', null),
      },
    );
    return () => {
      stream.unsubscribe();
      frame.cancel();
    };
  }, [client, id, row, container, previous, attempt]);
  return state;
}
