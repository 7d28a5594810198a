'use client';

import { EditorView } from '@codemirror/view';
import { useEffect, useRef, useState } from 'react';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { useNonce } from '../shell/nonce.tsx';
import { createSourceState, showLine } from './source-editor.ts';

interface SourceViewProps {
  path: string;
  text: string;
  /** Those of other files are not shown. The editor is another one when they are another list. */
  diagnostics: readonly Diagnostic[];
  /** Brought into view and highlighted. */
  line: number | null;
}

/** A file with line numbers, colours and its problems; it cannot be changed here. Fills its parent. */
export function SourceView({ path, text, diagnostics, line }: SourceViewProps) {
  const parent = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<EditorView | null>(null);
  const nonce = useNonce();
  useEffect(() => {
    if (!parent.current) return;
    const made = new EditorView({
      state: createSourceState({ path, text, diagnostics, nonce }),
      parent: parent.current,
    });
    setEditor(made);
    return () => made.destroy();
  }, [path, text, diagnostics, nonce]);
  useEffect(() => {
    if (editor && line !== null) showLine(editor, line);
  }, [editor, line]);
  return <div ref={parent} data-testid="source" className="h-full overflow-hidden [&_.cm-editor]:h-full" />;
}
