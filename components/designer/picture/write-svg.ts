import { boundsOf, grow, type NodeBox, type Rectangle } from '../../topology/boxes.ts';
import type { Note } from '../document/layout.ts';

/** All that a picture of a blueprint shows; places in px of the drawing. */
export interface Drawing {
  /** Containers before what they hold. */
  nodes: readonly DrawnNode[];
  lines: readonly { path: string; isDashed: boolean; label: string }[];
  hulls: readonly { path: string; name: string; label: { x: number; y: number }; bounds: Rectangle; colour: number }[];
  notes: readonly Note[];
}

export interface DrawnNode {
  box: NodeBox;
  /** The last part of its type's name. */
  type: string;
  /** What of an SVG draws its icon in a square of 24. */
  icon: string;
  /** How many instances there are at first. */
  instances: number;
}

/** CSS colours, as the theme of the picture has them. */
export interface PictureColours {
  ground: string;
  leaf: string;
  container: string;
  line: string;
  edge: string;
  ink: string;
  faint: string;
  /** Of groups, in turn. */
  groups: readonly string[];
  notes: Readonly<Record<Note['colour'], { fill: string; ink: string }>>;
}

const margin = 40;
const fonts = "Inter, ui-sans-serif, system-ui, 'Segoe UI', Roboto, sans-serif";
/** Of a letter at 13 px, on average; names that are longer than their box end in an ellipsis. */
const letterWidth = 6.9;

/** The whole drawing as an SVG file. Its texts are texts: they can be marked, copied and found. */
export function writeSvg(drawing: Drawing, { title, colours }: { title: string; colours: PictureColours }): string {
  const bounds = sizeOf(drawing);
  const { x, y, width, height } = bounds;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}" font-family="${fonts}" font-size="13">`,
    `<title>${escaped(title)}</title>`,
    `<defs><marker id="head" viewBox="-10 -5 10 10" markerWidth="5" markerHeight="5" orient="auto"><path d="M-9 -4.5L0 0L-9 4.5Z" fill="${colours.edge}"/></marker></defs>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${colours.ground}"/>`,
    ...drawing.nodes.filter(({ box }) => box.isContainer).map((node) => writeNode(node, colours)),
    ...drawing.hulls.map((hull) => writeHull(hull, colours)),
    ...drawing.lines.map((line) => writeLine(line, colours)),
    ...drawing.nodes.filter(({ box }) => !box.isContainer).map((node) => writeNode(node, colours)),
    ...drawing.notes.map((note) => writeNote(note, colours)),
    '</svg>',
    '',
  ].join('\n');
}

/** What the picture shows of the canvas: all of it, with some room around. */
export function sizeOf({ nodes, hulls, notes }: Drawing): Rectangle {
  const all = [...nodes.map(({ box }) => box), ...hulls.map((hull) => hull.bounds), ...notes];
  const { x, y, width, height } = grow(boundsOf(all) ?? { x: 0, y: 0, width: 0, height: 0 }, [margin, margin]);
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top };
}

function writeNode({ box, type, icon, instances }: DrawnNode, colours: PictureColours): string {
  const { x, y, width, height, isContainer, id } = box;
  const room = width - 60 - (instances > 1 ? 30 : 0);
  const count =
    instances > 1
      ? `<text x="${x + width - 12}" y="${y + 30}" text-anchor="end" font-size="12" fill="${colours.ink}">×${instances}</text>`
      : '';
  return [
    `<g><title>${escaped(`${id}, ${type}`)}</title>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="${isContainer ? colours.container : colours.leaf}" stroke="${colours.line}"/>`,
    `<g transform="translate(${x + 18} ${y + 18}) scale(0.6667)" fill="none" stroke="${colours.faint}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${icon}</g>`,
    `<text x="${x + 50}" y="${y + 24}" font-weight="500" fill="${colours.ink}">${escaped(cut(id, room))}</text>`,
    `<text x="${x + 50}" y="${y + 41}" font-size="12" fill="${colours.faint}">${escaped(cut(type, room))}</text>${count}</g>`,
  ].join('');
}

function writeLine({ path, isDashed, label }: Drawing['lines'][number], colours: PictureColours): string {
  const dashes = isDashed ? ' stroke-dasharray="5 5"' : '';
  return `<path d="${escaped(path)}" fill="none" stroke="${colours.edge}" stroke-width="1.5" marker-end="url(#head)"${dashes}><title>${escaped(label)}</title></path>`;
}

function writeHull(
  { path, name, label, colour }: Drawing['hulls'][number],
  { groups, ground }: PictureColours,
): string {
  const ink = groups[colour % groups.length] ?? 'currentColor';
  return `<path d="${escaped(path)}" fill="${ink}" fill-opacity="0.06" stroke="${ink}" stroke-width="1.5" stroke-dasharray="6 4" stroke-linejoin="round"/><text x="${label.x}" y="${label.y}" font-size="11" font-weight="500" fill="${ink}" stroke="${ground}" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${escaped(name)}</text>`;
}

function writeNote({ x, y, width, height, text, colour }: Note, { notes }: PictureColours): string {
  const { fill, ink } = notes[colour];
  const lines = wrap(text, Math.max(1, Math.floor((width - 20) / letterWidth))).slice(
    0,
    Math.floor((height - 12) / 18),
  );
  const spans = lines
    .map((line, at) => `<tspan x="${x + 10}" y="${y + 22 + at * 18}">${escaped(line)}</tspan>`)
    .join('');
  return `<g><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${fill}"/><text fill="${ink}">${spans}</text></g>`;
}

/** Lines of at most so many letters, broken between words where there is one. */
function wrap(text: string, most: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      const joined = line === '' ? word : `${line} ${word}`;
      if (joined.length <= most) {
        line = joined;
        continue;
      }
      if (line !== '') lines.push(line);
      line = word;
      for (; line.length > most; line = line.slice(most)) lines.push(line.slice(0, most));
    }
    return [...lines, line];
  });
}

function cut(text: string, room: number): string {
  const most = Math.max(1, Math.floor(room / letterWidth));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** Characters that XML does not have at all are left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
