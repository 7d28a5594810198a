import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'accent' | 'good' | 'bad' | 'warn';

const tones: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink-2',
  accent: 'bg-accent-soft text-accent',
  good: 'bg-good-soft text-good',
  bad: 'bg-bad-soft text-bad',
  warn: 'bg-warn-soft text-warn',
};

export function Chip(props: { tone?: Tone; title?: string; mono?: boolean; className?: string; children: ReactNode }) {
  return (
    <span
      title={props.title}
      className={clsx(
        'inline-flex h-5.5 max-w-full items-center gap-1.5 whitespace-nowrap rounded px-1.5 font-medium text-xs [&_svg]:size-3.5 [&_svg]:shrink-0',
        tones[props.tone ?? 'neutral'],
        props.mono && 'font-mono font-normal',
        props.className,
      )}
    >
      {props.children}
    </span>
  );
}
