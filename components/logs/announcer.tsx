'use client';

import { useEffect, useRef, useState } from 'react';
import { count } from '../ui/count.ts';
import type { LogSnapshot } from './event-log.ts';
import { levelOf } from './log-filter.ts';

const every = 5_000;

/** Tells screen readers at most every 5 s that lines came, never the lines themselves. */
export function Announcer({ snapshot }: { snapshot: LogSnapshot }) {
  const [said, setSaid] = useState('');
  const current = useRef(snapshot);
  current.current = snapshot;
  const isRead = snapshot.lastSeq > 0;
  useEffect(() => {
    if (!isRead) return;
    let told = current.current.lastSeq;
    const timer = setInterval(() => {
      const { lastSeq, rows } = current.current;
      if (lastSeq <= told) return;
      const errors = rows.filter((event) => event.seq > told && levelOf(event) === 'error').length;
      setSaid(`${count(lastSeq - told, 'new line')}${errors > 0 ? `, ${count(errors, 'error')}` : ''}`);
      told = lastSeq;
    }, every);
    return () => clearInterval(timer);
  }, [isRead]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
