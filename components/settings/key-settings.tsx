'use client';

import { KeyGroups } from '../shell/key-list.tsx';
import { usePreference } from '../shell/preferences-context.tsx';
import { CheckField } from '../ui/check-field.tsx';

/** The keys that work everywhere, and whether letters alone count. Each page lists its own under `?`. */
export function KeySettings() {
  const [letters, setLetters] = usePreference('letters');
  return (
    <div className="flex max-w-4xl flex-col gap-6 p-4 md:p-6">
      <CheckField
        label="Letters alone are shortcuts"
        help="Turn this off when a screen reader or speech input presses letters for you. Keys with Ctrl or Cmd stay."
        checked={letters === 'on'}
        onChange={(isOn) => setLetters(isOn ? 'on' : 'off')}
      />
      <KeyGroups />
    </div>
  );
}
