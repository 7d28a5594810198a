import { code, isLineEnd } from './characters.ts';
import type { Reading } from './reading.ts';

/**
 * Goes from an entry that cannot be read, which starts at `start`, to the next line that is indented no further than it
 * and so is probably sound: from where the mistake was seen, as lines in front of that may belong to a longer text.
 */
export function recover(reading: Reading, start: number, column: number): void {
  const seen = Math.max(start, reading.failedAt);
  reading.at = start;
  reading.tokenEnd = start;
  do {
    reading.skipLine();
    if (reading.atEnd) return;
    reading.breakLine();
    while (reading.peek() === code.space) reading.at += 1;
  } while (reading.at < seen || reading.column > column || holdsNoEntry(reading.peek()));
}

/** Lines that no entry starts in: empty ones, comments, ends of brackets, and those indented by a tab. */
function holdsNoEntry(character: number): boolean {
  return (
    isLineEnd(character) ||
    character === code.hash ||
    character === code.tab ||
    character === code.closeBracket ||
    character === code.closeBrace
  );
}
