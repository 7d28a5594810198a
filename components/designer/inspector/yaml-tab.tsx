'use client';

import { SquarePen } from 'lucide-react';
import type { DesignNode } from '../../../core/design/design.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { later } from '../../ui/later.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { useNodeSlice } from './slice/use-node-slice.ts';
import { useEditText } from './use-edit-text.ts';

const SliceEditor = later(
  async () => (await import('./slice/slice-editor.tsx')).SliceEditor,
  <Skeleton className="h-40" />,
);

/** The text of one node template, to be read and changed. */
export function YamlTab({ node }: { node: DesignNode }) {
  const slice = useNodeSlice(node.id);
  const edit = useEditText(node.id);
  if (slice === undefined) return null;
  if (slice === null) {
    return <p className="text-ink-2 text-sm">Its text is in an import, which the designer does not change.</p>;
  }
  return (
    <>
      <div className="flex items-center justify-between gap-2">
        <p className="min-w-0 truncate text-ink-3 text-xs">
          {slice.file}, line {slice.line}
        </p>
        <span className="flex shrink-0 gap-1">
          <Button size="sm" onClick={() => void edit()}>
            <SquarePen /> Edit in the source
          </Button>
          <CopyButton text={slice.text} label="Copy the text" />
        </span>
      </div>
      <SliceEditor node={node.id} slice={slice} />
    </>
  );
}
