import { expect, it } from 'vitest';
import { mergeDefinition } from './merge-definition.ts';

it('merges maps, and items of lists by what they are told apart by', () => {
  const containers = [
    { name: 'app', image: 'a:1', ports: [{ containerPort: 80 }] },
    { name: 'side', image: 's' },
  ];
  const changes = {
    spec: {
      replicas: null,
      containers: [
        { name: 'app', image: 'a:2' },
        { name: 'new', image: 'n' },
      ],
      args: ['b'],
    },
  };
  expect(mergeDefinition({ kind: 'A', spec: { replicas: 1, containers, args: ['a', 'c'] } }, changes)).toEqual({
    kind: 'A',
    spec: {
      containers: [
        { name: 'app', image: 'a:2', ports: [{ containerPort: 80 }] },
        { name: 'side', image: 's' },
        { name: 'new', image: 'n' },
      ],
      args: ['b'],
    },
  });
});
