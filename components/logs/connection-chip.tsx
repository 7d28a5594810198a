import { CircleCheck, PlugZap, Radio } from 'lucide-react';
import { Chip } from '../ui/chip.tsx';
import type { Connection } from './event-log.ts';

const looks = {
  connecting: { tone: 'neutral', icon: Radio, label: 'Connecting' },
  live: { tone: 'good', icon: Radio, label: 'Live' },
  reconnecting: { tone: 'warn', icon: PlugZap, label: 'Reconnecting' },
  ended: { tone: 'neutral', icon: CircleCheck, label: 'Ended' },
} as const;

/** Whether what is seen is what is happening. */
export function ConnectionChip({ connection }: { connection: Connection }) {
  const { tone, icon: Icon, label } = looks[connection];
  return (
    <span role="status" className="shrink-0">
      <Chip tone={tone}>
        <Icon aria-hidden />
        {label}
      </Chip>
    </span>
  );
}
