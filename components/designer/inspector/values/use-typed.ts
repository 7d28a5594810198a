'use client';

import { useState } from 'react';
import { useDesigner, useDesignerDocument } from '../../document/use-designer.ts';

/** What is being typed into one field. */
export interface Typed {
  text: string;
  /** Why what was typed is not taken; it stays in the field. */
  problem: string | null;
  type: (text: string) => void;
  /** Takes what was typed, or `text`. */
  commit: (text?: string) => Promise<void>;
  /** Back to what is written. */
  revert: () => void;
}

/**
 * A field that shows what is written until somebody types. What was taken stays in view until the analysis has seen it.
 * `take` carries it out and tells why it cannot be.
 */
export function useTyped(shown: string, take: (text: string) => Promise<string | null>): Typed {
  const document = useDesignerDocument();
  const seen = useDesigner(({ analysis }) => analysis.revision);
  const [typed, setTyped] = useState<{ text: string; until: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isTyped = typed !== null && seen < typed.until;
  return {
    text: isTyped ? typed.text : shown,
    problem: isTyped ? problem : null,
    type: (text) => {
      setTyped({ text, until: Number.POSITIVE_INFINITY });
      setProblem(null);
    },
    commit: async (text = isTyped && typed.until === Number.POSITIVE_INFINITY ? typed.text : shown) => {
      if (text === shown) return setTyped(null);
      const refused = await take(text);
      setProblem(refused);
      const until = refused === null ? document.getState().revision : Number.POSITIVE_INFINITY;
      setTyped({ text, until });
    },
    revert: () => setTyped(null),
  };
}
