import Anser from 'anser';
import { colouredText } from '../../core/log/terminal-text.ts';

/** A stretch of a line in one style. */
export interface AnsiPart {
  text: string;
  className: string;
  /** CSS colours, for those that no class stands for; null for the usual ones. */
  colour: string | null;
  background: string | null;
}

const esc = '\u001b';

const looks: Record<string, string> = {
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
  const text = colouredText(line);
  if (!text.includes(esc)) return [{ text, ...styleOf([], null, null) }];
  return Anser.ansiToJson(text, { json: true, use_classes: true, remove_empty: true }).map((entry) => {
    const fg = colourOf(entry.fg, entry.fg_truecolor);
    const bg = colourOf(entry.bg, entry.bg_truecolor);
    const isReversed = entry.decorations.includes('reverse');
    return {
      text: entry.content.replaceAll(esc, ''),
      ...styleOf(entry.decorations, isReversed ? bg : fg, isReversed ? (fg ?? { name: 'white' }) : bg),
    };
  });
}

type Rgb = [number, number, number];
/** One of the sixteen named colours (bright ones look like the others) or any other one. */
type Colour = { name: string } | { rgb: Rgb };

function styleOf(decorations: readonly string[], fg: Colour | null, bg: Colour | null): Omit<AnsiPart, 'text'> {
  const classes = decorations.map((each) => looks[each] ?? '');
  // On a background the text has the one colour that is legible there, whichever it asked for.
  if (bg === null && fg !== null && 'name' in fg) classes.push(`ansi-${fg.name}`);
  return {
    className: classes.filter(Boolean).join(' '),
    colour: bg === null ? legible(fg) : textOn(bg),
    background: bg === null ? null : 'name' in bg ? `var(--ansi-${bg.name})` : `rgb(${bg.rgb.join(' ')})`,
  };
}

/** Any colour in its own hue, as light or dark as the theme's ground asks for. */
function legible(fg: Colour | null): string | null {
  if (fg === null || 'name' in fg) return null;
  const from = `from rgb(${fg.rgb.join(' ')})`;
  return `light-dark(oklch(${from} min(l, 0.5) c h), oklch(${from} max(l, 0.75) c h))`;
}

/** The named colours are legible on the panel, so the panel's is on them. */
function textOn(bg: Colour): string {
  if ('name' in bg) return 'var(--panel)';
  const [red, green, blue] = bg.rgb;
  return red * 0.299 + green * 0.587 + blue * 0.114 > 140 ? '#000' : '#fff';
}

function colourOf(name: string | null, truecolor: string | null): Colour | null {
  const named = /^ansi-(?:bright-)?(black|red|green|yellow|blue|magenta|cyan|white)$/.exec(name ?? '')?.[1];
  if (named !== undefined) return { name: named };
  const rgb = (truecolor ?? '').split(',').map(Number);
  if (name === 'ansi-truecolor' && rgb.length === 3) return { rgb: rgb as Rgb };
  const index = /^ansi-palette-(\d+)$/.exec(name ?? '')?.[1];
  return index === undefined ? null : { rgb: paletteColour(Number(index)) };
}

/** The 256-colour palette above its first sixteen: a 6 x 6 x 6 cube, then 24 greys. */
function paletteColour(index: number): Rgb {
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return [grey, grey, grey];
  }
  const cube = index - 16;
  const step = (at: number): number => (at === 0 ? 0 : 55 + at * 40);
  return [step(Math.floor(cube / 36)), step(Math.floor(cube / 6) % 6), step(cube % 6)];
}
