'use client';

interface LogRulerProps {
  /** How many faults and hits there are in each part of the log, first to last. */
  faults: readonly number[] | undefined;
  hits: readonly number[] | undefined;
  lastSeq: number;
  onJump: (seq: number) => void;
}

/**
 * Beside the scroll bar: where in the whole log there are errors and hits. A click leads there; E and Enter do
 * so from the keyboard.
 */
export function LogRuler({ faults, hits, lastSeq, onJump }: LogRulerProps) {
  const parts = faults?.length ?? hits?.length ?? 0;
  return (
    <svg
      aria-hidden
      viewBox={`0 0 10 ${Math.max(1, parts)}`}
      preserveAspectRatio="none"
      className="absolute inset-y-0 right-0 h-full w-2.5 cursor-pointer border-line border-l bg-panel"
      onClick={(event) => {
        const { top, height } = event.currentTarget.getBoundingClientRect();
        onJump(Math.max(1, Math.round(((event.clientY - top) / height) * lastSeq)));
      }}
    >
      <path d={marks(faults, 0.5, 4.5)} className="fill-bad forced-colors:fill-[CanvasText]" />
      <path d={marks(hits, 5, 9.5)} className="fill-accent forced-colors:fill-[Highlight]" />
    </svg>
  );
}

/** A bar for each part that has any, the longer the more; one path for all, however many they are. */
function marks(counts: readonly number[] | undefined, left: number, right: number): string {
  const most = Math.max(1, ...(counts ?? []));
  return (counts ?? [])
    .map((count, at) => {
      if (count === 0) return '';
      const end = left + (right - left) * (0.4 + (0.6 * count) / most);
      return `M${left} ${at}H${end.toFixed(2)}V${at + 1}H${left}Z`;
    })
    .join('');
}
