import { clsx } from 'clsx';
import type { MarkKind } from './instance-look.ts';

const colours: Record<MarkKind, string> = {
  none: 'text-ink-3',
  progress: 'text-accent',
  third: 'text-accent',
  'two-thirds': 'text-accent',
  started: 'text-good',
  leaving: 'text-warn',
  stopped: 'text-ink-2',
  deleted: 'text-ink-3',
  failed: 'text-bad',
  healing: 'text-warn',
};

interface StateMarkProps {
  kind: MarkKind;
  className?: string;
  /** Spoken text; without it the mark is decoration beside a text. */
  label?: string;
}

/** The sign of a state, told apart by shape as well as by colour. Drawn on a 16 x 16 grid. */
export function StateMark({ kind, className, label }: StateMarkProps) {
  const spoken = label === undefined ? { 'aria-hidden': true as const } : { role: 'img', 'aria-label': label };
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it is either decoration or named by aria-label, without a tooltip.
    <svg viewBox="0 0 16 16" fill="none" {...spoken} className={clsx('size-3.5 shrink-0', colours[kind], className)}>
      <Shape kind={kind} />
    </svg>
  );
}

const ring = { cx: 8, cy: 8, r: 5.75, stroke: 'currentColor', strokeWidth: 1.75 };
/** The length of the ring's line; arcs are dashes of it. */
const round = 36.13;

function Shape({ kind }: { kind: MarkKind }) {
  switch (kind) {
    case 'none':
      return <circle {...ring} strokeWidth={1.5} />;
    case 'progress':
    case 'leaving':
      return (
        <>
          <circle {...ring} opacity={0.25} />
          <circle
            {...ring}
            strokeDasharray={`${round * 0.35} ${round}`}
            strokeLinecap="round"
            className="origin-center animate-turn"
          />
        </>
      );
    case 'third':
    case 'two-thirds':
      return <Arc part={kind === 'third' ? 1 / 3 : 2 / 3} />;
    case 'started':
      return (
        <>
          <circle cx={8} cy={8} r={6.75} fill="currentColor" />
          <path
            d="m5.1 8.2 2 2 3.9-4.2"
            stroke="var(--panel)"
            strokeWidth={1.75}
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </>
      );
    case 'stopped':
      return <rect x={3} y={3} width={10} height={10} rx={1.5} fill="currentColor" />;
    case 'deleted':
      return (
        <>
          <circle {...ring} strokeWidth={1.5} />
          <path d="m4 12 8-8" stroke="currentColor" strokeWidth={1.5} />
        </>
      );
    case 'healing':
      return (
        <>
          <circle {...ring} />
          <path d="M8 5.2v5.6M5.2 8h5.6" stroke="currentColor" strokeWidth={1.75} strokeLinecap="round" />
        </>
      );
    case 'failed':
      return (
        <>
          <path
            d="M8 1.6 15.2 14H.8L8 1.6Z"
            fill="currentColor"
            stroke="currentColor"
            strokeWidth={1}
            strokeLinejoin="round"
          />
          <path d="M8 6v3.6M8 11.7v.1" stroke="var(--panel)" strokeWidth={1.7} strokeLinecap="round" />
        </>
      );
  }
}

function Arc({ part }: { part: number }) {
  return (
    <>
      <circle {...ring} opacity={0.25} />
      <circle {...ring} strokeDasharray={`${round * part} ${round}`} transform="rotate(-90 8 8)" />
    </>
  );
}
