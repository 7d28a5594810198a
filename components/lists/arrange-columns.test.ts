import { expect, test } from 'vitest';
import { arrangeColumns, moveColumn } from './arrange-columns.ts';

const all = [{ id: 'name', primary: true }, { id: 'status' }, { id: 'by' }, { id: 'ended', optional: true as const }];
const idsOf = (columns: readonly { id: string }[]) => columns.map(({ id }) => id);

test('without a choice the usual ones, else the chosen in their order after the one that names the row', () => {
  expect(idsOf(arrangeColumns(all, null))).toEqual(['name', 'status', 'by']);
  expect(idsOf(arrangeColumns(all, ['ended', 'status']))).toEqual(['name', 'ended', 'status']);
});

test('what a later release no longer has, or is named twice, does no harm', () => {
  expect(idsOf(arrangeColumns(all, ['gone', 'by', 'by', 'name']))).toEqual(['name', 'by']);
});

test('a column is moved past its neighbour, never out of the list', () => {
  expect(moveColumn(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
  expect(moveColumn(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
  expect(moveColumn(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
  expect(moveColumn(['a', 'b', 'c'], 'x', 1)).toEqual(['a', 'b', 'c']);
});
