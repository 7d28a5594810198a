'use client';

import { useEffect, useRef, useState } from 'react';
import { sayRefused } from '../../../ui/toasts.tsx';
import { useDesigner, useDesignerDocument } from '../../document/use-designer.ts';
import { useFieldPlace } from './form-place.tsx';
import { keptTyping } from './kept-typing.ts';

/** What is being typed into one field. */
export interface Typed {
  text: string;
  /** Whether that is something else than what is written. */
  isTyped: boolean;
  /** Why what was typed is not taken; it stays in the field. */
  problem: string | null;
  type: (text: string) => void;
  /** Takes what was typed, or `text`. */
  commit: (text?: string) => Promise<void>;
  /** Back to what is written. */
  revert: () => void;
}

interface TypedOptions {
  /** Of the field, within its form. */
  name: string;
  /** What is written. */
  shown: string;
  /** Carries it out and tells why it cannot be. */
  take: (text: string) => Promise<string | null>;
}

const untilWritten = Number.POSITIVE_INFINITY;

/**
 * A field that shows what is written until somebody types. What was taken stays in view until the analysis has seen it;
 * what is not taken, or refused, is there again whenever the field is.
 */
export function useTyped({ name, shown, take }: TypedOptions): Typed {
  const document = useDesignerDocument();
  const place = useFieldPlace(name);
  const kept = keptTyping(document);
  const [typed, setTyped] = useState<{ text: string; until: number } | null>(() => {
    const found = kept.get(place);
    return found === undefined ? null : { text: found.text, until: untilWritten };
  });
  const [problem, setProblem] = useState(() => kept.get(place)?.problem ?? null);
  const tellLeft = useTellLeft(name);
  const isOpen = useDesigner(({ analysis }) => typed !== null && analysis.revision < typed.until);
  // A question that the refusal asked may have been answered since: then it is written after all.
  const isTyped = typed !== null && isOpen && !(problem !== null && typed.text === shown);
  const end = (): void => {
    kept.delete(place);
    tellLeft(null);
    setTyped(null);
  };
  return {
    text: isTyped ? typed.text : shown,
    isTyped: isTyped && typed.text !== shown,
    problem: isTyped ? problem : null,
    type: (text) => {
      kept.set(place, { text, problem: null });
      setTyped({ text, until: untilWritten });
      setProblem(null);
      tellLeft(null);
    },
    commit: async (text = isTyped && typed.until === untilWritten ? typed.text : shown) => {
      if (text === shown) return end();
      const refused = await take(text);
      setProblem(refused);
      setTyped({ text, until: refused === null ? document.getState().revision : untilWritten });
      if (refused === null) kept.delete(place);
      else kept.set(place, { text, problem: refused });
      tellLeft(refused);
    },
    revert: end,
  };
}

/** Takes the refusal of the field at hand, null when there is none; who leaves it so is told that it is kept. */
function useTellLeft(name: string): (refused: string | null) => void {
  const field = useRef({ isThere: false, refused: null as string | null, tell: () => {} });
  field.current.tell = () => {
    const { refused } = field.current;
    if (refused !== null) sayRefused(`${name} was not changed`, `${refused} It is kept in its field.`);
  };
  useEffect(() => {
    const { current } = field;
    current.isThere = true;
    return () => {
      current.isThere = false;
      current.tell();
    };
  }, []);
  return (refused) => {
    field.current.refused = refused;
    if (!field.current.isThere) field.current.tell();
  };
}
