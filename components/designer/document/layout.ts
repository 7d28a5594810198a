/** Where a node was put: relative to the top left corner of what contains it, in pixels at 100 %. */
export interface NodePlace {
  x: number;
  y: number;
  /** Present when a person sized it: a container is never smaller. */
  width?: number;
  height?: number;
}

/** A note on the canvas, in absolute places. `text` is plain. */
export interface Note {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
  text: string;
  colour: 'yellow' | 'blue' | 'green' | 'red';
}

/** What a person arranged; never part of the text. Nodes without a place are put somewhere free. */
export interface Layout {
  places: Readonly<Record<string, NodePlace>>;
  notes: Readonly<Record<string, Note>>;
}

/** What changes in a layout; null takes a place or a note away. */
export interface LayoutPatch {
  places?: Readonly<Record<string, NodePlace | null>>;
  notes?: Readonly<Record<string, Note | null>>;
}

/** A layout in which nothing was arranged yet. */
export const emptyLayout: Layout = { places: {}, notes: {} };

/** The layout after the patch, and the patch that leads back. */
export function patchLayout(layout: Layout, patch: LayoutPatch): { layout: Layout; inverse: LayoutPatch } {
  const places = patchRecord(layout.places, patch.places ?? {});
  const notes = patchRecord(layout.notes, patch.notes ?? {});
  return {
    layout: { places: places.result, notes: notes.result },
    inverse: { places: places.inverse, notes: notes.inverse },
  };
}

function patchRecord<Value>(record: Readonly<Record<string, Value>>, patch: Readonly<Record<string, Value | null>>) {
  const result = new Map(Object.entries(record));
  const inverse = new Map<string, Value | null>();
  for (const [key, value] of Object.entries(patch)) {
    inverse.set(key, result.get(key) ?? null);
    if (value === null) result.delete(key);
    else result.set(key, value);
  }
  return { result: Object.fromEntries(result), inverse: Object.fromEntries(inverse) };
}
