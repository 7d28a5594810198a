import { expect, test } from 'vitest';
import { parseAnsi } from './ansi.ts';

const esc = '\u001b';

function plain(line: string): string {
  return parseAnsi(line)
    .map(({ text }) => text)
    .join('');
}

test('plain text is one part, markup in it stays text', () => {
  expect(parseAnsi('<img src=x onerror=alert(1)> &amp;')).toEqual([
    { text: '<img src=x onerror=alert(1)> &amp;', className: '', colour: null },
  ]);
});

test('named colours and styles become classes', () => {
  expect(parseAnsi(`a ${esc}[1;31mred${esc}[0m b ${esc}[92mok`)).toEqual([
    { text: 'a ', className: '', colour: null },
    { text: 'red', className: 'font-semibold ansi-red', colour: null },
    { text: ' b ', className: '', colour: null },
    { text: 'ok', className: 'ansi-green', colour: null },
  ]);
});

test('palette and true colours become values', () => {
  expect(parseAnsi(`${esc}[38;5;208mx`)[0]?.colour).toBe('rgb(255,135,0)');
  expect(parseAnsi(`${esc}[38;5;240mx`)[0]?.colour).toBe('rgb(88,88,88)');
  expect(parseAnsi(`${esc}[38;2;1;2;3mx`)[0]?.colour?.replaceAll(' ', '')).toBe('rgb(1,2,3)');
});

test.each([
  ['10 %\r50 %\r100 %', '100 %'],
  ['done\r', 'done'],
  ['a\r\nb\rc', 'a\nc'],
  [`${esc}[2K${esc}[1Gx`, 'x'],
  [`${esc}]0;title\u0007x`, 'x'],
  [`${esc}]8;;http://evil.example${esc}\\link${esc}]8;;${esc}\\`, 'link'],
  [`${esc}[?25lx${esc}[?25h`, 'x'],
  [`a\u0000b\u0007c`, 'abc'],
  [`x${esc}`, 'x'],
])('%j reads %j', (line, text) => {
  expect(plain(line)).toBe(text);
});
