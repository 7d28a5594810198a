const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** A duration that nobody knows exactly, in milliseconds: "8 s", "40 s", "3 min", "1 h 10 min". */
export function aboutDuration(ms: number): string {
  if (ms < 10 * second) return `${Math.max(1, Math.round(ms / second))} s`;
  if (ms < 2 * minute) return `${5 * Math.round(ms / second / 5)} s`;
  if (ms < hour) return `${Math.round(ms / minute)} min`;
  const minutes = 10 * Math.round(ms / minute / 10);
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}
