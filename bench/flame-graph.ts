/** A function with what it called; counts of samples. */
export interface Frame {
  name: string;
  file: string;
  own: number;
  total: number;
  children: Frame[];
}

const width = 1200;
const row = 17;
/** Narrower frames are left out. */
const narrowest = 1;

/** Per cent, to a tenth. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10;
}

/** Draws callers above what they call; a frame is as wide as its share of the samples. Hovering names it. */
export function flameGraph(root: Frame, title: string): string {
  const boxes: string[] = [];
  let deepest = 0;
  const draw = (frame: Frame, left: number, depth: number): void => {
    const wide = (frame.total / root.total) * width;
    if (wide < narrowest) return;
    deepest = Math.max(deepest, depth);
    boxes.push(box(frame, { left, wide, top: (depth + 2) * row, percent: shareOf(frame.total, root.total) }));
    let next = left;
    for (const child of merged(frame.children)) {
      draw(child, next, depth + 1);
      next += (child.total / root.total) * width;
    }
  };
  draw(root, 0, 0);
  const height = (deepest + 4) * row;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" fill="#ffffff"/>
<text x="8" y="20" font-size="14">${escaped(title)}</text>
${boxes.join('\n')}
</svg>
`;
}

/** Calls of the same function from one place are one frame; the widest comes first. */
function merged(frames: readonly Frame[]): Frame[] {
  const byName = new Map<string, Frame>();
  for (const frame of frames) {
    const known = byName.get(frame.name);
    if (known === undefined) byName.set(frame.name, { ...frame });
    else {
      known.own += frame.own;
      known.total += frame.total;
      known.children = [...known.children, ...frame.children];
    }
  }
  return [...byName.values()].sort((a, b) => b.total - a.total);
}

interface Place {
  left: number;
  wide: number;
  top: number;
  percent: number;
}

function box({ name, file }: Frame, { left, wide, top, percent }: Place): string {
  const label = wide > 40 ? `<text x="${at(left + 3)}" y="${top + 12}">${escaped(shortened(name, wide))}</text>` : '';
  const rect = `<rect x="${at(left)}" y="${top}" width="${at(wide)}" height="${row - 1}" fill="${colourOf(file)}"/>`;
  return `<g><title>${escaped(name)}, ${percent} %</title>${rect}${label}</g>`;
}

function colourOf(file: string): string {
  if (file.startsWith('core/')) return '#f6b26b';
  if (file.startsWith('server/')) return '#93c47d';
  if (file.startsWith('db/') || file.startsWith('pg')) return '#76a5af';
  return '#d9d9d9';
}

function shortened(text: string, wide: number): string {
  const most = Math.floor((wide - 6) / 6);
  return text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1))}…`;
}

function at(pixels: number): string {
  return pixels.toFixed(1);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
