import { readFileSync } from 'node:fs';
import { headLimit, tailLimit } from '../output-limits.ts';
import { quoteWord } from '../quote.ts';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

const launcher = Buffer.from(`head_size=${headLimit} tail_size=${tailLimit}\n${read('./launcher.sh')}`);
const ctx = Buffer.from(read('./ctx.sh'));
const sweep = read('./sweep.sh');

/** One file of an attempt. Names have only characters that need no quoting. */
export interface AttemptFile {
  name: string;
  mode: '600' | '500';
  content: Uint8Array;
}

const state = `\${GANTRY_STATE:-$HOME/.gantry/run}`;

/** Exit code of `unpackCommand` when the host cannot take the files; any other one is not ours. */
export const unpackFailed = 74;

/**
 * The command that takes an attempt's files from standard input into a folder of their own, and what to write to it.
 * Nothing is started yet: a folder without a claim counts as never started. The length is checked because a cut
 * connection looks like the end of the input.
 */
export function unpackCommand(
  attempt: string,
  folder: string,
  files: AttemptFile[],
): { command: string; payload: Buffer } {
  const all: AttemptFile[] = [{ name: 'bin/ctx', mode: '500', content: ctx }, ...files];
  const payload = Buffer.concat([launcher, ...all.map((file) => file.content)]);
  const script =
    `umask 077; d=${state}/$1/$2; mkdir -p "$d/bin" "$d/scripts" "$d/requests" && cd "$d" && cat >payload ` +
    `&& [ "$(($(wc -c <payload)))" -eq "$3" ] && head -c "$4" payload >launcher || exit ${unpackFailed}; ` +
    'l=$(($4 + 1)); shift 4; exec sh ./launcher unpack "$d" "$l" "$@"';
  const parts = all.map((file) => `${file.mode}:${file.content.byteLength}:${file.name}`);
  return { command: shell(script, [attempt, folder, payload.byteLength, launcher.byteLength, ...parts]), payload };
}

/**
 * The command that follows an attempt from byte positions of its output (null: not that stream), after starting it from
 * `prepared` when nobody did. Without `prepared` it only attaches, and says `none` when there is nothing.
 */
export function followCommand(options: {
  attempt: string;
  nonce: string;
  positions: { stdout: number | null; stderr: number | null };
  prepared?: string;
}): string {
  const script =
    `a=${state}/$1; n=$5; m=start; if [ -f "$a/claim" ]; then read -r p s b n <"$a/claim"; m=attach; fi; ` +
    'if [ -n "$n" ]; then exec sh "$a/$n/launcher" follow "$a/$n" "$2" "$3" "$4" "$m"; fi; ' +
    'printf "\\036%s none\\n" "$2" >&2';
  const { attempt, nonce, positions, prepared } = options;
  return shell(script, [attempt, nonce, positions.stdout ?? '-', positions.stderr ?? '-', prepared ?? '']);
}

/** The command that stores a file from standard input, and its folder when it is missing. */
export function storeCommand(path: string, size: number): string {
  const script =
    'umask 022; mkdir -p "$(dirname "$1")" && cat >"$1.$$" && [ "$(($(wc -c <"$1.$$")))" -eq "$2" ] && mv "$1.$$" "$1"';
  return shell(script, [path, size]);
}

/** The command that lists attempts or forgets those of some executions, and what to write to its standard input. */
export function sweepCommand(verb: 'list' | 'forget', executionIds: string[]): { command: string; payload: string } {
  return { command: ['exec sh -s', verb, ...executionIds.map(quoteWord)].join(' '), payload: sweep };
}

/** In single quotes, because the account's shell may be another one than sh. */
function shell(script: string, words: (string | number)[]): string {
  return ['exec sh -c', `'${script}'`, 'sh', ...words.map((word) => (word === '' ? "''" : quoteWord(`${word}`)))].join(
    ' ',
  );
}
