import type { Page } from '@playwright/test';

/** Where content has two dimensions by its nature, so that both may scroll. */
const plane = '.react-flow, [role=log], [role=grid], table, .cm-editor, [data-plane]';

/** What does not fit the window: a page that scrolls sideways, and boxes of words that scroll both ways. */
export function widthFaults(page: Page): Promise<string[]> {
  return page.evaluate((allowed) => {
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    const boxes = [...document.querySelectorAll('body *')].filter((box) => {
      const isBoth =
        box.scrollWidth > box.clientWidth + 1 && (box.scrollHeight > box.clientHeight + 1 || box.id === 'main');
      if (!isBoth || box.closest(allowed) !== null || box.querySelector(allowed) !== null) return false;
      const { overflowX, overflowY } = getComputedStyle(box);
      return /auto|scroll/.test(overflowX) && /auto|scroll/.test(overflowY);
    });
    return [
      ...(wide > 0 ? [`the page is ${wide} px too wide`] : []),
      ...boxes.map((box) => box.outerHTML.slice(0, 160)),
    ];
  }, plane);
}

/** What can have the focus on the page and cannot be seen at all when it has it, though the browser scrolled to it. */
export function hiddenFocus(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const frame = document.querySelector('[role=dialog], [role=alertdialog]') ?? document;
    const stops = frame.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [tabindex="0"]',
    );
    const hidden: string[] = [];
    for (const stop of stops) {
      if (stop.tabIndex < 0 || stop.matches(':disabled') || !stop.checkVisibility()) continue;
      stop.focus({ focusVisible: true } as FocusOptions);
      if (document.activeElement !== stop) continue;
      const { left, top, right, bottom } = stop.getBoundingClientRect();
      const spots = [0.02, 0.5, 0.98].flatMap((x) =>
        [0.05, 0.5, 0.95].map((y) => [left + (right - left) * x, top + (bottom - top) * y] as const),
      );
      const isSeen = spots.some(([x, y]) => {
        const above = document.elementFromPoint(x, y);
        return (
          above !== null && (stop.contains(above) || (above.contains(stop) && above.closest('label, td, tr') !== null))
        );
      });
      if (!isSeen) hidden.push(`${stop.outerHTML.slice(0, 120)} at ${Math.round(left)},${Math.round(top)}`);
    }
    return hidden;
  });
}
