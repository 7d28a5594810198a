import type { ExecutionStatus } from '../../server/api/contract.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { Chip } from '../ui/chip.tsx';
import { statusLook } from './execution-status.ts';

export function StatusChip({ status }: { status: ExecutionStatus }) {
  const look = statusLook[status];
  return (
    <Chip tone={look.tone}>
      <StateMark kind={look.mark} />
      {look.label}
    </Chip>
  );
}
