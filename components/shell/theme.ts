export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const themeCookie = 'gantry-theme';

export function isTheme(value: string | undefined): value is Theme {
  return themes.some((theme) => theme === value);
}

/** Shows a theme at once and keeps it for the next visit; the cookie lets the server send the right class. */
export function applyTheme(theme: Theme): void {
  const classes = document.documentElement.classList;
  classes.remove('light', 'dark');
  if (theme !== 'system') classes.add(theme);
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we support.
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=31536000; samesite=lax`;
}
