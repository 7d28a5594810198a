'use client';

import { BookmarkCheck } from 'lucide-react';
import { useState } from 'react';
import { useCommands } from '../../shell/commands.ts';
import { Button } from '../../ui/button.tsx';
import { later } from '../../ui/later.tsx';
import { useDesigner } from '../document/use-designer.ts';

const SaveVersionDialog = later(async () => (await import('./save-version-dialog.tsx')).SaveVersionDialog);

/** Makes a version of what is written: only versions are deployed. */
export function SaveVersion() {
  const [isOpen, setIsOpen] = useState(false);
  const canEdit = useDesigner((state) => state.canEdit);
  const open = () => setIsOpen(true);
  useCommands(
    'Designer',
    canEdit ? [{ label: 'Save version', hint: 'Deployments are made of versions', keys: 'Mod+S', run: open }] : [],
  );
  if (!canEdit) return null;
  return (
    <>
      <Button size="sm" title="Save version (Ctrl+S)" aria-label="Save version" onClick={open}>
        <BookmarkCheck aria-hidden />
        <span className="max-lg:hidden">Save version</span>
      </Button>
      {isOpen && <SaveVersionDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}
