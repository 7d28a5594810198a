import { expect, test } from 'vitest';
import { filterQuery } from './filter-query.ts';

test('the same filter is written the same way, without page and pane', () => {
  expect(filterQuery('?status=failed&pane=1&q=a%20b&at=x')).toBe('q=a+b&status=failed');
  expect(filterQuery(new URLSearchParams('q=a b&status=failed&tab=runs'))).toBe('q=a+b&status=failed');
  expect(filterQuery('?pane=1')).toBe('');
});
