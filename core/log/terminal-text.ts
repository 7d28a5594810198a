const esc = '\u001b';
const bell = '\u0007';

const titlesAndLinks = `${esc}\\][^${bell}${esc}]*(?:${bell}|${esc}\\\\)`;
const devices = `${esc}[PX^_][^${esc}]*${esc}\\\\`;
const single = `${esc}[ -/]*[0-Z\\\\^-~]`;
const allSequences = new RegExp([titlesAndLinks, `${esc}\\[[0-?]*[ -/]*[@-~]`, devices, single].join('|'), 'g');
/** Colours and styles end in `m`. */
const otherSequences = new RegExp([titlesAndLinks, `${esc}\\[[0-?]*[ -/]*[@-ln-~]`, devices, single].join('|'), 'g');
/** Control characters but tab, line feed and escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const controls = /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f]/g;
/** An escape that begins no colour. */
const strayEscapes = new RegExp(`${esc}(?!\\[[0-?]*[ -/]*m)`, 'g');

/**
 * Text of a terminal as it reads there: without escape sequences, and without what a carriage return has overwritten.
 */
export function readableText(text: string): string {
  return afterReturns(text).replaceAll(allSequences, '').replaceAll(controls, '').replaceAll(esc, '');
}

/** The same with its colours and styles, which are all that a terminal will do with it. */
export function colouredText(text: string): string {
  return afterReturns(text).replaceAll(otherSequences, '').replaceAll(controls, '').replaceAll(strayEscapes, '');
}

function afterReturns(text: string): string {
  if (!text.includes('\r')) return text;
  return text.split('\n').map(afterReturn).join('\n');
}

function afterReturn(line: string): string {
  const trimmed = line.replace(/\r+$/, '');
  return trimmed.slice(trimmed.lastIndexOf('\r') + 1);
}
