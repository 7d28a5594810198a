import type { Page } from '@playwright/test';

/** Where content has two dimensions by its nature, so that both may scroll: drawings, tables, what a machine printed. */
const plane = '.react-flow, [role=grid], table, .cm-editor, .font-mono, [data-timeline]';
/** Of a longer list, more stops tell nothing new. */
const mostStops = 80;

/** What does not fit the window: a page that scrolls sideways, and boxes of words that scroll both ways. */
export function widthFaults(page: Page): Promise<string[]> {
  return page.evaluate((allowed) => {
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    const boxes = [...document.querySelectorAll('main, main *, [role=dialog] *')].filter((box) => {
      if (box.scrollWidth <= box.clientWidth + 1 || box.scrollHeight <= box.clientHeight + 1) return false;
      const { overflowX, overflowY } = getComputedStyle(box);
      if (!/auto|scroll/.test(overflowX) || !/auto|scroll/.test(overflowY)) return false;
      return box.closest(allowed) === null && (box.localName === 'main' || box.querySelector(allowed) === null);
    });
    return [...(wide > 0 ? [`${wide} px too wide`] : []), ...boxes.map((box) => box.outerHTML.slice(0, 160))];
  }, plane);
}

/** What can have the focus and cannot be seen at all when it has it, though the browser has scrolled to it. */
export function hiddenFocus(page: Page): Promise<string[]> {
  return page.evaluate((most) => {
    const frame = document.querySelector('[role=dialog], [role=alertdialog]') ?? document.querySelector('main');
    const all = frame?.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, summary, [tabindex="0"]',
    );
    const stops = [...(all ?? [])].filter((stop) => stop.tabIndex >= 0 && stop.checkVisibility());
    return stops.slice(0, most).flatMap((stop) => {
      // What has the focus already would not be scrolled to once more, as it is for somebody who comes to it.
      stop.blur();
      stop.focus();
      // A field that is only spoken has its ring on its label.
      const shown = stop.matches('.sr-only') ? (stop.closest('label') ?? stop) : stop;
      const { left, top, width, height } = shown.getBoundingClientRect();
      const isSeen = [0.05, 0.5, 0.95].some((x) =>
        [0.05, 0.5, 0.95].some((y) => shown.contains(document.elementFromPoint(left + width * x, top + height * y))),
      );
      return isSeen || document.activeElement !== stop ? [] : [`${stop.outerHTML.slice(0, 120)} at ${left}, ${top}`];
    });
  }, mostStops);
}

/** From now on every page adds up how far what was shown has moved while it loads. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: { value: number; what: string[] }[] = [];
    Reflect.set(window, 'shifts', shifts);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        sources: { node?: Element }[];
      })[]) {
        shifts.push({
          value: entry.value,
          what: entry.sources.map(({ node }) => (node?.outerHTML ?? node?.textContent ?? '').slice(0, 120)),
        });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** What has moved since the page began to load: the sum as browsers count it, and what it was. */
export function shifted(page: Page): Promise<{ sum: number; what: string[] }> {
  return page.evaluate(() => {
    const shifts = Reflect.get(window, 'shifts') as { value: number; what: string[] }[];
    return { sum: shifts.reduce((sum, { value }) => sum + value, 0), what: shifts.flatMap(({ what }) => what) };
  });
}
