/** Where the line of `at` starts. */
export function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !isBreak(text, start - 1)) start -= 1;
  // A byte order mark takes no column.
  return start === 0 && text.charCodeAt(0) === 0xfeff && at > 0 ? 1 : start;
}

/** Where the line of `at` ends, its line break not included. */
export function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isBreak(text, end)) end += 1;
  return end;
}

/** Where the line after that of `at` starts; the end of the text behind its last line. */
export function nextLine(text: string, at: number): number {
  const end = lineEnd(text, at);
  if (text.startsWith('\r\n', end)) return end + 2;
  return Math.min(end + 1, text.length);
}

/** How far `at` is from the start of its line. */
export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** Whether only spaces are in front of `at` in its line. */
export function startsLine(text: string, at: number): boolean {
  return text.slice(lineStart(text, at), at).trim() === '';
}

/** What the line that starts at `start` is for somebody who looks for comments. `column`: where its content starts. */
export function lineAt(text: string, start: number): { kind: 'blank' | 'comment' | 'content'; column: number } {
  let at = start;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at += 1;
  if (at >= text.length || isBreak(text, at)) return { kind: 'blank', column: at - start };
  return { kind: text.charAt(at) === '#' ? 'comment' : 'content', column: at - start };
}

/** The line break that the text uses: that of its first line. */
export function lineBreakOf(text: string): string {
  const end = lineEnd(text, 0);
  return text.startsWith('\r\n', end) ? '\r\n' : text.charAt(end) === '\r' ? '\r' : '\n';
}

/**
 * Whether a text below `|` may end in front of the line that starts at `next`: lines of spaces would belong to it, and
 * the end of the file, reached without a line break, would leave out its last one. So would a comment that stands further
 * in than `column`, where the entries around the text start.
 */
export function canEndLiteral(text: string, next: number, column: number): boolean {
  if (next > 0 && !isBreak(text, next - 1)) return false;
  for (let at = next; at < text.length; at = nextLine(text, at)) {
    const line = lineAt(text, at);
    if (line.kind !== 'blank') return line.kind === 'content' || line.column <= column;
    if (line.column > 0) return false;
  }
  return true;
}

/** Steps over spaces, line breaks and comments. */
export function skipTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    const character = text.charAt(at);
    if (character === '#' && isComment(text, at)) at = lineEnd(text, at);
    else if (character === ' ' || character === '\t' || isBreak(text, at)) at += 1;
    else return at;
  }
}

/** Whether the `#` there starts a comment, which needs a blank or a sign of a flow collection in front. */
function isComment(text: string, at: number): boolean {
  return at === 0 || /[\s,[\]{}:]/.test(text.charAt(at - 1));
}

function isBreak(text: string, at: number): boolean {
  const character = text.charCodeAt(at);
  return character === 0x0a || character === 0x0d;
}
