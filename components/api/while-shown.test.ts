import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whileShown } from './while-shown.ts';

let page: EventTarget & { visibilityState: string };

beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function turn(visibilityState: 'visible' | 'hidden'): void {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
}

test('a tab that stays hidden closes its streams and opens them when it is shown again', () => {
  const close = vi.fn();
  const open = vi.fn(() => close);
  const end = whileShown(open);
  expect(open).toHaveBeenCalledTimes(1);
  turn('hidden');
  vi.advanceTimersByTime(9_000);
  expect(close).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(close).toHaveBeenCalledTimes(1);
  turn('visible');
  expect(open).toHaveBeenCalledTimes(2);
  end();
  expect(close).toHaveBeenCalledTimes(2);
});

test('a glance elsewhere changes nothing', () => {
  const close = vi.fn();
  const open = vi.fn(() => close);
  const end = whileShown(open);
  turn('hidden');
  turn('visible');
  vi.advanceTimersByTime(60_000);
  expect(open).toHaveBeenCalledTimes(1);
  expect(close).not.toHaveBeenCalled();
  end();
});

test('after the end nothing is opened', () => {
  const open = vi.fn(() => () => undefined);
  whileShown(open)();
  turn('hidden');
  turn('visible');
  expect(open).toHaveBeenCalledTimes(1);
});
