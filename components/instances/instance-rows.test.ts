import { expect, test } from 'vitest';
import type { TopologyNode } from '../../server/api/contract.ts';
import { instanceRows } from './instance-rows.ts';

function node(id: string, parent: string | null, failed: readonly boolean[]): TopologyNode {
  const instances = failed.map((each, at) => ({
    id: `${id}_${at}`,
    index: at + 1,
    state: 'started' as const,
    failed: each,
  }));
  return { id, type: `types.${id}`, typeHierarchy: [], parent, instances, defaultInstances: 1 };
}

const topology = { nodes: [node('vm', null, [false]), node('web', 'vm', [false, true])], edges: [] };

test.each([
  ['', null, ['vm_0', 'web_0', 'web_1']],
  ['WEB', null, ['web_0', 'web_1']],
  ['web_1', null, ['web_1']],
  ['types.vm', null, ['vm_0']],
  ['', 'failed' as const, ['web_1']],
  ['vm', 'failed' as const, []],
])('%s in the state %s', (text, state, ids) => {
  expect(instanceRows(topology, { text, state }).map(({ id }) => id)).toEqual(ids);
});

test('each says where it stands', () => {
  expect(instanceRows(topology, { text: 'web_0', state: null })[0]).toMatchObject({ node: 'web', within: 'vm' });
});
