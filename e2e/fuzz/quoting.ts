import { execFileSync, spawnSync } from 'node:child_process';
import { environmentText } from '../../server/hosts/environment.ts';
import { escapeForPrintf, quoteWord } from '../../server/hosts/quote.ts';

/** The shells that the promise names, as far as this machine has them. */
export const shells: readonly string[][] = [['bash'], ['dash'], ['busybox', 'sh']].filter(
  ([program = '', ...rest]) => spawnSync(program, [...rest, '-c', 'exit 0']).status === 0,
);

/** One text that came back as another one. */
export interface Mismatch {
  shell: string;
  way: 'environment' | 'argument' | 'printf';
  sent: string;
  came: string;
}

/** Texts for one process of a shell; the environment and the arguments of a program together may have 2 MB. */
const batchSize = 2000;
const perCharacter = [...`'"\\$\`\n\r\t !*?~#-=(){}[]&|;<>%^@:,.aZ0\u0001\u001b\u007fü€😀\ufffd`];

/** Random texts without NUL and without halves of characters, which no environment can carry; the same for a seed. */
export function randomTexts(count: number, seed: number): string[] {
  const next = randomNumbers(seed);
  return Array.from({ length: count }, () => {
    const anything = next(3) === 0;
    const length = next(next(50) === 0 ? 400 : 24);
    let text = '';
    for (let i = 0; i < length; i += 1) text += anything ? anyCharacter(next) : perCharacter[next(perCharacter.length)];
    return text;
  });
}

/**
 * Sends each text through one shell three ways: exported to the environment of a program, as an argument of one, and
 * through `printf %b`. What arrives in the program's memory is compared byte for byte (reliability.md P15).
 */
export function roundTrip(shell: readonly string[], texts: readonly string[], locale: string): Mismatch[] {
  const [program = '', ...rest] = shell;
  const variables = Object.fromEntries(texts.map((text, index) => [`V${index}`, text]));
  const script = [
    `${environmentText(variables).text}env -0`,
    `printf 'ARGUMENTS\\0'`,
    `/usr/bin/env -i /usr/bin/printf '%s\\0' ${texts.map(quoteWord).join(' ')}`,
    ...texts.map((text) => `word='o${escapeForPrintf(Buffer.from(text))}'; printf %b "\${word#o}\\0000"`),
    '',
  ].join('\n');
  const output = execFileSync(program, [...rest, '-s'], {
    input: script,
    env: { ...process.env, PATH: '/usr/bin:/bin', LC_ALL: locale },
    maxBuffer: 256 << 20,
  });
  const [environment = '', others = ''] = output.toString('latin1').split('ARGUMENTS\0');
  const exported = new Map(environment.split('\0').map((entry) => cutAt(entry, entry.indexOf('='))));
  const words = others.split('\0');
  return texts.flatMap((sent, index) => {
    const expected = Buffer.from(sent).toString('latin1');
    const ways = {
      environment: exported.get(`V${index}`),
      argument: words[index],
      printf: words[texts.length + index],
    };
    return (Object.keys(ways) as (keyof typeof ways)[])
      .filter((way) => ways[way] !== expected)
      .map((way) => ({ shell: shell.join(' '), way, sent, came: Buffer.from(ways[way] ?? '', 'latin1').toString() }));
  });
}

/** Sends `count` random texts through each shell, in the plain locale and in UTF-8 by turns, and prints the figures. Returns the mismatches. */
export function measureQuoting(count: number, seed: number): Mismatch[] {
  const mismatches: Mismatch[] = [];
  const started = performance.now();
  for (let done = 0; done < count; done += batchSize) {
    const texts = randomTexts(Math.min(batchSize, count - done), seed + done);
    const locale = (done / batchSize) % 2 === 0 ? 'C' : 'C.UTF-8';
    for (const shell of shells) mismatches.push(...roundTrip(shell, texts, locale));
  }
  for (const { shell, way, sent, came } of mismatches.slice(0, 10))
    console.log(
      `${shell}, ${way}: ${JSON.stringify(sent).slice(0, 200)} came as ${JSON.stringify(came).slice(0, 200)}`,
    );
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const names = shells.map((shell) => shell.join(' ')).join(', ');
  console.log(`${count} texts through ${names}, three ways each, in ${seconds} s: ${mismatches.length} mismatches`);
  return mismatches;
}

function cutAt(entry: string, at: number): [string, string] {
  return [entry.slice(0, at), entry.slice(at + 1)];
}

function anyCharacter(next: (below: number) => number): string {
  const planes = [0x80, 0x800, 0x1_0000, 0x11_0000];
  const code = 1 + next((planes[next(planes.length)] ?? 0x80) - 1);
  return code >= 0xd800 && code <= 0xdfff ? '?' : String.fromCodePoint(code);
}

/** Mulberry32: small and the same everywhere. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
