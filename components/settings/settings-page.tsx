'use client';

import { useIsAdmin } from '../shell/session.tsx';
import { later } from '../ui/later.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { UrlTabs } from '../ui/tabs.tsx';
import { Appearance } from './appearance.tsx';
import { Profile } from './profile.tsx';

const loading = <SkeletonRows />;
const KeySettings = later(() => import('./key-settings.tsx').then((file) => file.KeySettings), loading);
const Users = later(() => import('./users.tsx').then((file) => file.Users), loading);
const System = later(() => import('./system.tsx').then((file) => file.System), loading);
const Audit = later(() => import('./audit.tsx').then((file) => file.Audit), loading);

export function SettingsPage() {
  const isAdmin = useIsAdmin();
  return (
    <>
      <PageHeader hasTabs title="Settings" />
      <UrlTabs
        label="Settings"
        tabs={[
          { id: 'profile', label: 'Profile', content: <Profile /> },
          { id: 'appearance', label: 'Appearance', content: <Appearance /> },
          { id: 'keys', label: 'Keys', content: <KeySettings /> },
          ...(isAdmin
            ? [
                { id: 'users', label: 'Users', content: <Users /> },
                { id: 'system', label: 'System', content: <System /> },
                { id: 'audit', label: 'Audit', content: <Audit /> },
              ]
            : []),
        ]}
      />
    </>
  );
}
