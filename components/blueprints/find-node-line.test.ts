import { expect, test } from 'vitest';
import { findNodeLine } from './find-node-line.ts';

const text = `inputs:
  web: {}
node_templates:
  # web: not this
  vm:
    type: a
  'web':
    type: b
outputs:
  db: 1
`;

test.each([
  ['vm', 5],
  ['web', 7],
  ['db', null],
  ['type', 6],
])('%s begins in line %s', (node, line) => {
  expect(findNodeLine(text, node)).toBe(line);
});
