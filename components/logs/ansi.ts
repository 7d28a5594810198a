import Anser from 'anser';

/** A stretch of a line in one style. */
export interface AnsiPart {
  text: string;
  className: string;
  /** For colours outside the sixteen named ones. */
  colour: string | null;
}

const esc = '\u001b';
const bell = '\u0007';
/** Everything that starts with an escape, but colour and style sequences (they end in `m`): titles, links, moves, modes. */
const otherSequences = new RegExp(
  [
    `${esc}\\][^${bell}${esc}]*(?:${bell}|${esc}\\\\)`,
    `${esc}\\[[0-?]*[ -/]*[@-ln-~]`,
    `${esc}[PX^_][^${esc}]*${esc}\\\\`,
    `${esc}[ -/]*[0-Z\\\\^-~]`,
  ].join('|'),
  'g',
);
/** Control characters but tab, line feed, carriage return and escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f]/g;

const decorations: Record<string, string> = {
  bold: 'font-semibold',
  dim: 'opacity-70',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'line-through',
};

/**
 * Terminal output, a line or several, as styled parts. Only colours and styles are honoured; a carriage return starts its line
 * over, as on a terminal; nothing of it is ever taken for HTML.
 */
export function parseAnsi(line: string): AnsiPart[] {
  const text = afterReturns(line);
  if (!text.includes(esc)) return [{ text: text.replaceAll(controls, ''), className: '', colour: null }];
  const clean = text.replaceAll(otherSequences, '');
  return Anser.ansiToJson(clean, { json: true, use_classes: true, remove_empty: true }).map((entry) => ({
    text: entry.content.replaceAll(esc, '').replaceAll(controls, ''),
    className: [...entry.decorations.map((each) => decorations[each] ?? ''), colourClass(entry.fg)]
      .filter(Boolean)
      .join(' '),
    colour: colourValue(entry.fg, entry.fg_truecolor),
  }));
}

function afterReturns(text: string): string {
  return text.includes('\r') ? text.split('\n').map(afterReturn).join('\n') : text;
}

function afterReturn(line: string): string {
  const trimmed = line.replace(/\r+$/, '');
  return trimmed.slice(trimmed.lastIndexOf('\r') + 1);
}

/** The sixteen named colours follow the theme, with contrast that was checked. */
function colourClass(fg: string | null): string {
  const name = /^ansi-(?:bright-)?(black|red|green|yellow|blue|magenta|cyan|white)$/.exec(fg ?? '')?.[1];
  return name === undefined ? '' : `ansi-${name}`;
}

function colourValue(fg: string | null, truecolor: string | null): string | null {
  if (fg === 'ansi-truecolor' && truecolor) return `rgb(${truecolor})`;
  const index = /^ansi-palette-(\d+)$/.exec(fg ?? '')?.[1];
  return index === undefined ? null : paletteColour(Number(index));
}

/** The 256-colour palette above its first sixteen: a 6 x 6 x 6 cube, then 24 greys. */
function paletteColour(index: number): string {
  if (index >= 232) return `rgb(${[0, 0, 0].map(() => 8 + (index - 232) * 10).join(',')})`;
  const cube = index - 16;
  const steps = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6];
  return `rgb(${steps.map((step) => (step === 0 ? 0 : 55 + step * 40)).join(',')})`;
}
