'use client';

import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { EventView, LogFilterInput } from '../../server/api/contract.ts';
import { useApiClient } from '../api/api.ts';
import { whileShown } from '../api/while-shown.ts';
import { createApiEventSource } from './api-event-source.ts';
import { EventLog, type LogSnapshot } from './event-log.ts';
import { oncePerFrame } from './once-per-frame.ts';

interface EventLogOptions {
  executionId: string;
  /** It has not ended; one that had may go on when it is resumed. */
  isActive: boolean;
  /** Its last line, as far as it is known. */
  lastSeq: number;
  filter: LogFilterInput;
  /** The line to stay near to, at first and when the filter changes; null for the end. */
  place: () => number | null;
  onEvents?: ((events: readonly EventView[]) => void) | undefined;
}

/** An execution's log, live. Draws at most once per animation frame, however fast lines come. */
export function useEventLog(options: EventLogOptions): { log: EventLog; snapshot: LogSnapshot } {
  const client = useApiClient();
  const { executionId, isActive, lastSeq, onEvents, filter } = options;
  const log = useMemo(
    () => new EventLog(createApiEventSource(client, executionId), onEvents),
    [client, executionId, onEvents],
  );
  const current = useRef(options);
  current.current = options;
  useEffect(() => {
    void log.open(current.current.filter, current.current.place());
    const end = whileShown(() => {
      log.resume();
      return () => log.pause();
    });
    return () => {
      end();
      log.close();
    };
  }, [log]);
  useEffect(() => {
    if (isActive) log.goOn();
  }, [log, isActive]);
  useEffect(() => log.setFilter(filter, current.current.place()), [log, filter]);
  const subscribe = useMemo(
    () => (redraw: () => void) => {
      const soon = oncePerFrame(redraw);
      const stop = log.subscribe(soon.request);
      return () => {
        stop();
        soon.cancel();
      };
    },
    [log],
  );
  const snapshot = useSyncExternalStore(subscribe, log.getSnapshot, log.getSnapshot);
  const hasEnded = snapshot.ended !== null;
  useEffect(() => {
    if (hasEnded) log.goOnTo(lastSeq);
  }, [log, hasEnded, lastSeq]);
  return { log, snapshot };
}
