import { shortType } from '../../topology/type-icon.tsx';
import { toHulls } from '../canvas/hull.ts';
import { routeAmong } from '../canvas/line-route.ts';
import type { Picture } from '../canvas/picture.ts';
import type { Note } from '../document/layout.ts';
import type { Drawing } from './write-svg.ts';

interface Shown {
  picture: Picture;
  notes: readonly Note[];
  /** What draws the icon of a type, told root first. */
  iconOf: (typeHierarchy: readonly string[]) => string;
}

/** The whole canvas as a drawing for a file. */
export function drawingOf({ picture, notes, iconOf }: Shown): Drawing {
  return {
    nodes: picture.index.boxes.flatMap((box) => {
      const node = picture.nodes.get(box.id);
      if (node === undefined) return [];
      const { type, typeHierarchy, instances } = node;
      return [{ box, type: shortType(type), icon: iconOf(typeHierarchy), instances: instances.default }];
    }),
    lines: picture.lines.map(({ from, to, kind }) => ({
      path: routeAmong(picture.index, { from, to }).path,
      isDashed: kind === 'depends_on',
      label: `${from.id} ${kind.replaceAll('_', ' ')} ${to.id}`,
    })),
    hulls: toHulls(picture.groups, picture),
    notes,
  };
}
