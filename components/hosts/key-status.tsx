import type { HostKeyView } from '../../server/api/contract.ts';
import { Chip, type Tone } from '../ui/chip.tsx';
import { Ago } from '../ui/time.tsx';

const looks: Record<HostKeyView['status'], { label: string; tone: Tone }> = {
  pending: { label: 'Waits for a person', tone: 'warn' },
  accepted: { label: 'Accepted', tone: 'good' },
  revoked: { label: 'Revoked', tone: 'neutral' },
};

export function KeyStatus({ hostKey }: { hostKey: HostKeyView }) {
  const { label, tone } = looks[hostKey.status];
  return <Chip tone={tone}>{label}</Chip>;
}

/** When the key was decided about, and by whom. */
export function KeyDecision({ hostKey: { decidedAt, decidedBy } }: { hostKey: HostKeyView }) {
  if (decidedAt === null) return null;
  return (
    <span>
      <Ago at={decidedAt} /> by {decidedBy ?? 'the system'}
    </span>
  );
}
