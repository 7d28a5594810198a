'use client';

import { GitCompareArrows } from 'lucide-react';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { useDeploymentExecutions } from '../deployments/use-deployment-executions.ts';
import { ButtonLink } from '../ui/button.tsx';
import { compareHref, partnerOf } from './compare-href.ts';

/** The way to a run beside the one before it of the same workflow; nothing while there is no other. */
export function CompareLink({ execution }: { execution: ExecutionSummary }) {
  const partner = partnerOf(execution, useDeploymentExecutions(execution.deploymentId));
  if (partner === null || execution.startedAt === null) return null;
  return (
    <ButtonLink href={compareHref(execution, partner)}>
      <GitCompareArrows aria-hidden /> Compare with another run
    </ButtonLink>
  );
}
