/** What orders text anew, for a stretch or at a point. */
const ordering = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';
/** What has no width, breaks a line unseen, or is a control character that terminals know no more. */
const invisible =
  '\\u0080-\\u009f\\u00ad\\u180e\\u200b\\u2028\\u2029\\u2060-\\u2065\\u206a-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}';
/** What joins letters of many scripts and the parts of a picture; among letters of ASCII it does nothing but hide. */
const joiner = '(?<![^\\0-\\x7f])[\\u200c\\u200d]|[\\u200c\\u200d](?![^\\0-\\x7f])';

/** The source of a pattern (flag `u`) for one character that nobody would see, though it may change what is read. */
export const unseenCharacter = `(?:[${ordering}${invisible}]|${joiner})`;

const isOrdering = new RegExp(`[${ordering}]`, 'u');

/** How such a character is called, and what it does. */
export function describeUnseen(character: string): { code: string; meaning: string } {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const meaning = isOrdering.test(character) ? 'changes the order of what is read' : 'takes no room';
  return { code, meaning: `${code}: a character that is not seen and ${meaning}` };
}
