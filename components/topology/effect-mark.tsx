import { clsx } from 'clsx';
import { type LucideIcon, Minus, PenLine, Plus, Zap } from 'lucide-react';
import type { PreviewEffect } from '../../server/api/contract.ts';
import type { Tone } from '../ui/chip.tsx';
import { effectOrder, type NodeEffects } from './effects.ts';

interface EffectLook {
  /** As in "3 instances added". */
  label: string;
  icon: LucideIcon;
  tone: Tone;
  colour: string;
  border: string;
}

/** How an effect reads and looks: each has its own sign, so that colour is never the only difference. */
export const effectLook: Record<PreviewEffect, EffectLook> = {
  add: { label: 'added', icon: Plus, tone: 'good', colour: 'text-good', border: 'border-good' },
  remove: { label: 'removed', icon: Minus, tone: 'bad', colour: 'text-bad', border: 'border-bad' },
  change: { label: 'changed', icon: PenLine, tone: 'warn', colour: 'text-warn', border: 'border-warn' },
  touch: { label: 'touched', icon: Zap, tone: 'accent', colour: 'text-accent', border: 'border-accent' },
};

/** The sign of an effect. Decoration unless it is labelled. */
export function EffectMark({ effect, labelled, className }: EffectMarkProps) {
  const { icon: Icon, label, colour } = effectLook[effect];
  const spoken = labelled ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return <Icon {...spoken} strokeWidth={2.5} className={clsx('size-3.5 shrink-0', colour, className)} />;
}

interface EffectMarkProps {
  effect: PreviewEffect;
  labelled?: boolean;
  className?: string;
}

/** In the corner of a node: how many of its instances a previewed run would add, remove, change or touch. */
export function EffectCounts({ effects }: { effects: NodeEffects }) {
  const parts = effectOrder.filter((effect) => effects[effect]);
  const text = parts.map((effect) => `${effects[effect]} ${effectLook[effect].label}`).join(', ');
  if (parts.length === 0) return <span className="sr-only">not touched</span>;
  return (
    <span role="img" aria-label={text} title={text} className="flex shrink-0 items-center gap-1.5">
      {parts.map((effect) => (
        <span
          key={effect}
          className={clsx('tabular flex items-center gap-0.5 font-medium text-xs', effectLook[effect].colour)}
        >
          <EffectMark effect={effect} />
          {effects[effect]}
        </span>
      ))}
    </span>
  );
}
