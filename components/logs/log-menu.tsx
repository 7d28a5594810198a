'use client';

import { Download, Ellipsis, Link2 } from 'lucide-react';
import type { LogFilterInput } from '../../server/api/contract.ts';
import { IconButton } from '../ui/button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu.tsx';
import { downloadAddress } from './download.ts';
import { type TimeStyle, timeStyles } from './log-time.ts';
import type { LogState } from './use-log-state.ts';

interface LogMenuProps {
  executionId: string;
  filter: LogFilterInput;
  isFiltered: boolean;
  timeStyle: TimeStyle;
  onTimeStyle: (style: TimeStyle) => void;
  order: LogState['order'];
  onOrder: (order: LogState['order']) => void;
  onCopyLink: () => void;
}

const timeLabels: Record<TimeStyle, string> = {
  local: 'Local time',
  utc: 'UTC',
  relative: 'Ago',
  elapsed: 'Since the start',
};

export function LogMenu(props: LogMenuProps) {
  const { executionId, filter, isFiltered, timeStyle, onTimeStyle, onCopyLink } = props;
  const download = (options: Omit<Parameters<typeof downloadAddress>[0], 'executionId'>): void => {
    const link = document.createElement('a');
    link.href = downloadAddress({ executionId, ...options });
    link.download = '';
    link.click();
  };
  return (
    <Menu
      trigger={
        <IconButton label="More of the log" className="size-7">
          <Ellipsis />
        </IconButton>
      }
    >
      <MenuLabel>Lines</MenuLabel>
      <MenuChoice
        value={props.order}
        onChange={props.onOrder}
        options={[
          { value: 'time', label: 'In the order of time' },
          { value: 'operation', label: 'By operation' },
        ]}
      />
      <MenuSeparator />
      <MenuLabel>Times</MenuLabel>
      <MenuChoice
        value={timeStyle}
        onChange={onTimeStyle}
        options={timeStyles.map((value) => ({ value, label: timeLabels[value] }))}
      />
      <MenuSeparator />
      <MenuItem onSelect={onCopyLink}>
        <Link2 aria-hidden /> Copy link to what is shown
      </MenuItem>
      <MenuSeparator />
      {isFiltered && (
        <>
          <MenuLabel>Download the lines that pass the filters</MenuLabel>
          <Downloads onChoose={(options) => download({ ...options, filter })} />
        </>
      )}
      <MenuLabel>Download all lines</MenuLabel>
      <Downloads onChoose={(options) => download({ ...options, filter: {} })} />
    </Menu>
  );
}

interface DownloadsProps {
  onChoose: (options: { format: 'txt' | 'ndjson'; ansi: 'keep' | 'strip' }) => void;
}

function Downloads({ onChoose }: DownloadsProps) {
  return (
    <>
      <MenuItem onSelect={() => onChoose({ format: 'txt', ansi: 'strip' })}>
        <Download aria-hidden /> Text
      </MenuItem>
      <MenuItem onSelect={() => onChoose({ format: 'txt', ansi: 'keep' })}>
        <Download aria-hidden /> Text with its colours (ANSI)
      </MenuItem>
      <MenuItem onSelect={() => onChoose({ format: 'ndjson', ansi: 'keep' })}>
        <Download aria-hidden /> NDJSON
      </MenuItem>
    </>
  );
}
