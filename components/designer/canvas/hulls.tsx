'use client';

import { ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
import { overlaps, type Rectangle } from '../../topology/boxes.ts';
import { LineSheet } from '../../topology/line-sheet.tsx';
import { toHulls } from './hull.ts';
import { layers } from './layers.ts';
import type { Picture } from './picture.ts';

const inks = ['var(--accent)', 'var(--good)', 'var(--warn)', 'var(--ink-2)'] as const;
const dashes = ['8 4', '2 4', '10 3 2 3', '4 4'] as const;

/** Groups, as outlines behind their members: a node in two groups lies in two outlines, members far apart in one each. */
export const Hulls = memo(function Hulls({ picture, part }: { picture: Picture; part: Rectangle }) {
  const hulls = useMemo(() => toHulls(picture.groups, picture), [picture]);
  const seen = hulls.filter(({ bounds }) => overlaps(bounds, part));
  if (seen.length === 0) return null;
  return (
    <ViewportPortal>
      <LineSheet zIndex={layers.passing} colour="none">
        {() =>
          seen.map(({ name, path, colour }) => (
            <path key={`${name} ${path}`} d={path} fill={inks[colour] ?? inks[0]} fillOpacity={0.03} />
          ))
        }
      </LineSheet>
      <LineSheet zIndex={layers.hulls} colour="none">
        {() =>
          seen.map(({ name, path, label, colour }) => (
            <g key={`${name} ${path}`} data-hull={name}>
              <path
                d={path}
                stroke={inks[colour] ?? inks[0]}
                strokeWidth={1.5}
                strokeDasharray={dashes[colour]}
                strokeLinejoin="round"
              />
              <text x={label.x} y={label.y} fill={inks[colour] ?? inks[0]} className="hull-label">
                {name}
              </text>
            </g>
          ))
        }
      </LineSheet>
    </ViewportPortal>
  );
});
