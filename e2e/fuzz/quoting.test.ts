import { describe, expect, test } from 'vitest';
import { randomTexts, roundTrip, shells } from './quoting.ts';

describe.each(shells.map((shell) => ({ name: shell.join(' '), shell })))('$name', ({ shell }) => {
  test.each(['C', 'C.UTF-8'])('2,000 random texts arrive unchanged in programs (%s)', (locale) => {
    expect(roundTrip(shell, randomTexts(2000, 7), locale)).toEqual([]);
  });
});

test('a text that came as another one is told', () => {
  const [mismatch] = roundTrip(['sh', '-c', 'sed s/secret/public/ | sh'], ['secret'], 'C');
  expect(mismatch).toMatchObject({ way: 'environment', sent: 'secret', came: 'public' });
});
