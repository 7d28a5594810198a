'use client';

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { keepPreference, type PreferenceName, type Preferences, readPreferences } from './preferences.ts';

type SetPreference = <Name extends PreferenceName>(name: Name, value: Preferences[Name]) => void;

const PreferencesContext = createContext<{ chosen: Preferences; set: SetPreference }>({
  chosen: readPreferences(() => undefined),
  set: keepPreference,
});

export function PreferencesProvider({ initial, children }: { initial: Preferences; children: ReactNode }) {
  const [chosen, setChosen] = useState(initial);
  const set = useCallback<SetPreference>((name, value) => {
    keepPreference(name, value);
    setChosen((now) => ({ ...now, [name]: value }));
  }, []);
  const value = useMemo(() => ({ chosen, set }), [chosen, set]);
  return <PreferencesContext value={value}>{children}</PreferencesContext>;
}

/** A preference and what changes it, everywhere at once. */
export function usePreference<Name extends PreferenceName>(
  name: Name,
): [value: Preferences[Name], set: (value: Preferences[Name]) => void] {
  const { chosen, set } = useContext(PreferencesContext);
  return [chosen[name], useCallback((value) => set(name, value), [name, set])];
}
