'use client';

import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { useNonce } from '../shell/nonce.tsx';
import { createSourceState, showLine } from './source-editor.ts';

interface SourceViewProps {
  path: string;
  text: string;
  diagnostics: readonly Diagnostic[];
  /** Brought into view and highlighted. */
  line: number | null;
}

/** A file with line numbers, colours and its problems; it cannot be changed here. Fills its parent. */
export function SourceView({ path, text, diagnostics, line }: SourceViewProps) {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const nonce = useNonce();
  useEffect(() => {
    if (!parent.current) return;
    const editor = new EditorView({
      state: createSourceState({ path, text, diagnostics, nonce }),
      parent: parent.current,
    });
    view.current = editor;
    return () => editor.destroy();
  }, [path, text, diagnostics, nonce]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text needs the line shown again.
  useEffect(() => {
    if (view.current && line !== null) showLine(view.current, line);
  }, [line, text]);
  return <div ref={parent} data-testid="source" className="h-full overflow-hidden [&_.cm-editor]:h-full" />;
}
