import { Worker } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { watchWork } from './watch-work.ts';

const workers: Worker[] = [];
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.terminate();
});

function startWorker(code: string): Worker {
  const worker = new Worker(code, { eval: true });
  workers.push(worker);
  return worker;
}

it('ends a thread that works too long, however it is written', async () => {
  const endless = startWorker("for (;;) /^(a+)+$/.test('a'.repeat(40) + 'b');");
  await new Promise<void>((resolve) => {
    watchWork(endless, { workMs: 200, clockMs: 600_000 }, resolve);
  });
});

it('lets a thread wait that is given no time to work, until the clock has run out too', async () => {
  const calls: string[] = [];
  const waiting = startWorker('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);');
  const stop = watchWork(waiting, { workMs: 20_000, clockMs: 600_000 }, () => calls.push('work'));
  await new Promise<void>((resolve) => {
    watchWork(waiting, { workMs: 20_000, clockMs: 600 }, resolve);
  });
  stop();
  expect(calls).toEqual([]);
});
