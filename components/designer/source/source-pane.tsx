'use client';

import { useQuery } from '@tanstack/react-query';
import { Crosshair } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import { formatSize } from '../../ui/format-size.ts';
import { Empty, Notice, SkeletonRows } from '../../ui/states.tsx';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { BrokenText } from './broken-text.tsx';
import { FileEditor } from './file-editor.tsx';
import { FileTabs } from './file-tabs.tsx';
import { useFollowsSelection } from './follow-switch.ts';
import { useOpenFiles } from './open-files.ts';
import { useShowSelection } from './use-show-selection.ts';

/** The texts of the blueprint, as files in tabs. */
export function SourcePane() {
  const { active } = useOpenFiles();
  return (
    <>
      <ShownSelection />
      <div className="flex h-9 shrink-0 items-stretch border-line border-b bg-ground">
        <FileTabs />
        <FollowSwitch />
      </div>
      <BrokenText />
      <OpenFile key={active} path={active} />
    </>
  );
}

/** By itself: nothing else of the pane is drawn again with every selection. */
function ShownSelection() {
  useShowSelection();
  return null;
}

function FollowSwitch() {
  const [follows, setFollows] = useFollowsSelection();
  return (
    <IconButton
      label="Follow the selection"
      aria-pressed={follows}
      onClick={() => setFollows(!follows)}
      className="m-0.5"
    >
      <Crosshair />
    </IconButton>
  );
}

function OpenFile({ path }: { path: string }) {
  // The file itself is another one after every key.
  const isOwn = useDesigner(({ files }) => files.has(path));
  const size = useDesigner(({ files }) => (files.get(path)?.text === null ? files.get(path)?.size : undefined));
  if (!isOwn) return <ImportedFile location={path} />;
  if (size === undefined) return <FileEditor path={path} />;
  return (
    <div className="p-4">
      <Notice tone="accent" title={`${path} is no text`}>
        It has {formatSize(size)} and is kept as it is. Operations can use it; download it to look at it.
      </Notice>
    </div>
  );
}

/** A file that an import brings; it can be read and not changed. */
function ImportedFile({ location }: { location: string }) {
  const { analyst } = useDesignerDocument();
  const { data, isPending } = useQuery({
    queryKey: ['imported-source', location],
    queryFn: () => analyst.source(location),
    staleTime: Infinity,
    gcTime: 0,
  });
  if (isPending) return <SkeletonRows />;
  if (data === null || data === undefined) {
    return (
      <Empty icon={<Crosshair />} title={`There is no file ${location}`}>
        It was renamed or deleted, or no import brings it any more.
      </Empty>
    );
  }
  return <FileEditor path={location} importedText={data} />;
}
