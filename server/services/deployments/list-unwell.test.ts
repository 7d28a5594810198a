import { expect, test } from 'vitest';
import { unwellOf } from './list-unwell.ts';

function instance(id: string, change: object = {}) {
  return { id, nodeName: 'web', hostId: 'vm_1', state: 'started' as const, systemProperties: {}, ...change };
}

test('a failed operation outweighs a check; what is gone or well is not named', () => {
  const ill = { status: { ok: false, result: 'no process' } };
  const instances = [
    instance('web_1'),
    instance('web_2', { systemProperties: ill }),
    instance('web_3', { systemProperties: ill }),
    instance('web_4', { systemProperties: ill, state: 'deleted' }),
    instance('vm_1', { systemProperties: { status: { ok: false } }, nodeName: 'vm' }),
  ];
  expect(unwellOf(instances, new Map([['web_3', 'exit code 1']]))).toEqual([
    { id: 'web_2', node: 'web', hostId: 'vm_1', reason: 'status', text: 'no process' },
    { id: 'web_3', node: 'web', hostId: 'vm_1', reason: 'failed', text: 'exit code 1' },
    { id: 'vm_1', node: 'vm', hostId: null, reason: 'status', text: null },
  ]);
});
