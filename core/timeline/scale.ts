const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12, 24].map((count) => count * hour),
];
const day = 24 * hour;

/** The distance of marks on a time axis, in milliseconds: the smallest round one that keeps them `minPixels` apart. */
export function tickStep(pixelsPerMs: number, minPixels: number): number {
  const wanted = minPixels / pixelsPerMs;
  return steps.find((step) => step >= wanted) ?? Math.ceil(wanted / day) * day;
}

/** A round time in milliseconds that leaves room after `elapsed`, so that the axis of a run that goes on seldom moves. */
export function roomyDuration(elapsed: number): number {
  const wanted = Math.max(5 * second, elapsed * 1.08);
  const magnitude = 10 ** Math.floor(Math.log10(wanted));
  const factor = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((each) => each * magnitude >= wanted) ?? 10;
  return factor * magnitude;
}

/** A mark on the axis: "0", "250 ms", "15 s", "2 min", "2:30 min", "1 h 05". */
export function tickLabel(ms: number): string {
  if (ms === 0) return '0';
  if (ms % second !== 0) return ms < second ? `${ms} ms` : `${ms / second} s`;
  if (ms < minute) return `${ms / second} s`;
  const pad = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  if (ms < hour)
    return ms % minute === 0 ? `${ms / minute} min` : `${Math.floor(ms / minute)}:${pad((ms % minute) / second)} min`;
  return ms % hour === 0 ? `${ms / hour} h` : `${Math.floor(ms / hour)} h ${pad((ms % hour) / minute)}`;
}
