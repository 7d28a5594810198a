import { expect, test } from 'vitest';
import { colouredText, readableText } from './terminal-text.ts';

const esc = '\u001b';

test.each([
  ['plain', 'plain', 'plain'],
  [`${esc}[1;31mred${esc}[0m`, 'red', `${esc}[1;31mred${esc}[0m`],
  ['10 %\r50 %\r100 %\r', '100 %', '100 %'],
  ['a\r\nb\rc', 'a\nc', 'a\nc'],
  [`${esc}]0;title\u0007x`, 'x', 'x'],
  [`${esc}]52;c;aGk=\u0007x`, 'x', 'x'],
  [`${esc}]8;;http://evil.example${esc}\\link${esc}]8;;${esc}\\`, 'link', 'link'],
  [`${esc}[2J${esc}[Hx${esc}c`, 'x', 'x'],
  [`a\u0000b\u0007\tc`, 'ab\tc', 'ab\tc'],
  [`${esc}[3${esc}[31mx${esc}`, '[3x', `[3${esc}[31mx`],
])('%j reads %j', (text, readable, coloured) => {
  expect([readableText(text), colouredText(text)]).toEqual([readable, coloured]);
});
