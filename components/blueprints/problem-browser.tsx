'use client';

import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { Button } from '../ui/button.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import { LazySource } from './lazy-source.tsx';
import { ProblemList } from './problem-list.tsx';

interface ProblemBrowserProps {
  diagnostics: readonly Diagnostic[];
  sources: Record<string, string>;
  onBack: () => void;
}

/** The problems of a refused blueprint, and its source with the chosen one in view. */
export function ProblemBrowser({ diagnostics, sources, onBack }: ProblemBrowserProps) {
  const [shown, setShown] = useState(diagnostics[0]);
  const file = shown?.range.file ?? '';
  const text = sources[file];
  return (
    <div className="flex flex-col gap-3">
      <div className="max-h-[38dvh] overflow-y-auto">
        <ProblemList diagnostics={diagnostics} textOf={(name) => sources[name]} onOpen={setShown} />
      </div>
      {shown && text !== undefined && (
        <div className="overflow-hidden rounded-lg border border-line">
          <p className="border-line border-b bg-sunken px-3 py-1.5 font-mono text-ink-2 text-xs">{file}</p>
          <div className="h-64">
            <LazySource path={file} text={text} diagnostics={diagnostics} line={shown.range.start.line} />
          </div>
        </div>
      )}
      <DialogActions>
        <Button onClick={onBack}>
          <ArrowLeft aria-hidden /> Choose another file
        </Button>
      </DialogActions>
    </div>
  );
}
