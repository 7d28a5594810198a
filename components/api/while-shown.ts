/** How long a hidden tab keeps its streams; people who only glance elsewhere find everything as it was. */
const graceMs = 10_000;

/**
 * Calls `open` now and each time the tab is shown again, and what `open` returned when the tab was hidden for a while.
 * Browsers allow about six connections to one server over HTTP/1.1, all tabs together, so a tab that nobody sees must
 * not hold any. Returns what ends it all.
 */
export function whileShown(open: () => () => void): () => void {
  let close: (() => void) | null = null;
  let hiding: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => {
    close?.();
    close = null;
  };
  const look = (): void => {
    clearTimeout(hiding);
    if (document.visibilityState === 'hidden') hiding = setTimeout(end, graceMs);
    else close ??= open();
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    clearTimeout(hiding);
    end();
  };
}
