import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const mostColours = 256;
/** So many of the most frequent stay as they are: the grounds of things, which are told apart by little. */
const keptColours = 64;

interface Pixels {
  width: number;
  height: number;
  /** Red, green and blue of each as one number. */
  colours: Uint32Array;
}

/** The same opaque picture (8 bits a channel, not interlaced) with at most 256 colours: about a third of the bytes. */
export function shrinkPng(png: Buffer): Buffer {
  const pixels = decode(png);
  const palette = choosePalette(pixels.colours);
  return encode(pixels, palette);
}

function decode(png: Buffer): Pixels {
  const parts: Buffer[] = [];
  let header: Buffer = Buffer.alloc(13);
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    const content = png.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR') header = content;
    if (name === 'IDAT') parts.push(content);
    at += length + 12;
  }
  const [width, height, depth, kind, interlace] = [
    header.readUInt32BE(0),
    header.readUInt32BE(4),
    header[8],
    header[9],
    header[12],
  ];
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlace !== 0)
    throw new Error('Not the kind of PNG a browser makes.');
  const channels = kind === 6 ? 4 : 3;
  const bytes = unfilter(inflateSync(Buffer.concat(parts)), { stride: width * channels, height, channels });
  const colours = new Uint32Array(width * height);
  for (let pixel = 0; pixel < colours.length; pixel += 1) colours[pixel] = bytes.readUIntBE(pixel * channels, 3);
  return { width, height, colours };
}

function unfilter(raw: Buffer, shape: { stride: number; height: number; channels: number }): Buffer {
  const { stride, height, channels } = shape;
  // A pixel of nothing before each row, and a row of nothing before the first.
  const wide = stride + channels;
  const out = Buffer.alloc(wide * (height + 1));
  for (let row = 0; row < height; row += 1) {
    const from = row * (stride + 1);
    const filter = raw[from];
    for (let at = 0; at < stride; at += 1) {
      const here = (row + 1) * wide + channels + at;
      out[here] = byte(raw, from + 1 + at) + predict(filter, out, { here, channels, wide });
    }
  }
  return Buffer.concat(
    Array.from({ length: height }, (_, row) => out.subarray((row + 1) * wide + channels, (row + 2) * wide)),
  );
}

function byte(bytes: Buffer, at: number): number {
  return bytes[at] ?? 0;
}

interface Spot {
  here: number;
  channels: number;
  wide: number;
}

function predict(filter: number | undefined, out: Buffer, { here, channels, wide }: Spot): number {
  const [left, up] = [byte(out, here - channels), byte(out, here - wide)];
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  return filter === 4 ? nearest(left, up, byte(out, here - wide - channels)) : 0;
}

/** The one of three neighbours that is nearest to what their slope leads to (PNG's fourth filter, Paeth's). */
function nearest(left: number, up: number, upLeft: number): number {
  const guess = left + up - upLeft;
  const [toLeft, toUp, toUpLeft] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}
interface Counted {
  colour: number;
  count: number;
}

/**
 * Beside the colours that are kept, halves the fullest box of colours until there are enough boxes; of each box the most
 * frequent colour stands for all.
 */
function choosePalette(colours: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const all = [...counts].map(([colour, count]) => ({ colour, count })).toSorted((a, b) => b.count - a.count);
  const boxes: Counted[][] = [...all.slice(0, keptColours).map((each) => [each]), all.slice(keptColours)];
  while (boxes.length < mostColours) {
    const at = boxes.reduce((best, box, place) => (spread(box) > spread(boxes[best] ?? []) ? place : best), 0);
    const box = boxes[at] ?? [];
    if (spread(box) === 0) break;
    const shift = widestChannel(box).shift;
    const sorted = box.toSorted((a, b) => channel(a.colour, shift) - channel(b.colour, shift));
    boxes.splice(at, 1, sorted.slice(0, sorted.length >> 1), sorted.slice(sorted.length >> 1));
  }
  const palette = new Map<number, number>();
  boxes.forEach((box, place) => {
    const first = box.reduce(
      (best, each) => (each.count > best.count ? each : best),
      box[0] ?? { colour: 0, count: 0 },
    );
    palette.set(-1 - place, first.colour);
    for (const { colour } of box) palette.set(colour, place);
  });
  return palette;
}

function channel(colour: number, shift: number): number {
  return (colour >> shift) & 0xff;
}

/** How much would be lost if one colour stood for all of them. */
function spread(box: readonly Counted[]): number {
  return box.length < 2 ? 0 : widestChannel(box).width * Math.log2(box.length + 1);
}

function widestChannel(box: readonly Counted[]): { shift: number; width: number } {
  let widest = { shift: 0, width: -1 };
  for (const shift of [16, 8, 0]) {
    let [low, high] = [255, 0];
    for (const { colour } of box) {
      low = Math.min(low, channel(colour, shift));
      high = Math.max(high, channel(colour, shift));
    }
    if (high - low > widest.width) widest = { shift, width: high - low };
  }
  return widest;
}

function encode({ width, height, colours }: Pixels, palette: Map<number, number>): Buffer {
  const table = Buffer.alloc(mostColours * 3);
  for (let place = 0; palette.has(-1 - place); place += 1)
    table.writeUIntBE(palette.get(-1 - place) ?? 0, place * 3, 3);
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row += 1) {
    for (let at = 0; at < width; at += 1) {
      rows[row * (width + 1) + 1 + at] = palette.get(colours[row * width + at] ?? 0) ?? 0;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', table),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const out = Buffer.alloc(content.length + 12);
  out.writeUInt32BE(content.length, 0);
  out.set(named, 4);
  out.writeUInt32BE(crc32(named), out.length - 4);
  return out;
}
