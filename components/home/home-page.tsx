'use client';

import { clsx } from 'clsx';
import { Plus } from 'lucide-react';
import { LiveState } from '../lists/live-state.tsx';
import { useListChanges } from '../lists/use-list-changes.ts';
import { useCanOperate, useSession } from '../shell/session.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { FirstSteps, useFirstSteps } from './first-steps.tsx';
import { RecentBlueprints } from './recent-blueprints.tsx';
import { RecentDeployments } from './recent-deployments.tsx';
import { RecentFailures } from './recent-failures.tsx';
import { RunningNow } from './running-now.tsx';

/** What runs, what failed and why, and the way back to what was worked on. */
export function HomePage() {
  const session = useSession();
  const canOperate = useCanOperate();
  const first = useFirstSteps();
  const changes = useListChanges();
  const [often, seldom] = [changes.every(true), changes.every(false)];
  return (
    <>
      <PageHeader title={session ? `Hello, ${session.user.name}` : 'Hello'} windowTitle="Home">
        {canOperate && (
          <ButtonLink href="/deployments/new">
            <Plus aria-hidden /> New deployment
          </ButtonLink>
        )}
      </PageHeader>
      <PageBody>
        <LiveState changes={changes} />
        {first === undefined && <SkeletonRows />}
        {/* What stands below the first steps would be pushed down by them. */}
        <div className={clsx('flex flex-col gap-4', first === undefined && 'hidden')}>
          {first && <FirstSteps {...first} />}
          <RunningNow every={often} />
          <RecentFailures every={seldom} />
          <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
            <RecentDeployments every={seldom} />
            <RecentBlueprints />
          </div>
        </div>
      </PageBody>
    </>
  );
}
