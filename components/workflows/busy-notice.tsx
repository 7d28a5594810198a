import type { DeploymentDetail } from '../../server/api/contract.ts';
import { Notice } from '../ui/states.tsx';
import type { RunOptions } from './use-run.ts';

/** Something runs on the deployment: what that means for the run that is being made ready. */
export function BusyNotice({
  deployment: { running },
  options,
}: {
  deployment: DeploymentDetail;
  options: RunOptions;
}) {
  if (!running) return null;
  const then = options.force
    ? 'This run begins beside it, since it is to run nevertheless.'
    : options.queue
      ? 'This run waits in the queue and begins when that has ended.'
      : 'This run is refused until that has ended; it can also wait in the queue.';
  return (
    <Notice tone="accent" title={`${running.workflow} is under way on this deployment`}>
      {then}
    </Notice>
  );
}
