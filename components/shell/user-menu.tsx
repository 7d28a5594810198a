'use client';

import { LogOut, Settings } from 'lucide-react';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu.tsx';
import { useNavigate } from '../ui/navigate.ts';
import { useSession } from './session.tsx';
import { signOut } from './sign-out.ts';

export function UserMenu() {
  const session = useSession();
  const navigate = useNavigate();
  const name = session?.user.name ?? '';
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={session ? `Account of ${name}` : 'Account'}
          className="ml-1 inline-flex size-7 items-center justify-center rounded-full bg-ink-2 font-medium text-ground text-xs"
        >
          {name.slice(0, 1).toUpperCase()}
        </button>
      }
    >
      <MenuLabel>
        <span className="block font-medium text-ink text-sm">{name}</span>
        {session?.user.email} · {session?.role}
      </MenuLabel>
      <MenuSeparator />
      <MenuItem onSelect={() => navigate('/settings')}>
        <Settings aria-hidden /> Settings
      </MenuItem>
      <MenuItem onSelect={() => void signOut()}>
        <LogOut aria-hidden /> Sign out
      </MenuItem>
    </Menu>
  );
}
