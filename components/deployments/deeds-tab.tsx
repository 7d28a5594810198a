'use client';

import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import type { DeploymentDeed } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable, Panel, PanelHeader } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago } from '../ui/time.tsx';
import { describeDeed } from './describe-deed.ts';

function columnsOf(deploymentId: string): readonly Column<DeploymentDeed>[] {
  return [
    {
      id: 'what',
      header: 'What',
      primary: true,
      cell: (deed) => {
        const { text, execution } = describeDeed(deed);
        if (execution === null) return text;
        return <TextLink href={`/deployments/${deploymentId}?exec=${execution}`}>{text}</TextLink>;
      },
    },
    { id: 'by', header: 'By', cell: ({ by }) => by },
    { id: 'at', header: 'When', align: 'right', cell: ({ at }) => <Ago at={at} /> },
  ];
}

/** Who did what to a deployment since it was made, newest first. */
export function DeedsTab({ deploymentId }: { deploymentId: string }) {
  const api = useApi();
  const query = useQuery(api.deployments.history.queryOptions({ id: deploymentId }));
  return (
    <div className="p-4 md:p-6">
      <Panel aria-label="History" className="overflow-hidden">
        <PanelHeader title="Who did what" />
        <Loaded query={query}>
          {(deeds) =>
            deeds.length > 0 ? (
              <DataTable
                label="History"
                columns={columnsOf(deploymentId)}
                rows={deeds}
                rowKey={({ id }) => String(id)}
              />
            ) : (
              <Empty icon={<History />} title="Nothing is recorded">
                What people do to this deployment is listed here.
              </Empty>
            )
          }
        </Loaded>
      </Panel>
    </div>
  );
}
