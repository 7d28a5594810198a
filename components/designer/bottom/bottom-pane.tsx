'use client';

import { ChevronDown, ChevronUp } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import { useDesigner } from '../document/use-designer.ts';
import { Divider } from '../frame/divider.tsx';
import { PaneTabs } from '../frame/pane-tabs.tsx';
import { usePaneSize } from '../frame/use-pane-size.ts';
import { bottoms, useViews } from '../frame/use-views.ts';
import { HistoryList } from './history-list.tsx';
import { ProblemCount } from './problem-count.tsx';
import { Problems } from './problems.tsx';
import { useProblemKeys } from './use-problem-keys.ts';

const limits = { usual: 176, least: 96, most: 640 };

/** Below the canvas: what is wrong with the blueprint, and all that was done to it. */
export function BottomPane() {
  const { isNarrow, bottom } = useViews();
  const [height, setHeight] = usePaneSize('bottom', limits);
  useProblemKeys();
  const isOpen = isNarrow || bottom !== null;
  return (
    <>
      {isOpen && !isNarrow && (
        <Divider label="Height of the bottom pane" size={height} limits={limits} onChange={setHeight} pane="below" />
      )}
      <section
        aria-label="Problems and history"
        data-pane
        style={isNarrow || !isOpen ? undefined : { height }}
        className={isNarrow ? 'flex min-h-0 flex-1 flex-col' : 'flex shrink-0 flex-col border-line border-t bg-panel'}
      >
        <Tabs isOpen={isOpen} />
      </section>
      <ProblemCount />
    </>
  );
}

function Tabs({ isOpen }: { isOpen: boolean }) {
  const { isNarrow, bottom, choose } = useViews();
  const problems = useDesigner(({ analysis }) => analysis.problems.length);
  const steps = useDesigner(({ history }) => history.done);
  return (
    <PaneTabs
      label="Problems and history"
      tabs={[
        { id: 'problems', label: `Problems (${problems})`, content: isOpen && <Problems /> },
        { id: 'history', label: steps === 0 ? 'History' : `History (${steps})`, content: isOpen && <HistoryList /> },
      ]}
      value={bottom ?? 'problems'}
      onChoose={(id) => void choose({ bottom: bottoms.find((each) => each === id) ?? null })}
      trailing={
        !isNarrow && (
          <IconButton
            label={isOpen ? 'Close problems and history' : 'Open problems and history'}
            aria-expanded={isOpen}
            onClick={() => void choose({ bottom: isOpen ? null : 'problems' })}
          >
            {isOpen ? <ChevronDown /> : <ChevronUp />}
          </IconButton>
        )
      }
    />
  );
}
