import type { HostFacts } from '../../server/api/contract.ts';
import { formatSize } from '../ui/format-size.ts';
import { FactList, PaneSection } from '../ui/pane-section.tsx';
import { describeClock, describeSudo } from './host-look.ts';

/** What the last test that came through learned. */
export function HostFactList({ facts }: { facts: HostFacts | null }) {
  if (facts === null) {
    return (
      <PaneSection title="System">
        <p className="text-ink-2 text-sm">Not known yet. A test of the connection finds it out.</p>
      </PaneSection>
    );
  }
  const { diskBytes, diskFreeBytes, memoryBytes } = facts;
  const disk = diskFreeBytes === null ? null : `${formatSize(diskFreeBytes)} free`;
  return (
    <PaneSection title="System">
      <FactList
        facts={[
          ['System', facts.os],
          ['Kernel', facts.kernel === null ? null : [facts.kernel, facts.architecture].filter(Boolean).join(', ')],
          ['Cores', facts.cores],
          ['Memory', memoryBytes === null ? null : formatSize(memoryBytes)],
          ['Disk of /', diskBytes === null ? disk : `${disk ?? '?'} of ${formatSize(diskBytes)}`],
          ['Sudo', describeSudo(facts)],
          ['Shell', facts.shell],
          ['Python 3', facts.python3 ?? 'none'],
          ['Clock', describeClock(facts.clockSkewSeconds)],
        ]}
      />
    </PaneSection>
  );
}
