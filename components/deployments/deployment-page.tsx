'use client';

import { parseAsString, useQueryState, useQueryStates } from 'nuqs';
import { useCallback, useEffect } from 'react';
import type { DeploymentDetail } from '../../server/api/contract.ts';
import { isDemo } from '../demo/demo-steps.ts';
import { titleMark } from '../executions/execution-status.ts';
import { useKubernetes } from '../kubernetes/use-kubernetes.ts';
import { useEarlyTimeline } from '../timeline/use-early-timeline.ts';
import type { Selection } from '../topology/elements.ts';
import { loadGraph } from '../topology/load-graph.ts';
import { later } from '../ui/later.tsx';
import { WindowTitle } from '../ui/page-header.tsx';
import { Fault, SkeletonRows } from '../ui/states.tsx';
import { UrlTabs } from '../ui/tabs.tsx';
import { DeploymentHeader } from './deployment-header.tsx';
import { DeploymentInputs } from './deployment-inputs.tsx';
import { DeploymentOutputs } from './deployment-outputs.tsx';
import { DeploymentSkeleton } from './deployment-skeleton.tsx';
import { ExecutionsTab } from './executions-tab.tsx';
import { LiveTab } from './live-tab.tsx';
import { useDeploymentExecutions } from './use-deployment-executions.ts';
import { useLiveDeployment } from './use-live-deployment.ts';

const SchedulesTab = later(async () => (await import('../schedules/schedules-tab.tsx')).SchedulesTab, <SkeletonRows />);
const KubernetesTab = later(
  async () => (await import('../kubernetes/kubernetes-tab.tsx')).KubernetesTab,
  <SkeletonRows />,
);
const DemoGuide = later(async () => (await import('../demo/demo-guide.tsx')).DemoGuide);
const NodesTab = later(async () => (await import('../instances/nodes-tab.tsx')).NodesTab, <SkeletonRows />);
const DeedsTab = later(async () => (await import('./deeds-tab.tsx')).DeedsTab, <SkeletonRows />);
const UpdatesTab = later(async () => (await import('../updates/updates-tab.tsx')).UpdatesTab, <SkeletonRows />);

const choice = { exec: parseAsString, node: parseAsString, inst: parseAsString };

export function DeploymentPage({ id }: { id: string }) {
  const { query, onEvents } = useLiveDeployment(id);
  // While the deployment is fetched, and not only then.
  useEffect(() => void loadGraph(), []);
  useEarlyTimeline();
  if (query.data) return <Deployment deployment={query.data} onEvents={onEvents} />;
  if (query.error) return <Fault fault={query.error} retry={() => void query.refetch()} />;
  return <DeploymentSkeleton />;
}

/** The tabs that show what is on clusters. */
const watchingTabs: readonly string[] = ['live', 'kubernetes'];

interface DeploymentProps {
  deployment: DeploymentDetail;
  onEvents: ReturnType<typeof useLiveDeployment>['onEvents'];
}

function Deployment({ deployment, onEvents }: DeploymentProps) {
  const [{ exec, node, inst }, setChoice] = useQueryStates(choice);
  const executions = useDeploymentExecutions(deployment.id);
  const execution =
    executions.find((each) => each.id === exec) ??
    (exec === null ? (deployment.running ?? deployment.lastExecution) : null);
  const select = useCallback(
    (selection: Selection) => void setChoice({ node: selection.node, inst: selection.instance }),
    [setChoice],
  );
  const shown = deployment.running ?? deployment.lastExecution;
  const [tab] = useQueryState('tab');
  const kubernetes = useKubernetes(deployment.id, deployment.hasKubernetes && watchingTabs.includes(tab ?? 'live'));
  const hasKubernetes = deployment.hasKubernetes || tab === 'kubernetes';
  return (
    <div className="flex min-h-full flex-1 flex-col md:min-h-0">
      <WindowTitle text={shown ? `${titleMark(shown)} · ${deployment.name}` : deployment.name} />
      <DeploymentHeader deployment={deployment} />
      {isDemo(deployment) && <DemoGuide deployment={deployment} executions={executions} />}
      <UrlTabs
        label="Deployment"
        tabs={[
          {
            id: 'live',
            label: 'Live',
            fill: true,
            content: (
              <LiveTab
                deployment={deployment}
                kubernetes={kubernetes.view}
                execution={execution}
                executions={executions}
                selection={{ node, instance: inst }}
                onSelect={select}
                onEvents={onEvents}
              />
            ),
          },
          {
            id: 'executions',
            label: 'Executions',
            count: executions.length,
            content: <ExecutionsTab deploymentId={deployment.id} executions={executions} />,
          },
          {
            id: 'nodes',
            label: 'Nodes',
            count: deployment.topology.nodes.length,
            content: <NodesTab deployment={deployment} />,
          },
          ...(hasKubernetes
            ? [
                {
                  id: 'kubernetes',
                  label: 'Kubernetes',
                  content: <KubernetesTab deploymentId={deployment.id} watch={kubernetes} />,
                },
              ]
            : []),
          {
            id: 'outputs',
            label: 'Outputs',
            count: deployment.outputs.length,
            content: <DeploymentOutputs deployment={deployment} />,
          },
          { id: 'inputs', label: 'Inputs', content: <DeploymentInputs inputs={deployment.inputs} /> },
          { id: 'schedules', label: 'Schedules', content: <SchedulesTab deploymentId={deployment.id} /> },
          { id: 'updates', label: 'Updates', content: <UpdatesTab deployment={deployment} /> },
          { id: 'history', label: 'History', content: <DeedsTab deploymentId={deployment.id} /> },
        ]}
      />
    </div>
  );
}
