import { expect, it } from 'vitest';
import { readWish } from './wish.ts';

it('reads labels as values and lists of values', () => {
  expect(readWish({ labels: { zone: 'a', role: ['web', 'db'], cores: 4, ssd: true, any: [], all: null } })).toEqual({
    labels: { zone: ['a'], role: ['web', 'db'], cores: ['4'], ssd: ['true'], any: [], all: [] },
    os: null,
  });
  expect(readWish({})).toEqual({ labels: {}, os: null });
});

it('reads the system and the tags of the old plugin', () => {
  expect(readWish({ os: 'Linux', filters: { tags: ['redhat', 'large'] } })).toEqual({
    labels: { tags: ['redhat', 'large'] },
    os: 'linux',
  });
  expect(readWish({ os: '', filters: { tags: [] }, labels: { tags: 'x' } })).toEqual({
    labels: { tags: ['x'] },
    os: null,
  });
});

it.each([
  [{ labels: ['zone'] }, 'labels must be a map'],
  [{ labels: { zone: { is: 'a' } } }, 'labels.zone must be a text or a list of texts'],
  [{ filters: { tags: [['a']] } }, 'filters.tags must be a text or a list of texts'],
  [{ os: ['linux'] }, 'os must be the name of a system'],
])('says what it does not understand: %j', (properties, message) => {
  expect(() => readWish(properties)).toThrow(message);
});
