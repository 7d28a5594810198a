import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { environmentText } from './environment.ts';
import { escapeForPrintf, quoteWord } from './quote.ts';

const shells = [['sh'], ['dash'], ['bash'], ['busybox', 'sh']].filter(
  ([program = '', ...rest]) => spawnSync(program, [...rest, '-c', 'exit 0']).status === 0,
);

/** What a shell makes of a script, as bytes. */
function run([program = '', ...rest]: string[], script: string): Buffer {
  return execFileSync(program, [...rest, '-s'], {
    input: script,
    env: { ...process.env, PATH: '/usr/bin:/bin' },
    maxBuffer: 64 << 20,
  });
}

// Everything a text can hold but NUL and halves of surrogate pairs, which no environment can carry.
const text = fc.string({ unit: 'binary' }).map((s) => s.replaceAll('\0', '').toWellFormed());
const nasty = fc.string({
  unit: fc.constantFrom(
    "'",
    '"',
    '\\',
    '$',
    '`',
    '\n',
    '\r',
    ' ',
    '!',
    '*',
    '?',
    '~',
    '#',
    '-',
    '=',
    '(',
    '&',
    '\t',
    'ü',
    '%',
    'a',
  ),
});

describe.each(shells)('%s', (...shell) => {
  test('a quoted word stands for exactly its text', () => {
    const words = fc.sample(fc.oneof(text, nasty), { numRuns: 5000, seed: 1 });
    const printed = run(shell, words.map((word) => `printf '%s\\0' ${quoteWord(word)}\n`).join(''));
    expect(printed.toString().split('\0').slice(0, -1)).toEqual(words);
  });

  test('exported variables have exactly their values', () => {
    const values = fc.sample(fc.oneof(text, nasty), { numRuns: 2000, seed: 2 });
    const variables = Object.fromEntries(values.map((value, index) => [`V${index}`, value]));
    const script = `${environmentText(variables).text}${values.map((_, index) => `printf '%s\\0' "$V${index}"\n`).join('')}`;
    expect(run(shell, script).toString().split('\0').slice(0, -1)).toEqual(values);
  });

  test('printf %b restores any bytes', () => {
    const all = fc.sample(fc.uint8Array({ minLength: 1, maxLength: 200 }), { numRuns: 1000, seed: 3 });
    const lines = all.map((bytes) => `word='o${escapeForPrintf(bytes)}'\nprintf %b "\${word#o}"\n`);
    expect(run(shell, lines.join('')).equals(Buffer.concat(all))).toBe(true);
  });
});

test('the shells of the promise are here', () => {
  expect(shells.map((shell) => shell[0])).toEqual(expect.arrayContaining(['sh', 'dash', 'bash']));
});

test('escaped text has nothing that a shell would change', () => {
  expect(escapeForPrintf(Buffer.from('a b*?"\'\\\n'))).toBe('a\\0040b\\0052\\0077\\0042\\0047\\0134\\0012');
});

test('names that no shell can carry are skipped and named', () => {
  const { text: lines, skipped } = environmentText({ good: '1', 'not-good': '2', '1st': '3', UID: '4', 'a b': '5' });
  expect(lines).toBe('export good=1\n');
  expect(skipped).toEqual(['not-good', '1st', 'UID', 'a b']);
});

test('values that no environment can hold are refused by name', () => {
  expect(() => environmentText({ text: 'a\0b' })).toThrow(/input text contains the character NUL/);
  expect(() => environmentText({ big: 'x'.repeat(200_000) })).toThrow(/input big is 200004 bytes/);
});
