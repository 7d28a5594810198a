import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepOpen } from './keep-open.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function openOne() {
  const ends: (() => void)[] = [];
  const unsubscribe = vi.fn();
  const end = keepOpen((each) => {
    ends.push(each);
    return { unsubscribe };
  });
  return { ends, unsubscribe, end };
}

test('a stream that has ended is opened again once', () => {
  const { ends } = openOne();
  ends[0]?.();
  ends[0]?.();
  vi.advanceTimersByTime(1_900);
  expect(ends).toHaveLength(1);
  vi.advanceTimersByTime(200);
  expect(ends).toHaveLength(2);
  vi.advanceTimersByTime(10_000);
  expect(ends).toHaveLength(2);
});

test('nothing is opened any more after its end', () => {
  const { ends, unsubscribe, end } = openOne();
  ends[0]?.();
  end();
  expect(unsubscribe).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(10_000);
  expect(ends).toHaveLength(1);
});
