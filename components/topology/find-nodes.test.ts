import { expect, test } from 'vitest';
import type { TopologyInstance, TopologyNode } from '../../server/api/contract.ts';
import { findNodes } from './find-nodes.ts';

function node(id: string, state: TopologyInstance['state'], failed = false): TopologyNode {
  const instances = [{ id: `${id}_x1`, index: 1, state, failed }];
  return { id, type: 'acme.Server', typeHierarchy: [], parent: null, instances, defaultInstances: 1 };
}

const nodes = [node('web', 'started'), node('db', 'starting'), node('cache', 'started', true), node('old', 'deleted')];

test.each([
  [{ text: 'WEB', state: null }, ['web']],
  [{ text: 'db_x1', state: null }, ['db']],
  [{ text: 'acme', state: null }, ['web', 'db', 'cache', 'old']],
  [{ text: '', state: 'failed' }, ['cache']],
  [{ text: '', state: 'changing' }, ['db']],
  [{ text: '', state: 'started' }, ['web']],
  [{ text: 'o', state: 'stopped' }, ['old']],
] as const)('by text and state: %o', (wanted, found) => {
  expect(findNodes({ nodes, edges: [] }, wanted)).toEqual(found);
});
