'use client';

import { BookmarkCheck, GitCompareArrows } from 'lucide-react';
import { useState } from 'react';
import { useCommands } from '../../shell/commands.ts';
import { keysInWords } from '../../shell/keys.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { later } from '../../ui/later.tsx';
import { useDesigner } from '../document/use-designer.ts';
import { useRestore } from '../versions/use-restore.ts';
import { useSaved, useSaver } from './use-saver.ts';

const SaveVersionDialog = later(async () => (await import('./save-version-dialog.tsx')).SaveVersionDialog);

/** Makes a version of what is written: only versions are deployed. */
export function SaveVersion() {
  const [isOpen, setIsOpen] = useState(false);
  const canEdit = useDesigner((state) => state.canEdit);
  useRestore();
  const open = () => setIsOpen(true);
  useCommands(
    'Designer',
    canEdit ? [{ label: 'Save version', hint: 'Deployments are made of versions', keys: 'Mod+S', run: open }] : [],
  );
  return (
    <>
      <CompareLink />
      {canEdit && (
        <Button size="sm" title={`Save version (${keysInWords('Mod+S')})`} aria-label="Save version" onClick={open}>
          <BookmarkCheck aria-hidden />
          <span className="max-lg:hidden">Save version</span>
        </Button>
      )}
      {isOpen && <SaveVersionDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}

/** Leads to what came with each version, or to what is written since the last one. */
function CompareLink() {
  const { id } = useSaver();
  const latestVersion = useSaved(({ server }) => server.latestVersion);
  const isChanged = useSaved(({ server }) => server.isChanged);
  if (latestVersion === null || (latestVersion < 2 && !isChanged)) return null;
  return (
    <ButtonLink
      size="sm"
      variant="ghost"
      href={`/blueprints/${id}/versions${isChanged ? '?to=draft' : ''}`}
      aria-label="Compare versions"
      title="Compare versions"
    >
      <GitCompareArrows aria-hidden />
      <span className="max-xl:hidden">Compare</span>
    </ButtonLink>
  );
}
