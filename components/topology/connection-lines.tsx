'use client';

import { ViewportPortal } from '@xyflow/react';
import { clsx } from 'clsx';
import { memo, useMemo } from 'react';
import { useLook } from './canvas-context.ts';
import { type Line, layers } from './elements.ts';
import type { Direction } from './layout.ts';
import { linePath } from './line-path.ts';
import { LineSheet } from './line-sheet.tsx';
import type { Elements } from './use-elements.ts';

interface ConnectionLinesProps extends Pick<Elements, 'lines' | 'passing'> {
  direction: Direction;
  /** The drawn node that is chosen: its lines stand out. */
  chosen: string | null;
}

/** More lines than this in motion cost more than they tell, and cannot be followed. */
const few = 100;

/** The lines between nodes. Those that only pass are one element, however many they are. */
export function ConnectionLines({ lines, passing, direction, chosen }: ConnectionLinesProps) {
  const through = useMemo(() => passing.map((line) => linePath(line, direction)).join(''), [passing, direction]);
  const isChosen = ({ from, to }: Line) => from.id === chosen || to.id === chosen;
  const mayMove = lines.length <= few;
  return (
    <ViewportPortal>
      {through !== '' && (
        <LineSheet zIndex={layers.passing} colour="none">
          {() => <path d={through} stroke="var(--line-strong)" strokeWidth={1} opacity={0.5} />}
        </LineSheet>
      )}
      <LineSheet zIndex={mayMove ? layers.fewLines : layers.manyLines} colour="var(--line-strong)">
        {(marker) =>
          lines.map((line) =>
            isChosen(line) ? null : <ConnectionLine key={line.id} {...{ line, direction, marker, mayMove }} />,
          )
        }
      </LineSheet>
      <LineSheet zIndex={layers.fewLines} colour="var(--accent)">
        {(marker) =>
          lines.map((line) =>
            isChosen(line) ? <ConnectionLine key={line.id} isChosen {...{ line, direction, marker, mayMove }} /> : null,
          )
        }
      </LineSheet>
    </ViewportPortal>
  );
}

interface ConnectionLineProps {
  line: Line;
  direction: Direction;
  marker: string;
  isChosen?: boolean;
  mayMove: boolean;
}

const ConnectionLine = memo(function ConnectionLine(props: ConnectionLineProps) {
  const { line, direction, marker, isChosen = false, mayMove } = props;
  const isGoingOn = useLook(line.from.id).isRunning;
  return (
    <path
      data-line={line.id}
      d={linePath(line, direction)}
      markerEnd={marker}
      stroke={isChosen ? 'var(--accent)' : 'var(--line-strong)'}
      strokeWidth={isChosen ? 2 : 1.5}
      strokeDasharray={line.kind === 'depends_on' ? '5 5' : undefined}
      className={clsx(mayMove && isGoingOn && 'edge-in-use')}
    />
  );
});
