/** What a phase of the chaos run is given. */
export interface PhaseOptions {
  random: () => number;
  /** `performance.now()` at which it begins nothing new. */
  deadline: number;
  /** How much of it is wanted, in the phase's own unit; infinite: all. */
  amount: number;
  /** The database is away for at most so long. */
  longestOutageMs: number;
}

/** What a phase did: figures for the report, and what went wrong in words. */
export interface PhaseResult {
  figures: Record<string, number | string | null>;
  problems: string[];
}

export type Phase = (options: PhaseOptions) => Promise<PhaseResult>;

/** The value below which the given share of the values lies, rounded; null when there are none. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return value === undefined ? null : Math.round(value);
}
