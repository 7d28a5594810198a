import { formatDuration } from '../ui/format-time.ts';

/** Durations are read to the tenth of a second. */
const leastMs = 50;

/** By how much something took longer than `before`, in milliseconds: "+1.2 s (+40 %)", "−0.5 s (−10 %)", "as long". */
export function growthText(before: number, after: number): string {
  const growth = after - before;
  if (Math.abs(growth) < leastMs) return 'as long';
  const sign = growth > 0 ? '+' : '−';
  const share = before >= leastMs ? ` (${sign}${Math.round((100 * Math.abs(growth)) / before)} %)` : '';
  return `${sign}${formatDuration(Math.abs(growth))}${share}`;
}
