'use client';

import { useEffect, useState } from 'react';
import { useDesigner, useDesignerDocument } from '../../document/use-designer.ts';
import { moveSlice, type Slice, sliceOf } from './slice.ts';

/** The text of a node template as it is now; null when it is in an import, undefined until that is known. */
export function useNodeSlice(node: string): Slice | null | undefined {
  const document = useDesignerDocument();
  const analysed = useDesigner(({ analysis }) => analysis.revision);
  const [slice, setSlice] = useState<Slice | null>();
  useEffect(
    () =>
      document.onEdit((path, edits) => {
        const text = document.getState().files.get(path)?.text ?? '';
        setSlice((known) => (known?.file === path ? moveSlice(known, edits, text) : known));
      }),
    [document],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each analysis it is looked for anew.
  useEffect(() => {
    let isWanted = true;
    const asked = document.getState().revision;
    void document.analyst.find({ kind: 'node', node }).then((range) => {
      const { revision, analysis } = document.getState();
      // What was edited meanwhile is followed by edits, and so is what cannot be read.
      if (!isWanted || revision !== asked) return;
      const text = range === null ? null : (document.getState().files.get(range.file)?.text ?? null);
      const found =
        range === null || text === null
          ? null
          : sliceOf(range.file, text, { from: range.start.offset, to: range.end.offset });
      setSlice((known) => (analysis.isStale && known ? known : found));
    });
    return () => {
      isWanted = false;
    };
  }, [document, node, analysed]);
  return slice;
}
