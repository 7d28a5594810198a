import { expect, test } from 'vitest';
import { entrySelection } from './entry-selection.ts';
import { followEntry, followInSelection } from './follow-names.ts';

test('an entry that is looked at is followed to its new name, and left when it is gone', () => {
  const input = entrySelection('inputs', 'flavor');
  expect(
    followEntry(input, [{ kind: 'rename-declaration', section: 'inputs', name: 'flavor', to: 'size' }]).entry,
  ).toEqual({ section: 'inputs', name: 'size' });
  expect(followEntry(input, [{ kind: 'remove-declaration', section: 'inputs', name: 'flavor' }]).entry).toBeUndefined();
  expect(followEntry(input, [{ kind: 'remove-declaration', section: 'outputs', name: 'flavor' }])).toEqual(input);
  const label = entrySelection('labels', 'team');
  const gone = { kind: 'unset-definition', section: 'labels', name: 'team', path: [] } as const;
  expect(followEntry(label, [gone]).entry).toBeUndefined();
  expect(followEntry(label, [{ ...gone, path: ['values', 0] }])).toEqual(label);
  expect(followEntry(entrySelection('groups', 'g'), [{ kind: 'remove-group', group: 'g' }]).entry).toBeUndefined();
});

test('nodes and relationships that are selected are followed', () => {
  const names = new Map([
    ['a', 'b'],
    ['gone', null],
  ]);
  const selection = { nodes: ['a', 'gone'], relationship: { node: 'a', index: 1 } };
  expect(followInSelection(selection, names)).toEqual({ nodes: ['b'], relationship: { node: 'b', index: 1 } });
});
