import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gantry-lock-'));
  file = join(folder, 'server.lock');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('the second one is told the process and the address', () => {
  const lock = lockFolder(file);
  expect(() => lockFolder(file)).toThrow(`process ${process.pid}. It is still starting`);
  lock.announce('http://127.0.0.1:8420');
  expect(() => lockFolder(file)).toThrow('It answers at http://127.0.0.1:8420');
  lock.release();
  lockFolder(file).release();
  expect(readdirSync(folder)).toEqual([]);
});

test('a lock of a killed process is no obstacle', async () => {
  const child = spawn('sleep', ['60']);
  const startedAt = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
  writeFileSync(file, JSON.stringify({ pid: child.pid, startedAt, url: null }));
  expect(() => lockFolder(file)).toThrow(`process ${child.pid}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockFolder(file).release();
});

test.each([
  ['of a process whose number another program got', JSON.stringify({ pid: process.pid, startedAt: '1', url: null })],
  ['that was cut off while it was written', '{"pid":'],
  ['that is empty', ''],
])('a lock %s is no obstacle', (_, content) => {
  writeFileSync(file, content);
  lockFolder(file).release();
  expect(readdirSync(folder)).toEqual([]);
});
