'use client';

import { useIsAdmin } from '../shell/session.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { UrlTabs } from '../ui/tabs.tsx';
import { Appearance } from './appearance.tsx';
import { Profile } from './profile.tsx';
import { Users } from './users.tsx';

export function SettingsPage() {
  const isAdmin = useIsAdmin();
  return (
    <>
      <div className="bg-panel">
        <PageHeader title="Settings" />
      </div>
      <UrlTabs
        label="Settings"
        tabs={[
          { id: 'profile', label: 'Profile', content: <Profile /> },
          { id: 'appearance', label: 'Appearance', content: <Appearance /> },
          ...(isAdmin ? [{ id: 'users', label: 'Users', content: <Users /> }] : []),
        ]}
      />
    </>
  );
}
