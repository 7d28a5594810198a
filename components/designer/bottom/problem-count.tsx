'use client';

import { useEffect, useRef, useState } from 'react';
import { count } from '../../ui/count.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { useDesigner } from '../document/use-designer.ts';

/** Tells screen readers how many problems there are when their number has changed. */
export function ProblemCount() {
  const number = useSettled(useDesigner(({ analysis }) => (analysis.revision === 0 ? null : analysis.problems.length)));
  const before = useRef<number | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (number === null) return;
    if (before.current !== null && before.current !== number) {
      setSaid(number === 0 ? 'No problems' : count(number, 'problem'));
    }
    before.current = number;
  }, [number]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
