import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DslCase } from './case.ts';

/** The cases that the folder's INDEX.json lists, in its order, with `$blob` references replaced by what they stand for. */
export function readCases(folder: string, only: string | null): DslCase[] {
  const list = join(folder, 'INDEX.json');
  if (!existsSync(list)) throw new Error(`${folder} has no INDEX.json: it is not a folder of recorded cases.`);
  const { cases } = JSON.parse(readFileSync(list, 'utf8')) as {
    cases: Record<'id' | 'kind' | 'area' | 'file', string>[];
  };
  return cases
    .filter(({ id, kind, area }) => only === null || [id, kind, area].some((text) => text.includes(only)))
    .map(({ file }) => withBlobs(JSON.parse(readFileSync(join(folder, file), 'utf8')), folder) as DslCase);
}

function withBlobs(value: unknown, folder: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withBlobs(item, folder));
  if ('$blob' in value && typeof value.$blob === 'string') {
    const text = readFileSync(join(folder, 'blobs', value.$blob), 'utf8');
    return value.$blob.endsWith('.json') ? JSON.parse(text) : text;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withBlobs(item, folder)]));
}
