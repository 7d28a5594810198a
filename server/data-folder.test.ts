import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataFolder } from './data-folder.ts';

let base: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'gantry-folder-'));
});

afterEach(() => rmSync(base, { recursive: true }));

const modeOf = (path: string) => statSync(path).mode & 0o777;
const closed = process.getuid?.() === 0 ? 0o711 : 0o700;

test('a new folder cannot be listed by others, whatever the umask', () => {
  const before = process.umask(0);
  try {
    const folder = openDataFolder(join(base, 'deep', 'data'));
    expect(modeOf(folder.root)).toBe(closed);
  } finally {
    process.umask(before);
  }
});

test('an empty folder is made passable for the database, one with something in it is left alone', () => {
  chmodSync(base, 0o750);
  expect(modeOf(openDataFolder(base).root)).toBe(closed);
  writeFileSync(join(base, 'something'), '');
  chmodSync(base, 0o750);
  expect(modeOf(openDataFolder(base).root)).toBe(0o750);
});

test('a relative name is taken from the working directory', () => {
  expect(openDataFolder(base).database).toBe(join(base, 'postgres'));
  expect(openDataFolder(`${base}/../${base.split('/').at(-1)}`).root).toBe(base);
});
