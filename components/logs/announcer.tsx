'use client';

import { useEffect, useRef, useState } from 'react';
import type { LogSnapshot } from './event-log.ts';
import { levelOf } from './log-filter.ts';

const every = 5_000;

/** Tells screen readers at most every 5 s that lines came, never the lines themselves. */
export function Announcer({ snapshot }: { snapshot: LogSnapshot }) {
  const [said, setSaid] = useState('');
  const current = useRef(snapshot);
  current.current = snapshot;
  useEffect(() => {
    let told = current.current.lastSeq;
    const timer = setInterval(() => {
      const { lastSeq, rows } = current.current;
      if (lastSeq <= told) return;
      const errors = rows.slice(-200).filter((event) => event.seq > told && levelOf(event) === 'error').length;
      setSaid(`${lastSeq - told} new lines${errors > 0 ? `, ${errors} with errors` : ''}`);
      told = lastSeq;
    }, every);
    return () => clearInterval(timer);
  }, []);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
