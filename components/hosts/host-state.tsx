import type { HostHolder, HostView } from '../../server/api/contract.ts';
import { Chip } from '../ui/chip.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { stateLook } from './host-look.ts';

/** Whether the pool can give the host out; when it has, the way to what holds it. */
export function HostState({ host }: { host: Pick<HostView, 'state' | 'holder' | 'outOfServiceReason'> }) {
  const { label, tone } = stateLook[host.state];
  return (
    <span className="inline-flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 max-md:justify-end">
      <Chip tone={tone} {...(host.outOfServiceReason && { title: host.outOfServiceReason })}>
        {label}
      </Chip>
      {host.holder && <Holder holder={host.holder} />}
    </span>
  );
}

/** The way to the deployment that holds a host; one that is gone is only named. */
export function Holder({ holder: { deployment, instance } }: { holder: HostHolder }) {
  if (!deployment.exists)
    return <span className="text-bad text-xs [overflow-wrap:anywhere]">{deployment.name} (deleted)</span>;
  return (
    <TextLink
      href={`/deployments/${deployment.id}`}
      className="min-w-0 text-xs [overflow-wrap:anywhere]"
      title={instance}
    >
      {deployment.name}
    </TextLink>
  );
}
