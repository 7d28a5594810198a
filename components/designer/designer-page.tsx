'use client';

import { useEffect, useState } from 'react';
import { later } from '../ui/later.tsx';
import { WindowTitle } from '../ui/page-header.tsx';
import { Fault, SkeletonRows } from '../ui/states.tsx';
import { startAnalysis } from './analysis/start-analysis.ts';
import { DesignerDocument } from './document/designer-document.ts';
import { DesignerProvider } from './document/use-designer.ts';
import { type OpenedDraft, useOpenDraft } from './save/use-open-draft.ts';

const Workbench = later(async () => (await import('./workbench.tsx')).Workbench, <SkeletonRows />);

/** The designer of a blueprint; `id` is that of the blueprint, or of a draft that is not saved as one yet. */
export function DesignerPage({ id }: { id: string }) {
  const { draft, fault, retry } = useOpenDraft(id);
  if (fault !== null) return <Fault fault={fault} retry={retry} />;
  if (draft === null) return <SkeletonRows />;
  return <OpenDesigner key={draft.id} draft={draft} />;
}

function OpenDesigner({ draft }: { draft: OpenedDraft }) {
  const [document, setDocument] = useState<DesignerDocument | null>(null);
  useEffect(() => {
    const opened = new DesignerDocument(draft, startAnalysis(), Date.now);
    setDocument(opened);
    return () => opened.close();
  }, [draft]);
  if (document === null) return <SkeletonRows />;
  return (
    <DesignerProvider value={document}>
      <WindowTitle text={`${draft.name}, designer`} />
      <Workbench draft={draft} />
    </DesignerProvider>
  );
}
