import { expect, test } from 'vitest';
import type { DesignNode } from '../../../core/design/design.ts';
import { ofSameType, stream } from './related-nodes.ts';

function node(id: string, type: string, needs: readonly string[] = []): DesignNode {
  const relationship = { type: '', typeHierarchy: [], kind: 'connected_to', properties: {} } as const;
  return {
    ...{ id, type, typeHierarchy: [], parent: null, properties: {}, interfaces: {}, file: null },
    instances: { default: 1, min: 0, max: -1, isWritten: false },
    relationships: needs.map((target, index) => ({
      ...{ ...relationship, index, target, sourceInterfaces: {}, targetInterfaces: {} },
    })),
  };
}

const nodes = [
  node('vm', 'Compute'),
  node('net', 'Network'),
  node('db', 'Program', ['vm', 'net', 'gone']),
  node('web', 'Program', ['db']),
];

test('all that nodes need, all that needs them, and all of their types', () => {
  expect(stream(nodes, ['web'], 'up')).toEqual(['web', 'db', 'vm', 'net']);
  expect(stream(nodes, ['vm'], 'down')).toEqual(['vm', 'db', 'web']);
  expect(ofSameType(nodes, ['db'])).toEqual(['db', 'web']);
  expect(ofSameType(nodes, [])).toEqual([]);
});
