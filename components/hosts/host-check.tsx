import { CircleCheck, CircleHelp, CircleX, LoaderCircle } from 'lucide-react';
import type { HostView } from '../../server/api/contract.ts';
import { Chip } from '../ui/chip.tsx';
import { Ago } from '../ui/time.tsx';

/** How the last test of the connection went; while one runs, that it does. */
export function HostCheck({ host }: { host: Pick<HostView, 'testing' | 'checkedAt' | 'checkError'> }) {
  if (host.testing !== null) {
    return (
      <Chip tone="accent">
        <LoaderCircle aria-hidden className="animate-turn" />{' '}
        {host.testing === 'running' ? 'Testing' : 'Waits for its test'}
      </Chip>
    );
  }
  if (host.checkedAt === null) {
    return (
      <Chip>
        <CircleHelp aria-hidden /> Not tested
      </Chip>
    );
  }
  const failed = host.checkError !== null;
  return (
    <span className="inline-flex items-center gap-2">
      <Chip tone={failed ? 'bad' : 'good'} {...(host.checkError !== null && { title: host.checkError })}>
        {failed ? <CircleX aria-hidden /> : <CircleCheck aria-hidden />}
        {failed ? 'Failed' : 'Reached'}
      </Chip>
      <span className="whitespace-nowrap text-ink-3 text-xs">
        <Ago at={host.checkedAt} />
      </span>
    </span>
  );
}
