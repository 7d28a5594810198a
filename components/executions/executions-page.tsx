'use client';

import { later } from '../ui/later.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { Panel } from '../ui/table.tsx';
import { UrlTabs } from '../ui/tabs.tsx';
import { AllExecutions } from './all-executions.tsx';

const AllSchedules = later(async () => (await import('../schedules/all-schedules.tsx')).AllSchedules, <SkeletonRows />);
const AllGroups = later(async () => (await import('../groups/all-groups.tsx')).AllGroups, <SkeletonRows />);

/** Every run of a workflow, the schedules that start them, and runs on many deployments at once. */
export function ExecutionsPage() {
  return (
    <>
      <PageHeader hasTabs title="Executions" lead="Every run of a workflow on a deployment." />
      <UrlTabs
        label="Executions"
        tabs={[
          { id: 'runs', label: 'Runs', content: <AllExecutions /> },
          {
            id: 'schedules',
            label: 'Schedules',
            content: (
              <TabBody label="Schedules">
                <AllSchedules />
              </TabBody>
            ),
          },
          {
            id: 'groups',
            label: 'Groups',
            content: (
              <TabBody label="Groups">
                <AllGroups />
              </TabBody>
            ),
          },
        ]}
      />
    </>
  );
}

function TabBody({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="p-4 md:p-6">
      <Panel aria-label={label} className="overflow-hidden">
        {children}
      </Panel>
    </div>
  );
}
