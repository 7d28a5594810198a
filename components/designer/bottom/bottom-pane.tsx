'use client';

import { ChevronDown, ChevronUp } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import { later } from '../../ui/later.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { useDesigner } from '../document/use-designer.ts';
import { Divider } from '../frame/divider.tsx';
import { PaneTabs } from '../frame/pane-tabs.tsx';
import { usePaneSize } from '../frame/use-pane-size.ts';
import { bottoms, useViews } from '../frame/use-views.ts';
import { ProblemCount } from './problem-count.tsx';

const Problems = later(async () => (await import('./problems.tsx')).Problems, <SkeletonRows />);
const HistoryList = later(async () => (await import('./history-list.tsx')).HistoryList, <SkeletonRows />);
const SearchPanel = later(async () => (await import('../search/search-panel.tsx')).SearchPanel, <SkeletonRows />);

const limits = { usual: 176, least: 96, most: 640 };

/** Below the canvas: what is wrong with the blueprint, all that was done to it, and the search over its files. */
export function BottomPane() {
  const { isNarrow, bottom } = useViews();
  const [height, setHeight] = usePaneSize('bottom', limits);
  const isOpen = isNarrow || bottom !== null;
  return (
    <>
      {isOpen && !isNarrow && (
        <Divider label="Height of the bottom pane" size={height} limits={limits} onChange={setHeight} pane="below" />
      )}
      <section
        aria-label="Problems, history and search"
        data-pane="problems"
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
      label="Problems, history and search"
      tabs={[
        { id: 'problems', label: `Problems (${problems})`, content: isOpen && <Problems /> },
        { id: 'history', label: steps === 0 ? 'History' : `History (${steps})`, content: isOpen && <HistoryList /> },
        { id: 'search', label: 'Search', content: isOpen && <SearchPanel /> },
      ]}
      value={bottom ?? 'problems'}
      onChoose={(id) => void choose({ bottom: bottoms.find((each) => each === id) ?? null })}
      trailing={
        !isNarrow && (
          <IconButton
            label={isOpen ? 'Close the bottom pane' : 'Open the bottom pane'}
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
