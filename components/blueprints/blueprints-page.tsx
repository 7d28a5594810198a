'use client';

import { useQuery } from '@tanstack/react-query';
import { LayoutTemplate, Plus, Upload } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useState } from 'react';
import { useApi } from '../api/api.ts';
import { useCommands } from '../shell/commands.ts';
import { useCanOperate, useIsSessionAwaited } from '../shell/session.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { DropArea } from '../ui/drop-area.tsx';
import { later } from '../ui/later.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { useNavigate } from '../ui/navigate.ts';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { Empty } from '../ui/states.tsx';
import { Panel } from '../ui/table.tsx';
import { BlueprintList } from './blueprint-list.tsx';
import { Drafts } from './drafts.tsx';

const UploadDialog = later(async () => (await import('./upload-dialog.tsx')).UploadDialog);

/** What is above the list is known before the list is drawn, so that nothing moves. */
const waiting = { data: undefined, error: null, refetch: () => undefined };

/** What can be installed, to be found by name, type and plugin, and the way to bring more. */
export function BlueprintsPage() {
  const api = useApi();
  const canOperate = useCanOperate();
  const isSessionAwaited = useIsSessionAwaited();
  const query = useQuery(api.blueprints.list.queryOptions());
  const drafts = useQuery(api.drafts.list.queryOptions(undefined, { staleTime: 0, enabled: canOperate }));
  const [uploading, setUploading] = useQueryState('upload', parseAsBoolean);
  const [dropped, setDropped] = useState<File | null>(null);
  const navigate = useNavigate();
  useCommands(
    'Blueprints',
    canOperate
      ? [
          { label: 'New blueprint', run: () => navigate('/blueprints/new') },
          { label: 'New blueprint on a blank canvas', run: () => navigate('/blueprints/new?way=blank') },
          { label: 'New blueprint from a URL or git', run: () => navigate('/blueprints/new?way=import') },
          { label: 'Upload a blueprint', run: () => void setUploading(true) },
        ]
      : [],
  );
  function onDrop({ files }: DataTransfer): void {
    const [file] = files;
    if (file === undefined) return;
    setDropped(file);
    void setUploading(true);
  }
  return (
    <DropArea label="Drop the blueprint here" disabled={!canOperate} onDrop={onDrop}>
      <PageHeader
        title="Blueprints"
        lead="What can be installed: nodes, how they relate, and the scripts that bring them up."
      >
        {canOperate && (
          <>
            <Button onClick={() => void setUploading(true)}>
              <Upload aria-hidden /> Upload
            </Button>
            <ButtonLink variant="primary" href="/blueprints/new">
              <Plus aria-hidden /> New blueprint
            </ButtonLink>
          </>
        )}
      </PageHeader>
      <PageBody>
        <Loaded query={isSessionAwaited || drafts.isLoading ? waiting : query} rows={8}>
          {(blueprints) => (
            <>
              <Drafts drafts={drafts.data ?? []} />
              {blueprints.length > 0 ? (
                <BlueprintList blueprints={blueprints} />
              ) : (
                <Panel aria-label="Blueprints">
                  <Empty
                    icon={<LayoutTemplate />}
                    title="No blueprints yet"
                    action={
                      canOperate && (
                        <>
                          <ButtonLink variant="primary" href="/blueprints/new">
                            Make one
                          </ButtonLink>
                          <Button onClick={() => void setUploading(true)}>Upload one</Button>
                        </>
                      )
                    }
                  >
                    A blueprint is one YAML file, or an archive with its scripts. Drop it on this page.
                  </Empty>
                </Panel>
              )}
            </>
          )}
        </Loaded>
      </PageBody>
      {uploading && (
        <UploadDialog
          file={dropped}
          onClose={() => {
            setDropped(null);
            void setUploading(null);
          }}
        />
      )}
    </DropArea>
  );
}
