import { expect, test } from 'vitest';
import type { ExecutionForecast } from '../../server/api/contract.ts';
import { aboutDuration } from './about-duration.ts';
import { forecastText } from './forecast-text.ts';

const step = (node: string, operation: string) => ({ task: '', instance: '', node, operation: `life.${operation}` });
const known: ExecutionForecast = {
  remainingMs: 41_000,
  isAtLeast: false,
  runs: 3,
  path: [step('db', 'start'), step('app', 'configure'), step('app', 'start')],
  overdueMs: 0,
};

test.each<[Partial<ExecutionForecast>, number, string | null]>([
  [{}, 0, 'about 40 s left: db.start, then app.configure and 1 more'],
  [{}, 33_000, 'about 8 s left: db.start, then app.configure and 1 more'],
  [{}, 90_000, 'about 1 s left: db.start, then app.configure and 1 more'],
  [{ isAtLeast: true, path: known.path.slice(0, 1) }, 0, 'at least 40 s left: db.start'],
  [{ overdueMs: 12_000 }, 0, 'db.start takes longer than usual, by 12.0 s so far'],
  [{ remainingMs: null, runs: 0, path: [] }, 0, 'first run, no estimate'],
  [{ remainingMs: null, path: [] }, 0, null],
])('%j after %d ms reads %j', (change, since, text) => {
  expect(forecastText({ ...known, ...change }, since)).toBe(text);
});

test('what nobody knows exactly is not told exactly', () => {
  const durations = [400, 7_600, 43_000, 119_000, 200_000, 4_300_000, 7_200_000];
  expect(durations.map(aboutDuration)).toEqual(['1 s', '8 s', '45 s', '120 s', '3 min', '1 h 10 min', '2 h']);
});
