import type { MarkKind } from './instance-look.ts';

/** Colours for painting, as the theme has them now. */
export interface Palette {
  ground: string;
  leaf: string;
  container: string;
  line: string;
  edge: string;
  ink: string;
  accent: string;
  font: string;
  marks: Record<MarkKind, string>;
}

const tokens = {
  ground: '--ground',
  leaf: '--raised',
  container: '--hold',
  line: '--line',
  edge: '--line-strong',
  ink: '--ink-2',
  accent: '--accent',
  good: '--good',
  bad: '--bad',
  warn: '--warn',
  faint: '--ink-3',
} as const;

const systemColours: Record<keyof typeof tokens, string> = {
  ground: 'Canvas',
  leaf: 'Canvas',
  container: 'Canvas',
  line: 'CanvasText',
  edge: 'GrayText',
  ink: 'CanvasText',
  accent: 'Highlight',
  good: 'CanvasText',
  bad: 'Mark',
  warn: 'CanvasText',
  faint: 'GrayText',
};

/** Reads the tokens as the browser resolves them at `element`: a canvas understands neither variables nor themes. */
export function readPalette(element: HTMLElement): Palette {
  const isForced = window.matchMedia('(forced-colors: active)').matches;
  const probe = document.createElement('span');
  element.append(probe);
  const resolve = (name: keyof typeof tokens): string => {
    probe.style.color = isForced ? systemColours[name] : `var(${tokens[name]})`;
    return getComputedStyle(probe).color;
  };
  const [good, bad, warn, accent, faint, line] = [
    resolve('good'),
    resolve('bad'),
    resolve('warn'),
    resolve('accent'),
    resolve('faint'),
    resolve('line'),
  ];
  const palette: Palette = {
    ground: resolve('ground'),
    leaf: resolve('leaf'),
    container: resolve('container'),
    line,
    edge: resolve('edge'),
    ink: resolve('ink'),
    accent,
    font: getComputedStyle(element).fontFamily,
    marks: {
      none: faint,
      progress: accent,
      third: accent,
      'two-thirds': accent,
      started: good,
      leaving: warn,
      stopped: resolve('ink'),
      deleted: faint,
      failed: bad,
      healing: warn,
    },
  };
  probe.remove();
  return palette;
}
