import { expect, it } from 'vitest';
import { describeDifference } from './describe-difference.ts';

const operation = (instance: string, name: string) => ({
  stage: 1,
  task: `${instance}/${name}`,
  instance,
  operation: name,
});
const [create, start, stop] = [operation('web_1', 'create'), operation('web_1', 'start'), operation('db_1', 'stop')];

it('names what is more and what is less', () => {
  expect(describeDifference([create, start], [create, stop])).toBe(
    'The deployment has changed since the preview: it would also run "stop of db_1", and it would no longer run "start of web_1". Make a new preview and look at it.',
  );
});

it('says what else can differ', () => {
  expect(describeDifference([create, start], [start, create])).toContain('the order, the hosts or the inputs');
});

it('does not name hundreds', () => {
  const many = Array.from({ length: 100 }, (_, index) => operation(`web_${index}`, 'start'));
  expect(describeDifference([], many)).toContain('and 97 more');
});
