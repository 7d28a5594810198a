import { expect, test } from 'vitest';
import type { Intent } from '../../../core/dsl/edit/index.ts';
import { entrySelection } from './entry-selection.ts';
import { followInIntent, followInLayout, followInSelection, newNames } from './follow-names.ts';
import { emptyLayout } from './layout.ts';

const entryAfter = (intent: Intent, entry = entrySelection('inputs', 'flavor')) =>
  followInSelection(entry, newNames([intent])).entry;

test('an entry that is looked at is followed to its new name, and left when it is gone', () => {
  expect(entryAfter({ kind: 'rename-declaration', section: 'inputs', name: 'flavor', to: 'size' })).toEqual({
    section: 'inputs',
    name: 'size',
  });
  expect(entryAfter({ kind: 'remove-declaration', section: 'inputs', name: 'flavor' })).toBeUndefined();
  const flavor = { section: 'inputs', name: 'flavor' };
  expect(entryAfter({ kind: 'remove-declaration', section: 'outputs', name: 'flavor' })).toEqual(flavor);
  const label = entrySelection('labels', 'team');
  const gone = { kind: 'unset-definition', section: 'labels', name: 'team', path: [] } as const;
  expect(entryAfter(gone, label)).toBeUndefined();
  expect(entryAfter({ ...gone, path: ['values', 0] }, label)).toEqual(label.entry);
  expect(entryAfter({ kind: 'remove-group', group: 'g' }, entrySelection('groups', 'g'))).toBeUndefined();
});

const renamed = newNames([
  { kind: 'rename-node', node: 'a', name: 'b' },
  { kind: 'delete-node', node: 'gone', children: false },
  { kind: 'rename-node', node: 'b', name: 'c' },
  { kind: 'rename-declaration', section: 'inputs', name: 'a', to: 'z' },
]);

test('nodes and relationships that are selected are followed, from name to name', () => {
  const selection = { nodes: ['a', 'gone', 'other'], relationship: { node: 'a', index: 1 } };
  expect(followInSelection(selection, renamed)).toEqual({
    nodes: ['c', 'other'],
    relationship: { node: 'c', index: 1 },
  });
});

test('places follow', () => {
  const places = { a: { x: 1, y: 2 }, gone: { x: 3, y: 4 } };
  expect(followInLayout({ ...emptyLayout, places }, renamed).places).toEqual({
    a: null,
    b: null,
    c: { x: 1, y: 2 },
    gone: null,
  });
});

test('an intent that was meant for a thing under its old name is carried out on it under the new one', () => {
  const follow = (intent: Intent) => followInIntent(intent, renamed);
  const set = { kind: 'set-property', path: ['port'], value: 1 } as const;
  expect(follow({ ...set, node: 'a' })).toEqual({ ...set, node: 'c' });
  expect(follow({ ...set, node: 'gone' })).toEqual({ ...set, node: 'gone' });
  expect(follow({ kind: 'nest', node: 'x', host: 'a' })).toEqual({ kind: 'nest', node: 'x', host: 'c' });
  const input = { kind: 'set-declaration', section: 'inputs', path: ['default'], value: 1 } as const;
  expect(follow({ ...input, name: 'a' })).toEqual({ ...input, name: 'z' });
  expect(follow({ ...input, section: 'outputs', name: 'a' })).toEqual({ ...input, section: 'outputs', name: 'a' });
  const added = { kind: 'add-declaration', section: 'inputs', name: 'a', definition: {} } as const;
  expect(follow(added)).toEqual(added);
});
