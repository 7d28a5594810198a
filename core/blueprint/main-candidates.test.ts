import { expect, test } from 'vitest';
import { mainCandidates } from './main-candidates.ts';

const language = 'tosca_definitions_version: cloudify_dsl_1_3\n';
const nodes = `${language}node_templates: {}\n`;

test.each([
  [{ 'types.yaml': language, 'main.yaml': nodes, 'ci.yaml': 'a: 1', 'x.sh': nodes }, ['main.yaml']],
  [{ 'a/b.yaml': nodes, 'z.yaml': nodes, 'blueprint.yaml': nodes }, ['blueprint.yaml', 'z.yaml', 'a/b.yaml']],
  [{ 'types.yaml': language }, ['types.yaml']],
  [{ 'b.yml': 'a: 1', 'a.yaml': 'a: 1' }, ['a.yaml', 'b.yml']],
  [{ 'readme.md': language }, []],
])('of %j', (texts, expected) => {
  expect(mainCandidates(Object.entries(texts))).toEqual(expected);
});
