let told = '';
let times = 0;
const listeners = new Set<() => void>();

/** Tells screen readers politely what came of something that was done in the designer. */
export function announce(text: string): void {
  told = text;
  times += 1;
  for (const listener of listeners) listener();
}

export function subscribeAnnounced(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was told last; the same words twice are two tellings. */
export function readAnnounced(): string {
  return times % 2 === 0 ? told : `${told}\u00a0`;
}
