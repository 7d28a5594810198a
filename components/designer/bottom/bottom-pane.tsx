'use client';

import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { useDesigner } from '../document/use-designer.ts';
import { Divider } from '../frame/divider.tsx';
import { PaneTabs } from '../frame/pane-tabs.tsx';
import { usePaneSize } from '../frame/use-pane-size.ts';
import { useViews } from '../frame/use-views.ts';
import { HistoryList } from './history-list.tsx';
import { ProblemCount } from './problem-count.tsx';
import { Problems } from './problems.tsx';
import { useProblemKeys } from './use-problem-keys.ts';

const limits = { usual: 176, least: 96, most: 640 };
/** 1: open. */
const openLimits = { usual: 0, least: 0, most: 1 };

/** Below the canvas: what is wrong with the blueprint, and all that was done to it. */
export function BottomPane() {
  const { isNarrow } = useViews();
  const [height, setHeight] = usePaneSize('bottom', limits);
  const [open, setOpen] = usePaneSize('bottom-open', openLimits);
  useProblemKeys();
  const isOpen = isNarrow || open === 1;
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
        <Tabs isOpen={isOpen} onOpen={isNarrow ? null : (next) => setOpen(next ? 1 : 0)} />
      </section>
      <ProblemCount />
    </>
  );
}

interface TabsProps {
  isOpen: boolean;
  /** null where it cannot be closed. */
  onOpen: ((isOpen: boolean) => void) | null;
}

function Tabs({ isOpen, onOpen }: TabsProps) {
  const [tab, setTab] = useState('problems');
  const problems = useDesigner(({ analysis }) => analysis.problems.length);
  const steps = useDesigner(({ history }) => history.done);
  const choose = (id: string): void => {
    setTab(id);
    onOpen?.(true);
  };
  return (
    <PaneTabs
      label="Problems and history"
      tabs={[
        { id: 'problems', label: `Problems (${problems})`, content: isOpen && <Problems /> },
        { id: 'history', label: steps === 0 ? 'History' : `History (${steps})`, content: isOpen && <HistoryList /> },
      ]}
      value={tab}
      onChoose={choose}
      trailing={
        onOpen && (
          <IconButton
            label={isOpen ? 'Close problems and history' : 'Open problems and history'}
            aria-expanded={isOpen}
            onClick={() => onOpen(!isOpen)}
          >
            {isOpen ? <ChevronDown /> : <ChevronUp />}
          </IconButton>
        )
      }
    />
  );
}
