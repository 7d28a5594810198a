'use client';

import { SquarePen } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { DesignNode } from '../../../core/design/design.ts';
import type { SourceRange } from '../../../core/diagnostics/diagnostic.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { useEditText } from './use-edit-text.ts';

/** The text of one node template. */
export function YamlTab({ node }: { node: DesignNode }) {
  const document = useDesignerDocument();
  const revision = useDesigner(({ analysis }) => analysis.revision);
  const [found, setFound] = useState<{ revision: number; range: SourceRange | null } | null>(null);
  useEffect(() => {
    let isWanted = true;
    void document.analyst.find({ kind: 'node', node: node.id }).then((range) => {
      if (isWanted) setFound({ revision, range });
    });
    return () => {
      isWanted = false;
    };
  }, [document, node.id, revision]);
  const files = useDesigner((state) => state.files);
  const edit = useEditText(node.id);
  if (found === null) return null;
  const { range } = found;
  const text = range === null ? null : (files.get(range.file)?.text ?? null);
  if (range === null || text === null) {
    return <p className="text-ink-2 text-sm">Its text is in an import, which the designer does not change.</p>;
  }
  const slice = text.slice(range.start.offset, range.end.offset);
  return (
    <>
      <div className="flex items-center justify-between gap-2">
        <p className="min-w-0 truncate text-ink-3 text-xs">
          {range.file}, line {range.start.line}
        </p>
        <span className="flex shrink-0 gap-1">
          <Button size="sm" onClick={() => void edit()}>
            <SquarePen /> Edit in the source
          </Button>
          <CopyButton text={slice} label="Copy the text" />
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard. */}
      <pre tabIndex={0} className="overflow-x-auto rounded-md bg-sunken p-2.5 font-mono text-xs leading-5">
        {' '.repeat(Math.max(0, range.start.column - 1)) + slice}
      </pre>
    </>
  );
}
