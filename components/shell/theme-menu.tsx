'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { IconButton } from '../ui/button.tsx';
import { Menu, MenuChoice } from '../ui/menu.tsx';
import { usePreference } from './preferences-context.tsx';

const options = [
  { value: 'system' as const, label: 'As the system', icon: <Monitor aria-hidden /> },
  { value: 'light' as const, label: 'Light', icon: <Sun aria-hidden /> },
  { value: 'dark' as const, label: 'Dark', icon: <Moon aria-hidden /> },
];

export function ThemeMenu() {
  const [theme, setTheme] = usePreference('theme');
  const icon = options.find((option) => option.value === theme)?.icon;
  return (
    <Menu trigger={<IconButton label="Theme">{icon}</IconButton>}>
      <MenuChoice value={theme} onChange={setTheme} options={options} />
    </Menu>
  );
}
