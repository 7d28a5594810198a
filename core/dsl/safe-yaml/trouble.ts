import { code, isBlank } from './characters.ts';
import type { Reading } from './reading.ts';

const needsQuotes = 'Put the text in quotes.';

/** What to say about characters that no unquoted text can start with. */
const startSigns = new Map<string, { detail: string; hint: string }>([
  [
    '\t',
    { detail: 'A tab stands where only spaces may: YAML does not indent or separate by tabs.', hint: 'Use spaces.' },
  ],
  ['@', { detail: 'An unquoted text must not start with @.', hint: needsQuotes }],
  ['`', { detail: 'An unquoted text must not start with a backtick.', hint: needsQuotes }],
  ['%', { detail: 'An unquoted text must not start with %.', hint: needsQuotes }],
  [',', { detail: 'There is no value in front of this comma.', hint: 'Remove the comma, or write a value.' }],
  [']', { detail: 'This ] closes nothing.', hint: 'Remove it, or put the text in quotes.' }],
  ['}', { detail: 'This } closes nothing.', hint: 'Remove it, or put the text in quotes.' }],
  [':', { detail: 'There is no key in front of this colon.', hint: 'Write a key, or put the text in quotes.' }],
  ['?', { detail: 'A key that starts with ? cannot stand here.', hint: needsQuotes }],
  ['*', { detail: 'An alias cannot have an anchor or a tag.', hint: 'Remove one of them.' }],
  [
    '-',
    { detail: 'A list item cannot stand among the keys of a map.', hint: 'Indent it further than the key it is for.' },
  ],
  ['|', { detail: 'A text in lines of its own (|) cannot stand here.', hint: 'Put the text in quotes.' }],
  ['>', { detail: 'A text in lines of its own (>) cannot stand here.', hint: 'Put the text in quotes.' }],
]);

/** Fails because no value starts with the next character. */
export function notAValue(reading: Reading, flow: boolean): never {
  const sign = reading.text.charAt(reading.at);
  const known = startSigns.get(sign);
  if (reading.atEnd) reading.fail({ detail: 'The file ends where a value is to follow.', start: reading.at });
  if (flow && sign === '-') {
    const detail = 'A list item with "- " cannot stand inside [ ] or { }.';
    reading.fail({ detail, start: reading.at, hint: 'Separate the items by commas.' });
  }
  return reading.fail({ detail: `No value can start with ${sign}.`, start: reading.at, hint: needsQuotes, ...known });
}

/**
 * Fails because a collection in brackets neither goes on nor ends here. When the bracket was forgotten, the first line
 * that is not indented further than the line of the opening one is where that shows.
 */
export function unclosedCollection(reading: Reading, start: number): never {
  const open = reading.text.charAt(start);
  const close = open === '[' ? ']' : '}';
  const next = lineOutside(reading, start);
  if (next !== null || reading.atEnd) {
    reading.fail({
      detail: `The ${open} in line ${reading.lineOf(start)} is not closed before this.`,
      start: next ?? reading.at,
      hint: `Write ${close} where it ends, or put the text in quotes.`,
    });
  }
  if (reading.peek() === code.tab) notAValue(reading, true);
  const colon = reading.peek() === code.colon;
  return reading.fail({
    detail: colon
      ? 'This colon does not stand behind a key of one line.'
      : `A comma or ${close} is missing in front of this.`,
    start: reading.at,
    hint: `Put texts that hold any of , ? : [ ] { } in quotes; the ${open} is in line ${reading.lineOf(start)}.`,
  });
}

/** The first line below the opening one that looks like the next key of the surrounding block. */
function lineOutside(reading: Reading, start: number): number | null {
  const { text } = reading;
  const indent = indentAt(text, text.lastIndexOf('\n', start - 1) + 1);
  let at = text.indexOf('\n', start);
  while (at !== -1 && at < reading.at) {
    const line = at + 1;
    const first = line + indentAt(text, line);
    const sign = text.charAt(first);
    const outside = first - line <= indent && first <= reading.at && !']},# \r\n\0'.includes(sign);
    if (outside) return first;
    at = text.indexOf('\n', line);
  }
  return null;
}

function indentAt(text: string, line: number): number {
  let at = line;
  while (text.charCodeAt(at) === code.space) at += 1;
  return at - line;
}

/** Fails because a block collection whose entries start in `column` (from 0) cannot go on with what follows. */
export function unexpected(reading: Reading, column: number): never {
  const { text, at } = reading;
  const sign = text.charCodeAt(at);
  if (sign === code.tab) notAValue(reading, false);
  const rest = text.slice(reading.lineStart, at);
  if (rest.trim() !== '') sameLine(reading, sign);
  return reading.fail({
    detail: `This line is indented by ${reading.column} spaces, which fits nothing above it.`,
    start: at,
    hint: `What belongs together starts in the same column; the next entry could start in column ${column + 1}.`,
  });
}

function sameLine(reading: Reading, sign: number): never {
  const { at, longText, tokenEnd, lineStart } = reading;
  const isColon = sign === code.colon && isBlank(reading.peek(1));
  // A text in several lines that was read last and ends in this line.
  if (longText >= 0 && longText < lineStart && reading.longTextEnd === tokenEnd) return overLines(reading, isColon);
  if (isColon) {
    return reading.fail({
      detail: 'A second ": " in one line: a text that holds a colon and a space must be quoted.',
      start: at,
      hint: 'Put the whole value in quotes, or write the inner key in a line of its own.',
    });
  }
  const afterQuote = reading.text.charCodeAt(at - 1) === code.quote;
  return reading.fail({
    detail: 'The value has ended already, and more follows in the same line.',
    start: at,
    hint: afterQuote
      ? "Write '' for a quote inside single quotes, or put the text in double quotes."
      : 'Put the whole text in quotes, or start a new line.',
  });
}

function overLines(reading: Reading, isColon: boolean): never {
  const { at, longText, lineStart } = reading;
  const line = reading.lineOf(longText);
  const quote = reading.text.charAt(longText);
  if (quote === '"' || quote === "'") {
    return reading.fail({
      detail: `The text that starts with ${quote} in line ${line} ends in front of this, and more follows.`,
      start: at,
      hint: `Look whether a ${quote} is missing in line ${line}.`,
    });
  }
  return reading.fail({
    detail: isColon
      ? `This line goes on with the text that starts in line ${line}, so it cannot be a key.`
      : `The text that starts in line ${line} ends in front of this, and more follows.`,
    start: lineStart + indentAt(reading.text, lineStart),
    end: at + 1,
    hint: `Look whether a colon is missing in line ${line}, or indent this line like the key it belongs to.`,
  });
}

/** Fails because a key is to be here, and no colon follows. */
export function missingColon(reading: Reading, start: number): never {
  const { text } = reading;
  let end = start;
  while (end < reading.length && !'\r\n'.includes(text.charAt(end))) end += 1;
  const line = text.slice(start, end).trimEnd();
  const glued = /^[^\s"'[{]+:[^\s]/.test(line);
  return reading.fail({
    detail: 'A key with a colon and a space behind it is missing here.',
    start,
    end: start + Math.max(line.length, 1),
    hint: glued
      ? 'Write a space behind the colon.'
      : 'Write "key: value", or indent the line if it belongs to the text above.',
  });
}

/** Fails because a list goes on with something that is no item. */
export function notAListItem(reading: Reading): never {
  return reading.fail({
    detail: 'The items of a list start with "- ", and this does not.',
    start: reading.at,
    hint: 'Put "- " in front, or indent it like what it belongs to.',
  });
}

/** Fails because a list item, a key or a value cannot start in this line. */
export function notInThisLine(reading: Reading): never {
  const sign = reading.text.charAt(reading.at);
  return reading.fail({
    detail: `"${sign} " cannot stand in the same line as the key in front of it.`,
    start: reading.at,
    hint: 'Start a new line and indent it, or put the text in quotes.',
  });
}
