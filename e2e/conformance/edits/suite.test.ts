import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runEdits } from './suite.ts';

const examples = join(import.meta.dirname, '../../../examples');
const real = join(import.meta.dirname, '../../../../shared/blueprints');

async function run(folder: string, only: string | null) {
  const said: string[] = [];
  const result = await runEdits(folder, { only, verbose: false, print: (line) => said.push(line) });
  return { ...result, said: said.join('\n') };
}

describe('edits of blueprints', () => {
  it('change what they should and no more, in the examples', async () => {
    const { failures, passed, said } = await run(examples, null);
    expect(failures, said).toEqual([]);
    expect(passed).toBeGreaterThan(100);
  }, 120_000);

  it.skipIf(!existsSync(real)).each(['cfy3@1.4/', 'kubernetes-cluster-blueprint/'])(
    'change what they should and no more, in %s',
    async (only) => {
      const { failures, passed, said } = await run(real, only);
      expect(failures, said).toEqual([]);
      expect(passed).toBeGreaterThan(50);
    },
    120_000,
  );
});
