import { QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { FreshQueryClient } from './query-client.ts';

function open() {
  const client = new FreshQueryClient();
  const answers: ((answer: string) => void)[] = [];
  const queryFn = () => new Promise<string>((resolve) => answers.push(resolve));
  const seen: (string | undefined)[] = [];
  const observer = new QueryObserver(client, { queryKey: ['users', 'list'], queryFn });
  const stop = observer.subscribe(({ data }) => seen.push(data));
  return { client, answers, seen, stop };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('what was asked before a change is asked again once it is answered, however many changes there were', async () => {
  const { client, answers, seen, stop } = open();
  void client.invalidateQueries({ queryKey: ['users'] });
  void client.invalidateQueries({ queryKey: ['users'] });
  expect(answers).toHaveLength(1);
  answers[0]?.('before');
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.('after');
  await expect.poll(() => seen.at(-1)).toBe('after');
  expect(seen).toContain('before');
  expect(answers).toHaveLength(2);
  stop();
});

test('what nothing changed is asked once; what has an answer is asked again at once', async () => {
  const { client, answers, seen, stop } = open();
  void client.invalidateQueries({ queryKey: ['blueprints'] });
  answers[0]?.('first');
  await expect.poll(() => seen.at(-1)).toBe('first');
  await settled();
  expect(answers).toHaveLength(1);
  void client.invalidateQueries({ queryKey: ['users'] });
  expect(answers).toHaveLength(2);
  answers[1]?.('second');
  await expect.poll(() => seen.at(-1)).toBe('second');
  await settled();
  expect(answers).toHaveLength(2);
  stop();
});
