'use client';

import { useEffect, useState } from 'react';

const calmMs = 350;

/** The value once it has not changed for a moment: what is asked of the server while a person types. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), calmMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
