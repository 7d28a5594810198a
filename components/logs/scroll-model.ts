/** What stands at the upper edge of the view: a row by its position, and how many pixels of it are above the edge. */
export interface Anchor {
  row: number;
  offset: number;
}

/** A row that is drawn, `y` pixels below the upper edge of the view. */
export interface PlacedRow {
  row: number;
  y: number;
}

/** What is scrolled: any number of rows, each of its own height in pixels, in a view of some height. */
export interface Extent {
  total: number;
  viewport: number;
  /** Pixels that the scroll bar stands for; see `spaceOf`. */
  space: number;
  heightOf: (row: number) => number;
}

/** Browsers cap the height of an element (ui.md 5.3); beyond this the scroll bar stands for the rows in proportion. */
const mostSpace = 10_000_000;

/** The height of the scrolled box for rows of some average height. */
export function spaceOf(total: number, average: number, viewport: number): number {
  return Math.max(viewport, Math.min(mostSpace, Math.round(total * average)));
}

/** The anchor at which the last row stands at the lower edge; the first row when all fit. */
export function endAnchor({ total, viewport, heightOf }: Extent): Anchor {
  let left = viewport;
  for (let row = total - 1; row >= 0; row -= 1) {
    left -= heightOf(row);
    if (left <= 0) return { row, offset: Math.abs(left) };
  }
  return { row: 0, offset: 0 };
}

/** `pixels` further down, or up when they are negative; not beyond the first or the last row. */
export function moveAnchor(anchor: Anchor, pixels: number, extent: Extent): Anchor {
  let { row } = anchor;
  let offset = anchor.offset + pixels;
  while (offset < 0 && row > 0) {
    row -= 1;
    offset += extent.heightOf(row);
  }
  while (row < extent.total - 1 && offset >= extent.heightOf(row)) {
    offset -= extent.heightOf(row);
    row += 1;
  }
  return clampAnchor({ row, offset: Math.max(0, offset) }, extent);
}

/** The nearest anchor that leaves no room below the last row. */
export function clampAnchor(anchor: Anchor, extent: Extent): Anchor {
  const end = endAnchor(extent);
  const isBeyond = anchor.row > end.row || (anchor.row === end.row && anchor.offset > end.offset);
  if (isBeyond) return end;
  return anchor.row < 0 ? { row: 0, offset: 0 } : anchor;
}

/** The anchor at which a row stands in the middle. */
export function centreAnchor(row: number, extent: Extent): Anchor {
  const above = (extent.viewport - extent.heightOf(row)) / 2;
  return moveAnchor({ row, offset: 0 }, -Math.max(0, above), extent);
}

/** The place of the scroll bar for an anchor. */
export function scrollTopOf(anchor: Anchor, extent: Extent): number {
  const end = endAnchor(extent);
  const whole = end.row + end.offset / extent.heightOf(end.row);
  if (whole === 0) return 0;
  const part = anchor.row + anchor.offset / extent.heightOf(anchor.row);
  return Math.min(1, part / whole) * (extent.space - extent.viewport);
}

/** The anchor for a place of the scroll bar. */
export function anchorAt(scrollTop: number, extent: Extent): Anchor {
  const room = extent.space - extent.viewport;
  const end = endAnchor(extent);
  if (room <= 0 || scrollTop <= 0) return { row: 0, offset: 0 };
  if (scrollTop >= room) return end;
  const whole = (end.row + end.offset / extent.heightOf(end.row)) * (scrollTop / room);
  const row = Math.floor(whole);
  return clampAnchor({ row, offset: (whole - row) * extent.heightOf(row) }, extent);
}

/** Pixels from the lower edge of the view to the end of the last row, as far as `upTo`. */
export function distanceToEnd(anchor: Anchor, extent: Extent, upTo: number): number {
  let below = -anchor.offset - extent.viewport;
  for (let row = anchor.row; row < extent.total; row += 1) {
    below += extent.heightOf(row);
    if (below > upTo) return upTo;
  }
  return Math.max(0, below);
}

/** The rows in view and `around` pixels above and below it, from the first to the last. */
export function placeRows(anchor: Anchor, extent: Extent, around: number): PlacedRow[] {
  const placed: PlacedRow[] = [];
  let y = -anchor.offset;
  for (let row = anchor.row - 1; row >= 0 && y > -around; row -= 1) {
    y -= extent.heightOf(row);
    placed.push({ row, y });
  }
  placed.reverse();
  y = -anchor.offset;
  for (let row = anchor.row; row < extent.total && y < extent.viewport + around; row += 1) {
    placed.push({ row, y });
    y += extent.heightOf(row);
  }
  return placed;
}
