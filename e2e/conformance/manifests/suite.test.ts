import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runManifests } from './suite.ts';

const folder = join(import.meta.dirname, '../../../../shared/blueprints');

test.skipIf(!existsSync(folder))('the objects of real blueprints find their place on old and new servers', async () => {
  const said: string[] = [];
  const { passed, failures } = await runManifests(folder, {
    only: null,
    verbose: true,
    print: (line) => said.push(line),
  });
  expect(failures, said.join('\n')).toEqual([]);
  expect(passed).toBeGreaterThan(0);
});
