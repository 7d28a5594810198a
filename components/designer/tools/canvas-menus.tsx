'use client';

import { AlignStartVertical, ImageDown } from 'lucide-react';
import { useCommands } from '../../shell/commands.ts';
import { Keys } from '../../shell/keys.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuItem, MenuLabel } from '../../ui/menu.tsx';
import { sayFault } from '../../ui/toasts.tsx';
import { leastOf } from '../arrange/align.ts';
import { alignChosen, alignments } from '../arrange/align-chosen.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';

/** Menus of the toolbar about what the canvas shows. `name`: of the blueprint. */
export function CanvasMenus({ name }: { name: string }) {
  const canEdit = useDesigner((state) => state.canEdit);
  return (
    <div className="flex shrink-0">
      {canEdit && <AlignMenu />}
      <PictureMenu name={name} />
    </div>
  );
}

function AlignMenu() {
  const document = useDesignerDocument();
  const chosen = useDesigner((state) => state.selection.nodes.length);
  return (
    <Menu
      align="start"
      trigger={
        <IconButton label="Align">
          <AlignStartVertical />
        </IconButton>
      }
    >
      <MenuLabel>{chosen < 2 ? 'Choose at least two nodes' : `Of ${chosen} nodes`}</MenuLabel>
      {alignments.map(({ alignment, label, key }) => (
        <MenuItem
          key={alignment}
          disabled={chosen < leastOf(alignment)}
          onSelect={() => alignChosen(document, alignment, label)}
        >
          <span className="min-w-0 flex-1 pr-4">{label}</span>
          <Keys keys={`Alt+A ${key}`} />
        </MenuItem>
      ))}
    </Menu>
  );
}

const pictures = [
  { format: 'svg', theme: 'light', label: 'Picture as SVG, light' },
  { format: 'svg', theme: 'dark', label: 'Picture as SVG, dark' },
  { format: 'png', theme: 'light', label: 'Picture as PNG, light' },
  { format: 'png', theme: 'dark', label: 'Picture as PNG, dark' },
] as const;

function PictureMenu({ name }: { name: string }) {
  const document = useDesignerDocument();
  const save = (wish: (typeof pictures)[number]) => (): void => {
    import('../picture/save-picture.tsx')
      .then(({ savePicture }) => savePicture(document, { ...wish, name }))
      .catch((fault: unknown) => sayFault('The picture was not saved', fault));
  };
  useCommands(
    'Pictures',
    pictures.map((wish) => ({ label: wish.label, run: save(wish), menu: ['ground'] as const })),
  );
  return (
    <Menu
      align="start"
      trigger={
        <IconButton label="Save a picture">
          <ImageDown />
        </IconButton>
      }
    >
      {pictures.map((wish) => (
        <MenuItem key={wish.label} onSelect={save(wish)}>
          {wish.label}
        </MenuItem>
      ))}
    </Menu>
  );
}
