'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useApi, useApiClient } from '../api/api.ts';
import { useSession } from '../shell/session.tsx';
import { WindowTitle } from '../ui/page-header.tsx';
import { Fault, SkeletonRows } from '../ui/states.tsx';
import { prepareAnalysis } from './analysis/start-analysis.ts';
import { prepareLayout } from './canvas/layout/start-layout.ts';
import { DesignerProvider } from './document/use-designer.ts';
import { type OpenDesigner as Designer, openDesigner } from './save/open-designer.ts';
import { type OpenedDraft, useOpenDraft } from './save/use-open-draft.ts';
import { SaverProvider } from './save/use-saver.ts';
import { Workbench } from './workbench.tsx';

// The worker begins while the page does: its program takes as long.
if (typeof Worker !== 'undefined') prepareAnalysis();

/** The designer of a blueprint; `id` is that of the blueprint, or of a draft that is not saved as one yet. */
export function DesignerPage({ id }: { id: string }) {
  const { draft, fault, retry } = useOpenDraft(id);
  useEffect(prepareAnalysis, []);
  if (fault !== null) return <Fault fault={fault} retry={retry} />;
  if (draft === null) return <SkeletonRows />;
  return <OpenDesigner key={draft.id} draft={draft} />;
}

function OpenDesigner({ draft }: { draft: OpenedDraft }) {
  const client = useApiClient();
  const user = useSession()?.user;
  const onStored = useForgetBlueprints();
  const [designer, setDesigner] = useState<Designer | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a session that is read again has the same person.
  useEffect(() => {
    if (user === undefined) return;
    // Nothing was placed: everything will be laid out as soon as the text was read.
    if (Object.keys(draft.layout.places).length === 0) prepareLayout();
    const opening = openDesigner(draft, { client, user, onStored });
    let isLeft = false;
    void opening.then((opened) => {
      if (!isLeft) setDesigner(opened);
    });
    return () => {
      isLeft = true;
      void opening.then(({ close }) => close());
    };
  }, [draft, client, onStored, user?.id]);
  if (designer === null) return <SkeletonRows />;
  return (
    <DesignerProvider value={designer.document}>
      <SaverProvider value={designer.saver}>
        <WindowTitle text={`${draft.name}, designer`} />
        <Workbench draft={draft} />
      </SaverProvider>
    </DesignerProvider>
  );
}

/** What makes other pages ask anew for blueprints, their files and their versions. */
function useForgetBlueprints(): () => void {
  const api = useApi();
  const queryClient = useQueryClient();
  return useCallback(() => {
    const changed = [api.blueprints.pathKey(), api.drafts.versions.queryKey(), api.drafts.list.queryKey()];
    for (const queryKey of changed) void queryClient.invalidateQueries({ queryKey });
  }, [api, queryClient]);
}
