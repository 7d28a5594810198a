import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LogScan, stepLines } from './log-scan.ts';

/** A log whose members are known, which answers when it is told to, in any order. */
function logOf(members: readonly number[]) {
  const waiting: { after: number; to: number; answer: () => void; fail: () => void }[] = [];
  const looked: [number, number][] = [];
  const scan = new LogScan((after, to) => {
    looked.push([after, to]);
    const { promise, resolve, reject } = Promise.withResolvers<number[][]>();
    const found = members.filter((member) => member > after && member <= to).map((member) => member - after);
    waiting.push({ after, to, answer: () => resolve([found]), fail: () => reject(new Error('no')) });
    return promise;
  });
  /** Lets looks end, those that `pick` chooses first, until nobody waits any more. */
  const run = async (pick: (most: number) => number) => {
    for (let calm = 0; calm < 5; ) {
      const [look] = waiting.splice(pick(waiting.length), 1);
      look?.answer();
      calm = look === undefined ? calm + 1 : 0;
      await new Promise(setImmediate);
    }
  };
  return { scan, looked, waiting, run };
}

const last = 6 * stepLines;
const line = fc.integer({ min: 1, max: last });
const question = fc.record({
  kind: fc.constantFrom('after', 'before', 'cover'),
  seq: line,
  count: fc.integer({ min: 1, max: 20 }),
  growth: fc.integer({ min: 0, max: stepLines }),
});

test('whoever asks, for whatever, as the log grows: all is found, and no line is looked at twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        some: fc.uniqueArray(line, { maxLength: 60 }),
        questions: fc.array(question, { minLength: 1, maxLength: 12 }),
        begin: line,
        picks: fc.infiniteStream(fc.nat({ max: 5 })),
      }),
      async ({ some, questions, begin, picks }) => {
        const members = some.toSorted((a, b) => a - b);
        const { scan, looked, run } = logOf(members);
        let lastSeq = begin;
        const answers = questions.map(async ({ kind, seq, count, growth }) => {
          lastSeq = Math.min(last, lastSeq + growth);
          const [to, at] = [lastSeq, Math.min(seq, lastSeq)];
          const there = members.filter((member) => member <= to);
          if (kind === 'cover') {
            await scan.cover(to);
            expect(scan.first.rank(to + 1)).toBe(there.length);
          } else if (kind === 'after') {
            expect(await scan.after(at, count, to)).toEqual(there.filter((member) => member > at).slice(0, count));
          } else {
            expect(await scan.before(at, count, to)).toEqual(there.filter((member) => member < at).slice(-count));
          }
        });
        await run((most) => (picks.next().value ?? 0) % Math.max(1, most));
        await Promise.all(answers);
        const lines = looked.toSorted(([a], [b]) => a - b);
        for (const [at, [after]] of lines.entries()) expect(after).toBeGreaterThanOrEqual(lines[at - 1]?.[1] ?? 0);
      },
    ),
    { numRuns: 100 },
  );
});

test('what somebody waits for is looked at before what is counted', async () => {
  const { scan, looked, run } = logOf([4 * stepLines + 7]);
  const counted = scan.cover(last);
  const hit = scan.after(4 * stepLines, 1, last);
  await run(() => 0);
  expect([await hit, scan.first.count]).toEqual([[4 * stepLines + 7], 1]);
  expect(looked.slice(0, 4).map(([after]) => after / stepLines)).toEqual([0, 1, 4, 5]);
  await counted;
});

test('a fault ends what was asked for, and the next one begins anew', async () => {
  const { scan, waiting, run } = logOf([5]);
  const asked = Promise.allSettled([scan.cover(last), scan.before(last, 1, last)]);
  waiting.shift()?.fail();
  expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const again = scan.cover(last);
  await run(() => 0);
  await again;
  expect(scan.first.count).toBe(1);
});
