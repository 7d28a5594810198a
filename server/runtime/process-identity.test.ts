import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isProvenDead, ownIdentity } from './process-identity.ts';

test('a living process is not taken for dead, nor one of another machine', () => {
  const own = ownIdentity();
  expect(isProvenDead(own)).toBe(false);
  expect(isProvenDead({ ...own, host: 'elsewhere', pid: 999_999_999 })).toBe(false);
  expect(isProvenDead({ ...own, processStart: 'unknown', pid: 999_999_999 })).toBe(false);
});

test('a process that is gone, or whose number another one has, is dead', async () => {
  const own = ownIdentity();
  expect(isProvenDead({ ...own, processStart: '1' })).toBe(true);
  const child = spawn('true');
  await once(child, 'exit');
  expect(isProvenDead({ ...own, pid: child.pid ?? 0 })).toBe(true);
});
