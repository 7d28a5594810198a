import type { PictureColours } from './write-svg.ts';

export type PictureTheme = 'light' | 'dark';

/** Tokens of the style sheet as each theme has them: a page knows only those of its own theme. */
export const pictureTokens = {
  light: {
    ground: '#f5f6f9',
    raised: '#ffffff',
    hold: 'rgb(23 33 54 / 0.035)',
    line: '#dee3eb',
    'line-strong': '#8b95a5',
    ink: '#12161d',
    'ink-3': '#5c6777',
    accent: '#2348cf',
    'accent-soft': '#e8edfd',
    good: '#0f6d3c',
    'good-soft': '#e3f4ea',
    warn: '#855100',
    'warn-soft': '#fdf1dc',
    bad: '#b91f2b',
    'bad-soft': '#fdebec',
  },
  dark: {
    ground: '#0c0f14',
    raised: '#191f28',
    hold: 'rgb(233 237 243 / 0.045)',
    line: '#232a35',
    'line-strong': '#5c687a',
    ink: '#e9edf3',
    'ink-3': '#8b96a6',
    accent: '#92abff',
    'accent-soft': '#1a2344',
    good: '#52cc8e',
    'good-soft': '#11291d',
    warn: '#efb354',
    'warn-soft': '#2e2211',
    bad: '#ff8f8a',
    'bad-soft': '#35171b',
  },
} as const;

/** The colours of a picture in a theme, whichever the page has. */
export function pictureColours(theme: PictureTheme): PictureColours {
  const token = pictureTokens[theme];
  const { ink } = token;
  return {
    ...{ ground: token.ground, leaf: token.raised, container: token.hold, line: token.line },
    ...{ edge: token['line-strong'], ink, faint: token['ink-3'] },
    groups: [token.accent, token.good, token.warn, token.bad],
    notes: {
      yellow: { fill: token['warn-soft'], ink },
      blue: { fill: token['accent-soft'], ink },
      green: { fill: token['good-soft'], ink },
      red: { fill: token['bad-soft'], ink },
    },
  };
}
