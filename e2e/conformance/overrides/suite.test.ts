import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runOverrides } from './suite.ts';

const file = join(import.meta.dirname, '../../../../shared/blueprints/expected/overrides.json');

test.skipIf(!existsSync(file))('overrides of descriptors do what the recorded ones did', async () => {
  const said: string[] = [];
  const { passed, failures } = await runOverrides(file, {
    only: null,
    verbose: true,
    print: (line) => said.push(line),
  });
  expect(failures, said.join('\n')).toEqual([]);
  expect(passed).toBeGreaterThan(0);
});
