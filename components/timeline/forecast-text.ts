import type { ExecutionForecast } from '../../server/api/contract.ts';
import { formatDuration } from '../ui/format-time.ts';
import { aboutDuration } from './about-duration.ts';

/** Shorter delays are within what varies from run to run. */
const shortestDelay = 5_000;
const mostNamed = 2;

/**
 * What is known of the rest of a run, `sinceMs` after it was asked for: "about 40 s left: db.start, then app.configure".
 * Null when nothing is known that is worth saying.
 */
export function forecastText(forecast: ExecutionForecast, sinceMs: number): string | null {
  const { remainingMs, isAtLeast, runs, path, overdueMs } = forecast;
  const [first] = path;
  if (remainingMs === null) return runs === 0 ? 'first run, no estimate' : null;
  if (first === undefined) return null;
  if (overdueMs >= shortestDelay) {
    return `${nameOf(first)} takes longer than usual, by ${formatDuration(overdueMs)} so far`;
  }
  const left = aboutDuration(remainingMs - sinceMs);
  const names = path.slice(0, mostNamed).map(nameOf);
  const rest = path.length - names.length;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return `${isAtLeast ? 'at least' : 'about'} ${left} left: ${names.join(', then ')}${more}`;
}

function nameOf({ node, operation }: ExecutionForecast['path'][number]): string {
  return `${node}.${operation.slice(operation.lastIndexOf('.') + 1)}`;
}
