import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

test('servers killed in the middle of the example lose nothing and repeat nothing', async () => {
  const args = [main, '--minutes', '4', '--seed', '7', '--points', '3', '--kills', '5'];
  const { stdout } = await promisify(execFile)(process.execPath, args).catch((fault: { stdout: string }) => fault);
  const line = stdout.split('\n').find((text) => text.startsWith('{')) ?? '{}';
  expect(JSON.parse(line), stdout).toMatchObject({ lost: 0, repeated: 0, wrong: 0, at_points: 3, at_random: 5 });
}, 300_000);
