'use client';

import { Blocks } from 'lucide-react';
import type { DeploymentSummary } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Empty } from '../ui/states.tsx';
import { DataTable } from '../ui/table.tsx';
import { deploymentColumns } from './deployment-columns.tsx';

const keyOf = ({ id }: DeploymentSummary) => id;

/** The deployments of one blueprint. */
export function DeploymentTable(props: { deployments: readonly DeploymentSummary[]; blueprintId: string }) {
  const { deployments, blueprintId } = props;
  if (deployments.length === 0) return <NoDeployments createAt={`/deployments/new?blueprint=${blueprintId}`} />;
  const columns = deploymentColumns.filter(({ id }) => id !== 'blueprint');
  return <DataTable label="Deployments" columns={columns} rows={deployments} rowKey={keyOf} />;
}

/** There are none; leads on to where one is made. */
export function NoDeployments({ createAt }: { createAt: string }) {
  const canOperate = useCanOperate();
  return (
    <Empty
      icon={<Blocks />}
      title="No deployments yet"
      action={
        canOperate && (
          <ButtonLink variant="primary" href={createAt}>
            Create one
          </ButtonLink>
        )
      }
    >
      A deployment is a blueprint with its inputs filled in.
    </Empty>
  );
}
