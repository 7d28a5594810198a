import { expect, test } from 'vitest';
import { Turnstile } from './turnstile.ts';

test('so many pass at a time, the others in their order, also after one fails', async () => {
  const turnstile = new Turnstile(2);
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const begun: number[] = [];
  const passing = gates.map((gate, index) =>
    turnstile.pass(async () => {
      begun.push(index);
      await gate.promise;
      if (index === 0) throw new Error('fell');
      return index;
    }),
  );
  const outcomes = Promise.allSettled(passing);
  expect(begun).toEqual([0, 1]);
  gates[0]?.resolve();
  await expect(passing[0]).rejects.toThrow('fell');
  expect(begun).toEqual([0, 1, 2]);
  for (const gate of gates) gate.resolve();
  expect((await outcomes).map(({ status }) => status)).toEqual([
    'rejected',
    ...Array.from({ length: 4 }, () => 'fulfilled'),
  ]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});
