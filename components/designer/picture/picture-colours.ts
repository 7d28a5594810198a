import type { PictureColours } from './write-svg.ts';

export type PictureTheme = 'light' | 'dark';

/** The colours of the product's tokens in a theme, whichever the page has. */
export function readPictureColours(theme: PictureTheme): PictureColours {
  const probe = document.createElement('span');
  probe.style.colorScheme = theme;
  probe.hidden = true;
  document.body.append(probe);
  const token = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const ink = token('ink');
  const note = (name: string) => ({ fill: token(`${name}-soft`), ink });
  const colours: PictureColours = {
    ...{ ground: token('ground'), leaf: token('raised'), container: token('hold'), line: token('line') },
    ...{ edge: token('line-strong'), ink, faint: token('ink-3') },
    groups: ['accent', 'good', 'warn', 'bad'].map(token),
    notes: { yellow: note('warn'), blue: note('accent'), green: note('good'), red: note('bad') },
  };
  probe.remove();
  return colours;
}
