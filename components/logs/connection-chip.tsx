import { CircleCheck, CirclePause, PlugZap, Radio } from 'lucide-react';
import { Chip } from '../ui/chip.tsx';
import { useNow } from '../ui/time.tsx';
import type { Connection } from './event-log.ts';

const looks = {
  connecting: { tone: 'neutral', icon: Radio, label: 'Connecting' },
  live: { tone: 'good', icon: Radio, label: 'Live' },
  paused: { tone: 'accent', icon: CirclePause, label: 'Paused' },
  reconnecting: { tone: 'warn', icon: PlugZap, label: 'Reconnecting' },
  ended: { tone: 'neutral', icon: CircleCheck, label: 'Ended' },
} as const;

interface ConnectionChipProps {
  connection: Connection;
  /** Lines come, but what is read stands still. */
  isPaused: boolean;
  lostAt: number | null;
}

/** Whether what is seen is what is happening. */
export function ConnectionChip({ connection, isPaused, lostAt }: ConnectionChipProps) {
  const { tone, icon: Icon, label } = looks[connection === 'live' && isPaused ? 'paused' : connection];
  return (
    <span className="shrink-0">
      <Chip tone={tone}>
        <Icon aria-hidden />
        <span role="status">{label}</span>
        {lostAt !== null && <Since at={lostAt} />}
      </Chip>
    </span>
  );
}

/** The seconds are seen, not announced one by one. */
function Since({ at }: { at: number }) {
  const now = useNow(1_000);
  return (
    <span aria-hidden className="tabular">
      ({Math.max(0, Math.floor((now - at) / 1_000))} s)
    </span>
  );
}
