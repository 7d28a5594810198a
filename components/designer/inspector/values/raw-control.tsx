'use client';

import { CircleAlert } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import type { Json } from '../../../../core/blueprint/json.ts';
import { TextArea } from '../../../ui/field.tsx';
import { readRaw } from './literal.ts';
import { useTyped } from './use-typed.ts';
import { useCommit } from './use-value-commit.ts';
import { nameOfPath, type ValuePath } from './value-changes.ts';
import { yamlText } from './yaml-text.ts';

interface RawControlProps {
  id: string;
  describedBy: string | undefined;
  path: ValuePath;
  written: Json | undefined;
  /** Something to begin with in place of what is written, to be completed. */
  draft: string | null;
  onEnd: () => void;
}

/** The field of a value that is being written as YAML. */
export function rawNameOf(path: ValuePath): string {
  return `${nameOfPath(path)} as YAML`;
}

/** A value as YAML. Leaving it, or Ctrl+Enter, takes what was typed; Escape goes back to what is written. */
export function RawControl({ id, describedBy, path, written, draft, onEnd }: RawControlProps) {
  const commit = useCommit(path, written);
  const box = useRef<HTMLTextAreaElement>(null);
  const problemId = useId();
  const shown = draft ?? (written === undefined ? '' : yamlText(written));
  const typed = useTyped({
    name: rawNameOf(path),
    shown,
    take: async (text) => {
      const read = await readRaw(text);
      const problem = read.ok ? await commit(read.value) : read.problem;
      if (problem === null) onEnd();
      return problem;
    },
  });
  const isOpened = useRef(draft !== null && typed.text === shown);
  useEffect(() => {
    if (draft === null || !isOpened.current) return;
    // What drew the choice gives the focus back first.
    const timer = setTimeout(() => {
      box.current?.focus();
      box.current?.select();
    });
    return () => clearTimeout(timer);
  }, [draft]);
  const leave = async () => {
    const isUntouched = typed.text === shown;
    await typed.commit();
    if (isUntouched) onEnd();
  };
  const { problem } = typed;
  return (
    <>
      <TextArea
        ref={box}
        id={id}
        aria-describedby={[describedBy, problem !== null && problemId].filter(Boolean).join(' ') || undefined}
        aria-invalid={problem !== null || undefined}
        value={typed.text}
        spellCheck={false}
        rows={Math.min(14, Math.max(2, typed.text.split('\n').length))}
        className="!min-h-8 resize-y font-mono !text-xs"
        onChange={({ target }) => typed.type(target.value)}
        onBlur={() => void leave()}
        onKeyDown={(event) => {
          const isTaken = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
          if (!isTaken && event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          if (isTaken) void leave();
          else {
            typed.revert();
            onEnd();
          }
        }}
      />
      {problem !== null && (
        <p id={problemId} role="alert" className="flex gap-1.5 text-bad text-xs">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {problem}
        </p>
      )}
    </>
  );
}
