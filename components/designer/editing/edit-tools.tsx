'use client';

import { type Command, useCommands } from '../../shell/commands.ts';
import { useProblemKeys } from '../bottom/use-problem-keys.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { useInspect } from '../frame/use-inspect.ts';
import { useEditText } from '../inspector/use-edit-text.ts';
import { Asker } from './asker.tsx';
import { nodeCommands } from './edit-commands.ts';

/** What is done to chosen nodes by keys, menus and the palette, whichever panes are shown; and what is asked for it. */
export function EditTools() {
  const document = useDesignerDocument();
  const canEdit = useDesigner((state) => state.canEdit);
  const main = useDesigner(({ selection }) => selection.nodes.at(-1) ?? null);
  const inspect = useInspect();
  const editText = useEditText(main ?? '');
  const ofNode: readonly Command[] = [
    {
      ...{ label: 'Open the inspector', keys: 'Enter', run: () => inspect(), isForEvent: true },
      menu: ['nodes', 'relationship', 'entry'],
    },
    { label: 'Edit the text of the node', keys: 'F4', run: main === null ? undefined : editText, menu: ['nodes'] },
  ];
  const rename: Command = {
    label: 'Rename the node',
    keys: 'F2',
    run: main === null ? undefined : () => inspect('name'),
  };
  useProblemKeys();
  useCommands('Nodes', [
    ...ofNode,
    ...(canEdit ? [{ ...rename, menu: ['nodes'] as const }] : []),
    ...nodeCommands(document),
  ]);
  return <Asker />;
}
