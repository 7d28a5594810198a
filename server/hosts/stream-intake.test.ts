import { expect, test } from 'vitest';
import type { Follower } from './follower.ts';
import { headLimit } from './output-limits.ts';
import { StreamIntake } from './stream-intake.ts';

/** Says what it was asked to do; `stop` is answered when the test says so. */
function makeFollower() {
  const asked: string[] = [];
  const stopped = Promise.withResolvers<void>();
  const follower = {
    stop: (stream: string) => {
      asked.push(`stop ${stream}`);
      return stopped.promise;
    },
    fail: (error: Error) => {
      asked.push(`fail ${error.message}`);
    },
  };
  return { asked, answer: stopped.resolve, follower: follower as unknown as Follower };
}

function makeIntake(breathe: () => Promise<void> = () => Promise.resolve()) {
  const emitted: { line: string; offset: number }[] = [];
  const intake = new StreamIntake({
    stream: 'stdout',
    from: 0,
    emit: (line, offset) => emitted.push({ line, offset }),
    breathe,
  });
  return { intake, emitted };
}

test('what comes faster than it is recorded is taken up to the live share, and the host hears of it at once', async () => {
  const log = Promise.withResolvers<void>();
  const { intake, emitted } = makeIntake(() => log.promise);
  const { follower, asked, answer } = makeFollower();
  const block = Buffer.from(`${'x'.repeat(1023)}\n`.repeat(100));
  for (let sent = 0; sent < 4 * headLimit; sent += block.length) intake.take(follower, block);
  expect(asked).toEqual(['stop stdout']);
  log.resolve();
  answer();
  await intake.finish(follower, headLimit);
  expect(emitted).toHaveLength(headLimit / 1024);
  expect(emitted.at(-1)?.offset).toBe(headLimit);
});

test('a connection that is gone emits nothing more, even what had come', async () => {
  const log = Promise.withResolvers<void>();
  const { intake, emitted } = makeIntake(() => log.promise);
  const { follower, asked } = makeFollower();
  intake.take(follower, Buffer.from('one\n'));
  intake.take(follower, Buffer.from('two\n'));
  intake.discard();
  log.resolve();
  await expect(intake.finish(follower, 8)).rejects.toThrow('The connection was lost.');
  expect(emitted).toEqual([{ line: 'one', offset: 4 }]);
  expect(asked).toEqual([]);
});

test('what cannot be recorded ends the connection with the reason', async () => {
  const { intake } = makeIntake(() => Promise.reject(new Error('Another worker has taken the execution over.')));
  const { follower, asked } = makeFollower();
  intake.take(follower, Buffer.from('one\n'));
  await expect(intake.finish(follower, 4)).rejects.toThrow('Another worker');
  expect(asked).toEqual(['fail Another worker has taken the execution over.']);
});
