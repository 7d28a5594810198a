interface ProgressLineProps {
  /** What is counted: "Operations of install that have ended". */
  label: string;
  done: number;
  all: number;
}

/** How far something is, as a thin bar with its numbers. */
export function ProgressLine({ label, done, all }: ProgressLineProps) {
  return (
    <span className="inline-flex items-center gap-2">
      <span
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={done}
        className="inline-block h-1 w-16 overflow-hidden rounded-full bg-line"
      >
        <span
          className="block h-full rounded-full bg-accent transition-[width] duration-300 motion-reduce:transition-none"
          style={{ width: `${all === 0 ? 0 : (100 * done) / all}%` }}
        />
      </span>
      <span className="tabular text-ink-2 text-xs">
        {done}/{all}
      </span>
    </span>
  );
}
