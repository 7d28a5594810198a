const key = 'gantry-recent';
const most = 6;

/** Where a person went by the palette. */
export interface RecentPlace {
  label: string;
  kind: string;
  href: string;
}

/** The last places, the newest first; none when this browser keeps nothing. */
export function readRecent(): RecentPlace[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isPlace).slice(0, most) : [];
  } catch {
    return [];
  }
}

/** Remembers a place; the same one is kept once. */
export function keepRecent(place: RecentPlace): void {
  const others = readRecent().filter(({ href }) => href !== place.href);
  try {
    localStorage.setItem(key, JSON.stringify([place, ...others].slice(0, most)));
  } catch {
    // A browser that keeps nothing has no recent places.
  }
}

/** Only ways within the product: what lies in this browser's storage is not ours alone. */
function isPlace(value: unknown): value is RecentPlace {
  if (typeof value !== 'object' || value === null) return false;
  const { label, kind, href } = value as Record<string, unknown>;
  return typeof label === 'string' && typeof kind === 'string' && typeof href === 'string' && /^\/(?!\/)/.test(href);
}
