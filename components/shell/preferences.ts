/** What a person chose about how the product looks and behaves in this browser. Each is kept in a cookie of its own. */
export const preferences = {
  theme: ['system', 'light', 'dark'],
  density: ['comfortable', 'compact'],
  time: ['relative', 'local', 'utc'],
  rail: ['open', 'folded'],
  /** Shortcuts of a single letter; those with Ctrl or Cmd are always on. */
  letters: ['on', 'off'],
} as const;

export type PreferenceName = keyof typeof preferences;
export type Preferences = { [Name in PreferenceName]: (typeof preferences)[Name][number] };

const names = Object.keys(preferences) as PreferenceName[];

/** The name of the cookie that keeps a preference. */
function cookieOf(name: PreferenceName): string {
  return `gantry-${name}`;
}

/** Reads all preferences; what is not set, or set to what is none of its values, has its first one. */
export function readPreferences(cookie: (name: string) => string | undefined): Preferences {
  return Object.fromEntries(names.map((name) => [name, pick(name, cookie(cookieOf(name)))])) as Preferences;
}

function pick(name: PreferenceName, stored: string | undefined): string {
  const values: readonly string[] = preferences[name];
  return values.find((value) => value === stored) ?? values[0] ?? '';
}

/** The classes that the document carries for them; the server sends them with the first byte, so that nothing flashes. */
export function documentClasses({ theme, density }: Preferences): string {
  return [theme === 'system' ? '' : theme, density === 'compact' ? 'compact' : ''].filter(Boolean).join(' ');
}

/** Shows a preference at once and keeps it for the next visit. */
export function keepPreference<Name extends PreferenceName>(name: Name, value: Preferences[Name]): void {
  const { classList } = document.documentElement;
  if (name === 'theme') {
    classList.remove('light', 'dark');
    if (value !== 'system') classList.add(value);
  }
  if (name === 'density') classList.toggle('compact', value === 'compact');
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we support.
  document.cookie = `${cookieOf(name)}=${value}; path=/; max-age=31536000; samesite=lax`;
}
