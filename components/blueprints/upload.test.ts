import { expect, test } from 'vitest';
import { isArchive, isYaml, nameFromFile } from './upload.ts';

test.each([
  ['cellar.yaml', 'cellar', false, true],
  ['cellar.YML', 'cellar', false, true],
  ['cellar-1.2.tar.gz', 'cellar-1.2', true, false],
  ['cellar.tgz', 'cellar', true, false],
  ['cellar.zip', 'cellar', true, false],
  ['.yaml', 'blueprint', false, true],
  ['cellar.txt', 'cellar.txt', false, false],
])('%s', (file, ...expected) => {
  expect([nameFromFile(file), isArchive(file), isYaml(file)]).toEqual(expected);
});
