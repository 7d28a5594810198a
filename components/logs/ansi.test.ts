import { expect, test } from 'vitest';
import { parseAnsi } from './ansi.ts';

const esc = '\u001b';
const usual = { className: '', colour: null, background: null };

test('plain text is one part, markup in it stays text', () => {
  expect(parseAnsi('<img src=x onerror=alert(1)> &amp;')).toEqual([
    { text: '<img src=x onerror=alert(1)> &amp;', ...usual },
  ]);
});

test('named colours and styles become classes', () => {
  expect(parseAnsi(`a ${esc}[1;31mred${esc}[0m b ${esc}[92mok`)).toEqual([
    { text: 'a ', ...usual },
    { text: 'red', ...usual, className: 'font-semibold ansi-red' },
    { text: ' b ', ...usual },
    { text: 'ok', ...usual, className: 'ansi-green' },
  ]);
});

test('palette and true colours keep their hue and are made legible on the ground of the theme', () => {
  expect(parseAnsi(`${esc}[38;5;208mx`)[0]?.colour).toBe(
    'light-dark(oklch(from rgb(255 135 0) min(l, 0.5) c h), oklch(from rgb(255 135 0) max(l, 0.75) c h))',
  );
  expect(parseAnsi(`${esc}[38;5;240mx`)[0]?.colour).toContain('rgb(88 88 88)');
  expect(parseAnsi(`${esc}[38;2;1;2;3mx`)[0]?.colour).toContain('rgb(1 2 3)');
});

test('backgrounds have a text that is legible on them', () => {
  expect(parseAnsi(`${esc}[31;41mx`)[0]).toEqual({
    text: 'x',
    className: '',
    colour: 'var(--panel)',
    background: 'var(--ansi-red)',
  });
  expect(parseAnsi(`${esc}[48;5;226mx`)[0]).toMatchObject({ colour: '#000', background: 'rgb(255 255 0)' });
  expect(parseAnsi(`${esc}[48;2;0;0;90mx`)[0]).toMatchObject({ colour: '#fff', background: 'rgb(0 0 90)' });
  expect(parseAnsi(`${esc}[7;32mx`)[0]).toMatchObject({ colour: 'var(--panel)', background: 'var(--ansi-green)' });
  expect(parseAnsi(`${esc}[7mx`)[0]).toMatchObject({ colour: 'var(--panel)', background: 'var(--ansi-white)' });
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
  [`${esc}[8mhidden${esc}[0m`, 'hidden'],
])('%j reads %j', (line, text) => {
  const read = parseAnsi(line).map((part) => part.text);
  expect(read.join('')).toBe(text);
});
