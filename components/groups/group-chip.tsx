import type { ExecutionGroupSummary } from '../../server/api/contract.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { Chip } from '../ui/chip.tsx';
import { groupLook } from './group-status.ts';

/** How a group stands. */
export function GroupChip({ group }: { group: Pick<ExecutionGroupSummary, 'status'> }) {
  const look = groupLook(group);
  return (
    <Chip tone={look.tone}>
      <StateMark kind={look.mark} />
      {look.label}
    </Chip>
  );
}
