import { setImmediate as theAnswer } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { notYet, pollUntil, pollWhile } from './poll.ts';

function poll(pauseMs = 1) {
  return { context: { signal: new AbortController().signal }, client: { pauseMs } };
}

test('what is not there is asked for eleven times, however long the answers take', async () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return null;
  };
  expect(await pollUntil(poll(), ask)).toBeNull();
  expect(asked).toBe(11);
});

test('nothing is asked again when it is there, or when nothing is missing', async () => {
  const answers = [null, null, 'found', 'late'];
  expect(await pollUntil(poll(), async () => answers.shift() ?? null)).toBe('found');
  expect(answers).toEqual(['late']);
  const missing = ['two', 'one', null, 'late'];
  expect(await pollWhile(poll(), async () => missing.shift() ?? null)).toBeNull();
  expect(missing).toEqual(['late']);
  expect(await pollWhile(poll(), async () => 'for ever')).toBe('for ever');
});

test('an operation that must stop asks no more, even in the middle of a pause', async () => {
  const stop = new AbortController();
  let asked = 0;
  const found = pollUntil({ context: { signal: stop.signal }, client: { pauseMs: 3_600_000 } }, async () => {
    asked += 1;
    return null;
  });
  await theAnswer();
  expect(asked).toBe(1);
  stop.abort();
  expect(await found).toBeNull();
  expect(asked).toBe(2);
});

test('the next attempt is five pauses later', () => {
  expect(notYet(poll(1000), 'Waiting.')).toMatchObject({ message: 'Waiting.', retryAfter: 5 });
});
