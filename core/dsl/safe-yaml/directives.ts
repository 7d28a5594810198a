import { code, isLineEnd, isNameCharacter } from './characters.ts';
import { readTagHandle, readTagUri } from './properties.ts';
import type { Reading } from './reading.ts';

const coreTags = 'tag:yaml.org,2002:';

/** Reads the lines that start with % in front of a document; whether there were any. */
export function readDirectives(reading: Reading): boolean {
  const { handles } = reading;
  let count = 0;
  let versions = 0;
  for (; reading.peek() === code.percent && reading.column === 0; count += 1) {
    const start = reading.at;
    const name = readDirectiveName(reading);
    if (name === 'YAML') versions += readVersion(reading, start);
    else if (name === 'TAG') readHandle(reading, start);
    else reading.skipLine();
    if (versions > 1) badDirective(reading, start);
    endDirective(reading, start);
    reading.skipSpace();
  }
  if (!handles.has('!')) handles.set('!', '!');
  if (!handles.has('!!')) handles.set('!!', coreTags);
  return count > 0;
}

function readDirectiveName(reading: Reading): string {
  const start = reading.at;
  reading.at += 1;
  while (isNameCharacter(reading.peek())) reading.at += 1;
  const next = reading.peek();
  if (reading.at === start + 1 || (next !== code.space && !isLineEnd(next))) badDirective(reading, start);
  return reading.text.slice(start + 1, reading.at);
}

const version = / *([0-9]+)\.[0-9]+(?=[ \0\r\n\x85\u2028\u2029])/y;

function readVersion(reading: Reading, start: number): number {
  version.lastIndex = reading.at;
  const match = version.exec(reading.text);
  if (match === null || Number(match[1]) !== 1) return badDirective(reading, start);
  reading.at += match[0].length;
  return 1;
}

function readHandle(reading: Reading, start: number): void {
  while (reading.peek() === code.space) reading.at += 1;
  if (reading.peek() !== code.exclamation) badDirective(reading, start);
  const handle = readTagHandle(reading);
  if (reading.peek() !== code.space || reading.handles.has(handle)) badDirective(reading, start);
  while (reading.peek() === code.space) reading.at += 1;
  reading.handles.set(handle, readTagUri(reading, start));
  const next = reading.peek();
  if (next !== code.space && !isLineEnd(next)) badDirective(reading, start);
}

function endDirective(reading: Reading, start: number): void {
  while (reading.peek() === code.space) reading.at += 1;
  if (reading.peek() === code.hash) reading.skipLine();
  if (!isLineEnd(reading.peek())) badDirective(reading, start);
}

function badDirective(reading: Reading, start: number): never {
  return reading.refuse({
    detail: 'A line that starts with % sets the YAML version (%YAML 1.1, once) or a tag handle, and this does neither.',
    start,
    end: Math.max(reading.at, start + 1),
    hint: 'Put the text in quotes, or indent it, if it is part of a value.',
  });
}
