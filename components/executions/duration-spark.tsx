const height = 16;
const bar = 3;
const gap = 1;

interface DurationSparkProps {
  /** Earlier runs that ended well, in ms, oldest first. */
  past: readonly number[];
  /** This one; null while it has not ended. */
  current: number | null;
}

/** How long earlier runs of the same workflow took, as small bars, with this one last. Decoration: the numbers are beside it. */
export function DurationSpark({ past, current }: DurationSparkProps) {
  if (past.length < 2) return null;
  const all = current === null ? past : [...past, current];
  const most = Math.max(...all, 1);
  return (
    <svg
      aria-hidden
      width={all.length * (bar + gap)}
      height={height}
      className="inline-block align-middle text-line-strong/70"
    >
      {all.map((ms, at) => {
        const tall = Math.max(2, (ms / most) * height);
        const isThis = current !== null && at === all.length - 1;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place.
            key={at}
            x={at * (bar + gap)}
            y={height - tall}
            width={bar}
            height={tall}
            rx={0.5}
            fill={isThis ? 'var(--accent)' : 'currentColor'}
          />
        );
      })}
    </svg>
  );
}
