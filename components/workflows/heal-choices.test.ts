import { expect, test } from 'vitest';
import { healChoices } from './heal-choices.ts';

test('failures come first, and each host once after what stands on it, unless it is unwell itself', () => {
  const choices = healChoices([
    { id: 'web_1', node: 'web', hostId: 'vm_1', reason: 'status', text: null },
    { id: 'app_1', node: 'app', hostId: 'vm_1', reason: 'failed', text: 'exit code 1' },
    { id: 'db_1', node: 'db', hostId: 'vm_2', reason: 'failed', text: '' },
    { id: 'vm_2', node: 'vm', hostId: null, reason: 'failed', text: null },
  ]);
  expect(choices.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    'instance app_1',
    'instance db_1',
    'instance vm_2',
    'instance web_1',
    'host vm_1',
  ]);
  expect(choices[0]?.text).toBe('Its last operation failed: exit code 1');
  expect(choices.at(-1)?.text).toBe('The host of app_1, web_1, with all that stands on it');
});
