'use client';

import { useDesignerDocument } from '../document/use-designer.ts';
import { useOpenFiles } from '../source/open-files.ts';

/** Leads into the text of a node template, with the cursor at its beginning. */
export function useEditText(node: string): () => Promise<void> {
  const document = useDesignerDocument();
  const { show } = useOpenFiles();
  return async () => {
    const range = await document.analyst.find({ kind: 'node', node });
    if (range !== null) show({ file: range.file, from: range.start.offset, to: range.end.offset });
  };
}
