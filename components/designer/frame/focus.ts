/** Focuses what a selector finds as soon as it is shown; whoever does something else meanwhile is not called back. */
export function focusOnceThere(selector: string): void {
  const focus = (): boolean => {
    const found = document.querySelector<HTMLElement>(selector);
    if (!found || !isShown(found)) return false;
    found.focus();
    if (found instanceof HTMLInputElement) found.select();
    return true;
  };
  if (focus()) return;
  const over = new AbortController();
  const watcher = new MutationObserver(() => focus() && over.abort());
  watcher.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
  over.signal.addEventListener('abort', () => watcher.disconnect());
  const end = (): void => over.abort();
  for (const type of ['keydown', 'pointerdown'] as const) {
    document.addEventListener(type, end, { capture: true, signal: over.signal });
  }
}

/** Focuses the next pane that is shown, or with -1 the one before. */
export function focusNextPane(frame: HTMLElement | null, step: number): void {
  const all = [...(frame?.querySelectorAll<HTMLElement>('[data-pane]') ?? [])].filter(isShown);
  const at = all.findIndex((pane) => pane.contains(document.activeElement));
  focusPane(all[(at + step + all.length) % all.length]);
}

/** Puts the focus on a pane: into what it is for, or else into what comes first in it. */
export function focusPane(pane: HTMLElement | null | undefined): void {
  const found = focusable.map((wanted) => pane?.querySelector<HTMLElement>(wanted)).find(Boolean);
  found?.focus();
}

/** Whether it is drawn, and not hidden with the pane that it is in. */
export function isShown(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}

const focusable = [
  '[role=application]',
  '[contenteditable=true]',
  'input[role=combobox]',
  '[role=tree]',
  '[tabindex="0"], a[href], button:not(:disabled), input',
];
