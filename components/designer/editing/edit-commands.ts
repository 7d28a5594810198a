import type { DesignNode } from '../../../core/design/design.ts';
import type { Command } from '../../shell/commands.ts';
import { outermost } from '../document/contents.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { openQuickAdd } from '../palette/quick-add.ts';
import { askConnect } from './add-connection.ts';
import { deleteChosen } from './delete-chosen.ts';
import { group, ungroup } from './group-nodes.ts';
import { askNest, detach } from './nest-nodes.ts';
import { ofSameType, stream } from './related-nodes.ts';

/** What can be done with nodes, in whatever pane they are chosen. */
export function nodeCommands(document: DesignerDocument): Command[] {
  return [...selectCommands(document), ...(document.getState().canEdit ? editCommands(document) : [])];
}

function selectCommands(document: DesignerDocument): Command[] {
  const select = (find: (nodes: readonly DesignNode[], chosen: readonly string[]) => readonly string[]) => () => {
    const { analysis, selection } = document.getState();
    document.select({ nodes: find(analysis.design?.nodes ?? [], selection.nodes) });
  };
  return [
    { label: 'Select all', keys: 'Mod+A', run: select((all) => all.map(({ id }) => id)), isTextKey: true },
    { label: 'Select nothing', keys: 'Mod+Shift+A', run: select(() => []), isTextKey: true },
    { label: 'Select all of the same type', keys: 'Shift+A', run: select(ofSameType), menu: ['nodes'] },
    {
      label: 'Select what it needs',
      keys: 'Shift+ArrowRight',
      run: select((all, chosen) => stream(all, chosen, 'up')),
    },
    {
      label: 'Select what needs it',
      keys: 'Shift+ArrowLeft',
      run: select((all, chosen) => stream(all, chosen, 'down')),
    },
  ];
}

function editCommands(document: DesignerDocument): Command[] {
  const selected = () => document.getState().selection.nodes;
  const onOne = (act: (id: string) => void) => () => {
    const id = selected().at(-1);
    if (id !== undefined) act(id);
  };
  const onAll = (act: (ids: readonly string[]) => void) => () => {
    const ids = outermost(document.getState().analysis.design?.nodes ?? [], selected());
    if (ids.length > 0) act(ids);
  };
  const ofNodes = { menu: ['nodes'] } as const;
  return [
    { label: 'Connect the node to another', keys: 'C', run: onOne((id) => void askConnect(document, id)), ...ofNodes },
    {
      label: 'Put the nodes inside of another',
      keys: 'I',
      run: onAll((ids) => void askNest(document, ids)),
      ...ofNodes,
    },
    {
      label: 'Take the nodes out of their host',
      keys: 'Shift+Backspace',
      run: onAll((ids) => void detach(document, ids)),
      ...ofNodes,
    },
    { label: 'Add a node inside of it', run: onOne((id) => openQuickAdd({ nestIn: id })), ...ofNodes },
    { label: 'Group', keys: 'Mod+G', run: () => void group(document), isTextKey: true, ...ofNodes },
    {
      label: 'Take out of groups',
      keys: 'Mod+Shift+G',
      run: () => void ungroup(document),
      isTextKey: true,
      ...ofNodes,
    },
    {
      label: 'Delete',
      keys: 'Delete',
      run: () => void deleteChosen(document),
      menu: ['nodes', 'relationship', 'entry'],
    },
    { label: 'Delete', keys: 'Backspace', run: () => void deleteChosen(document), isKeyOnly: true },
  ];
}
