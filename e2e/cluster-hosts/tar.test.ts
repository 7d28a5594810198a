import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { makeImage } from './images.ts';
import { makeTar } from './tar.ts';

it('makes archives that tar reads, with modes and links', () => {
  const archive = makeTar([
    { path: 'bin/', content: null },
    { path: 'bin/run', content: Buffer.from('x'.repeat(700)), mode: 0o755 },
    { path: 'bin/also', content: null, link: 'run', mode: 0o777 },
  ]);
  const listed = execFileSync('tar', ['-tv', '--utc'], { input: archive }).toString().trim().split('\n');
  expect(listed).toEqual([
    'drwxr-xr-x 0/0               0 1970-01-01 00:00 bin/',
    '-rwxr-xr-x 0/0             700 1970-01-01 00:00 bin/run',
    'lrwxrwxrwx 0/0               0 1970-01-01 00:00 bin/also -> run',
  ]);
  expect(execFileSync('tar', ['-xO', 'bin/run'], { input: archive }).toString()).toBe('x'.repeat(700));
  expect(() => makeTar([{ path: 'x'.repeat(101), content: null }])).toThrow('too long');
});

it('makes the same image from the same plan', () => {
  const plan = { name: 'cellar/a:1', files: [{ path: 'a', content: Buffer.from('a') }], command: ['/a'] };
  expect(makeImage(plan).equals(makeImage(plan))).toBe(true);
  const names = execFileSync('tar', ['-t'], { input: makeImage(plan) }).toString();
  expect(names).toMatch(/^[0-9a-f]{64}\.json\nlayer\.tar\nmanifest\.json\n$/);
});
