'use client';

import { Code, MoreHorizontal, Pencil, Tag, Trash2, Wrench } from 'lucide-react';
import { useState } from 'react';
import type { HostView } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { IconButton } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import { useShownHost } from './use-hosts-url.ts';

const LabelsDialog = later(async () => (await import('./labels-dialog.tsx')).LabelsDialog);
const OutOfServiceDialog = later(async () => (await import('./out-of-service-dialog.tsx')).OutOfServiceDialog);
const RemoveHosts = later(async () => (await import('./remove-hosts.tsx')).RemoveHosts);

/** What else can be done with one host. The product looks after its demonstration hosts itself. */
export function HostMenu({ host, onRemoved }: { host: HostView; onRemoved: () => void }) {
  const canOperate = useCanOperate();
  const { open } = useShownHost();
  const [asked, ask] = useState<'labels' | 'rest' | 'remove' | null>(null);
  return (
    <>
      <Menu
        leavesFocus
        trigger={
          <IconButton label={`More about ${host.name}`}>
            <MoreHorizontal />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => open('use')}>
          <Code aria-hidden /> Use in a blueprint
        </MenuItem>
        {canOperate && (
          <>
            {host.lab ? (
              <MenuItem onSelect={() => ask('labels')}>
                <Tag aria-hidden /> Labels
              </MenuItem>
            ) : (
              <MenuItem onSelect={() => open('edit')}>
                <Pencil aria-hidden /> Edit
              </MenuItem>
            )}
            {host.state !== 'out-of-service' && (
              <MenuItem onSelect={() => ask('rest')}>
                <Wrench aria-hidden /> Take out of service
              </MenuItem>
            )}
            {!host.lab && (
              <>
                <MenuSeparator />
                <MenuItem danger onSelect={() => ask('remove')}>
                  <Trash2 aria-hidden /> Remove
                </MenuItem>
              </>
            )}
          </>
        )}
      </Menu>
      {asked === 'labels' && <LabelsDialog hosts={[host]} onClose={() => ask(null)} />}
      {asked === 'rest' && <OutOfServiceDialog hosts={[host]} onClose={() => ask(null)} />}
      {asked === 'remove' && <RemoveHosts hosts={[host]} onClose={() => ask(null)} onDone={onRemoved} />}
    </>
  );
}
