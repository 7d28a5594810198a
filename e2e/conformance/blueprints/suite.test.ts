import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runBlueprints } from './suite.ts';

const folder = join(import.meta.dirname, '../../../../shared/blueprints');

describe.skipIf(!existsSync(folder))('real blueprints', () => {
  it('mean what they mean to the reference, or are refused for the same reason', async () => {
    const said: string[] = [];
    const result = await runBlueprints(folder, { only: null, verbose: false, print: (line) => said.push(line) });
    expect(result.failures, said.join('\n')).toEqual([]);
    expect(result.passed).toBeGreaterThan(0);
  });

  it('are chosen by a part of their names', async () => {
    const { passed } = await runBlueprints(folder, { only: 'cfy3@1.4/', verbose: true, print: () => undefined });
    expect(passed).toBe(2);
  });
});
