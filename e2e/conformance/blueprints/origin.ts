import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Expectation } from '../dsl/case.ts';

/** What became of one real blueprint in the reference. */
export interface RecordedBlueprint {
  /** Folder and path, as one name. */
  id: string;
  folder: string;
  /** The main file, relative to the folder. */
  path: string;
  /** A folder whose files stand in for a submodule that the blueprint's folder leaves empty. */
  repair: string | null;
  result: RecordedResult;
}

export type RecordedResult =
  | { kind: 'plan'; nodes: number | null; expected: string | null }
  | { kind: 'refused'; expectation: Expectation }
  | { kind: 'unknown'; why: string };

const suffix = '.plan.json';
const repaired = /^repaired-([^_]+)__/;

/** The blueprints that the folder's ORIGIN.md and `expected/` tell of. */
export function readOrigin(root: string): RecordedBlueprint[] {
  const origin = join(root, 'ORIGIN.md');
  if (!existsSync(origin)) throw new Error(`${root} has no ORIGIN.md: it is not a folder of recorded blueprints.`);
  const expected = readdirSync(join(root, 'expected')).filter((name) => name.endsWith(suffix));
  const rows = readFileSync(origin, 'utf8')
    .split('\n')
    .flatMap((line) => readRow(line, expected));
  const told = new Set(rows.map(({ folder, path }) => expectedName(folder, path)));
  return [...rows, ...expected.filter((name) => !told.has(name)).map(readExpectedName)];
}

/** A row is `| folder | blueprint | dsl | imports | result |`; other lines tell of no blueprint. */
function readRow(line: string, expected: readonly string[]): RecordedBlueprint[] {
  const [, folder = '', path = '', version = '', , text = ''] = line.split('|').map((cell) => cell.trim());
  if (!/^1_\d$/.test(version)) return [];
  const name = expectedName(folder, path);
  const result = readResult(text, expected.includes(name) ? name : null);
  return [{ id: `${folder}/${path}`, folder, path, repair: null, result }];
}

function readResult(text: string, expected: string | null): RecordedResult {
  const parsed = /^OK \((\d+)\)/.exec(text);
  if (parsed !== null) return { kind: 'plan', nodes: Number(parsed[1]), expected };
  const refused = /^FAIL \[(\w+) (\d*)\] (.*)$/.exec(text);
  if (refused === null) return { kind: 'unknown', why: text };
  const [, errorClass = '', number = '', message = ''] = refused;
  // The recorder let failures to open an import through; in the language they are error 13.
  const missing = errorClass === 'FileNotFoundError';
  return {
    kind: 'refused',
    expectation: {
      ok: false,
      error_class: missing ? 'DSLParsingLogicException' : errorClass,
      err_code: missing ? 13 : Number(number),
      message,
    },
  };
}

function expectedName(folder: string, path: string): string {
  return `${folder}__${path.replaceAll('/', '__')}${suffix}`;
}

/** Plans without a row are those of blueprints that were mended. */
function readExpectedName(name: string): RecordedBlueprint {
  const commit = repaired.exec(name)?.[1];
  const [folder = '', ...path] = name.replace(repaired, '').slice(0, -suffix.length).split('__');
  return {
    id: name.slice(0, -suffix.length),
    folder,
    path: path.join('/'),
    repair: commit === undefined ? null : `proxy-plugin@${commit}`,
    result: { kind: 'plan', nodes: null, expected: name },
  };
}
