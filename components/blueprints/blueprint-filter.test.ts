import { expect, test } from 'vitest';
import { type BlueprintChoice, filterBlueprints, namesOf } from './blueprint-filter.ts';

const of = (name: string, given: object = {}) => ({
  ...{ name, description: null, mainFile: 'blueprint.yaml', types: [], plugins: [], example: false },
  ...given,
});
const all = [
  of('cellar', { example: true, types: ['cellar.Host', 'app.Web'], plugins: ['script'] }),
  of('shop', { description: 'A web shop', types: ['app.Web'], plugins: ['script', 'ssh'] }),
  of('lake'),
];
const any: BlueprintChoice = { text: '', origins: [], types: [], plugins: [] };
const meant = (choice: Partial<BlueprintChoice>) =>
  filterBlueprints(all, { ...any, ...choice }).map(({ name }) => name);

test('text is looked for in names, descriptions, types and plugins', () => {
  expect(meant({})).toEqual(['cellar', 'shop', 'lake']);
  expect(meant({ text: 'WEB' })).toEqual(['cellar', 'shop']);
  expect(meant({ text: 'web ssh' })).toEqual(['shop']);
});

test('facets narrow down together, and within one any value will do', () => {
  expect(meant({ plugins: ['ssh', 'none'] })).toEqual(['shop']);
  expect(meant({ types: ['app.Web'], origins: ['example'] })).toEqual(['cellar']);
  expect(meant({ origins: ['own', 'example'] })).toHaveLength(3);
});

test('what some blueprint uses is listed once', () => {
  expect(namesOf(all, 'types')).toEqual(['app.Web', 'cellar.Host']);
  expect(namesOf(all, 'plugins')).toEqual(['script', 'ssh']);
});
