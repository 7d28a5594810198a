import { tickLabel } from '../../core/timeline/scale.ts';
import type { Scale } from './timeline-row.tsx';

interface TimelineAxisProps {
  scale: Scale;
  width: number;
  labelWidth: number;
  /** Milliseconds between marks. */
  step: number;
  height: number;
  isLive: boolean;
}

/** More marks than this are not drawn; there is a longer step then. */
const mostTicks = 4_000;

/** Time since the start of the run, along the top; it stays in view. */
export function TimelineAxis({ scale, width, labelWidth, step, height, isLive }: TimelineAxisProps) {
  const count = Math.min(mostTicks, Math.floor(width / (step * scale.perMs)) + 1);
  return (
    <div
      aria-hidden
      className="sticky top-0 z-20 flex border-line border-b bg-panel text-ink-3 text-xs"
      style={{ height }}
    >
      <div
        className="sticky left-0 z-10 flex shrink-0 items-center border-line border-r bg-panel px-3"
        style={{ width: labelWidth }}
      >
        Operation
      </div>
      <div className="relative flex-1 overflow-hidden">
        {Array.from({ length: count }, (_, at) => at * step).map((ms) => (
          <span key={ms} className="tabular absolute top-1.5 whitespace-nowrap pl-1" style={{ left: ms * scale.perMs }}>
            {tickLabel(ms)}
          </span>
        ))}
        {isLive && (
          <span
            className="absolute bottom-0 h-1.5 w-1.5 -translate-x-1/2 rounded-full bg-accent"
            style={{ left: scale.x(scale.now) }}
          />
        )}
      </div>
    </div>
  );
}
