import { expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { shareRecentActors } from './recent-actors.ts';

it('asks once for many streams of a session, and again after a moment', async () => {
  const actor: Actor = { userId: 'u', name: 'n', email: 'e', tenant: { id: 't', name: 't' }, role: 'viewer' };
  const asked: (string | null)[] = [];
  let now = 0;
  const find = shareRecentActors(
    async (headers) => {
      asked.push(headers.get('cookie'));
      return actor;
    },
    { now: () => now },
  );
  const ask = (cookie: string) => find(new Headers({ cookie }));
  await Promise.all([ask('a'), ask('a'), ask('b'), ask('a')]);
  expect(asked).toEqual(['a', 'b']);
  now += 1_000;
  expect(await ask('a')).toBe(actor);
  expect(asked).toEqual(['a', 'b', 'a']);
});
