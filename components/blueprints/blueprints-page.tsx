'use client';

import { useQuery } from '@tanstack/react-query';
import { LayoutTemplate, Upload } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { useState } from 'react';
import type { BlueprintSummary } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable, Panel } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago } from '../ui/time.tsx';
import { FileDropArea } from './file-drop-area.tsx';
import { UploadDialog } from './upload-dialog.tsx';

const columns: readonly Column<BlueprintSummary>[] = [
  {
    id: 'name',
    header: 'Name',
    primary: true,
    cell: (blueprint) => (
      <span className="block min-w-0">
        <span className="flex items-center gap-2">
          <TextLink href={`/blueprints/${blueprint.id}`}>{blueprint.name}</TextLink>
          {blueprint.example && <Chip tone="accent">Example</Chip>}
        </span>
        {blueprint.description && (
          <span className="mt-0.5 line-clamp-1 max-w-xl font-normal text-ink-3 text-xs">{blueprint.description}</span>
        )}
      </span>
    ),
  },
  {
    id: 'version',
    header: 'Version',
    align: 'right',
    cell: (blueprint) => <span className="tabular">{blueprint.version}</span>,
  },
  {
    id: 'nodes',
    header: 'Nodes',
    align: 'right',
    cell: (blueprint) => <span className="tabular">{blueprint.nodeCount}</span>,
  },
  {
    id: 'deployments',
    header: 'Deployments',
    align: 'right',
    cell: (blueprint) => <span className="tabular">{blueprint.deploymentCount}</span>,
  },
  { id: 'created', header: 'Uploaded', align: 'right', cell: (blueprint) => <Ago at={blueprint.createdAt} /> },
];

const deploy: Column<BlueprintSummary> = {
  id: 'deploy',
  header: 'Actions',
  hideHeader: true,
  align: 'right',
  cell: (blueprint) => (
    <ButtonLink size="sm" href={`/deployments/new?blueprint=${blueprint.id}`} aria-label={`Deploy ${blueprint.name}`}>
      Deploy
    </ButtonLink>
  ),
};

export function BlueprintsPage() {
  const api = useApi();
  const canOperate = useCanOperate();
  const query = useQuery(api.blueprints.list.queryOptions());
  const [uploading, setUploading] = useQueryState('upload', parseAsBoolean);
  const [dropped, setDropped] = useState<File | null>(null);
  function onDrop(file: File): void {
    setDropped(file);
    void setUploading(true);
  }
  return (
    <FileDropArea disabled={!canOperate} onFile={onDrop}>
      <PageHeader
        title="Blueprints"
        lead="What can be installed: nodes, how they relate, and the scripts that bring them up."
      >
        {canOperate && (
          <Button variant="primary" onClick={() => void setUploading(true)}>
            <Upload aria-hidden /> Upload
          </Button>
        )}
      </PageHeader>
      <PageBody>
        <Panel aria-label="Blueprints" className="overflow-hidden">
          <Loaded query={query}>
            {(blueprints) =>
              blueprints.length > 0 ? (
                <DataTable
                  label="Blueprints"
                  columns={canOperate ? [...columns, deploy] : columns}
                  rows={blueprints}
                  rowKey={(blueprint) => blueprint.id}
                />
              ) : (
                <Empty
                  icon={<LayoutTemplate />}
                  title="No blueprints yet"
                  action={canOperate && <Button onClick={() => void setUploading(true)}>Upload one</Button>}
                >
                  A blueprint is one YAML file, or an archive with its scripts. Drop it on this page.
                </Empty>
              )
            }
          </Loaded>
        </Panel>
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
    </FileDropArea>
  );
}
