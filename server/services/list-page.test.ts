import { expect, test } from 'vitest';
import { readCursor } from '../../db/repositories/keyset.ts';
import { cutPage, pageQuery } from './list-page.ts';

const ids = [...'abcd'].map((letter) => letter.repeat(8) + '-0000-4000-8000-000000000000');
const read = (count: number) => ids.slice(0, count).map((id, at) => ({ row: { id }, place: String(at) }));

test('the first page leads on and not back', () => {
  const page = cutPage(read(3), { cursor: null, limit: 2 });
  expect(page.rows.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  expect(page.previous).toBeNull();
  expect(readCursor(page.next ?? '')).toEqual({ side: 'after', value: '1', id: ids[1] });
});

test('the last page leads back and not on', () => {
  const cursor = { side: 'after', value: '1', id: ids[1] ?? '' } as const;
  const page = cutPage(read(2), { cursor, limit: 2 });
  expect(page.next).toBeNull();
  expect(readCursor(page.previous ?? '')).toMatchObject({ side: 'before', value: '0' });
});

test('a page that is read backwards stands in the order of the list, and has one after it', () => {
  const cursor = { side: 'before', value: '9', id: ids[3] ?? '' } as const;
  const page = cutPage(read(2), { cursor, limit: 2 });
  expect(page.rows.map(({ id }) => id)).toEqual([ids[1], ids[0]]);
  expect(page.previous).toBeNull();
  expect(page.next).not.toBeNull();
});

test('an empty page leads nowhere', () => {
  expect(cutPage([], { cursor: null, limit: 2 })).toEqual({ rows: [], previous: null, next: null });
});

test('an order has a direction, and a cursor that nobody wrote is refused', () => {
  expect(pageQuery({}, '-created')).toEqual({ sort: 'created', down: true, cursor: null, limit: 100 });
  expect(pageQuery({ sort: 'name', limit: 5 }, '-created')).toMatchObject({ sort: 'name', down: false, limit: 5 });
  for (const cursor of ['?', '', Buffer.from('["after","x","y"]').toString('base64url')])
    expect(() => pageQuery<string>({ cursor }, 'name')).toThrow('not known');
});
